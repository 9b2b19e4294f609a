"""Write scenarios: `check`, `new`, `prepare`, `schema`, `try`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from closer_tui.cli.completing import files, problem_codes, scenario_names_or_files
from closer_tui.cli.options import FILE, MOVES, NAME_OR_PATH, explained, json_option
from closer_tui.i18n import _

TEXT, TAG = _("TEXT"), _("TAG")
MOODS = ("warm", "brisk", "sceptical")
DIFFICULTIES = ("easy", "medium", "hard")
TIME = _("How much time there is.")
SPOKEN = _("The language that will be spoken, such as en-GB or de.")
CALLED = _("The scenario's own title.")
ASK_NOTHING = _("Ask nothing.")


@click.command(
    "check",
    help=explained(
        _("Find what is wrong with scenarios."),
        _(
            "PATH is a scenario's file, a folder of them, or a name of `closer list`; without one it is your own "
            "folder. Every problem is shown with its line and what to write instead, and the sample answers are "
            "scored. Exit status 1 when there is an error; warnings and notes are advice."
        ),
    ),
)
@click.argument("files", metavar=_("[PATH...]"), nargs=-1, shell_complete=scenario_names_or_files)
@click.option("--format", "format_", type=click.Choice(("text", "json", "github")), default="text", help=_("For whom."))
@click.option("--no-samples", is_flag=True, help=_("Do not score the sample answers: faster."))
@click.option("--strict", is_flag=True, help=_("Warnings count as errors."))
@click.option(
    "--explain",
    metavar="CODE",
    help=_("Tell what a code means, such as S012, with an example."),
    shell_complete=problem_codes,
)
def check_command(files: tuple[str, ...], format_: Any, no_samples: bool, strict: bool, explain: str | None) -> int:
    """What is wrong with scenarios."""
    from closer_tui.commands import check

    if explain is not None:
        if files:
            raise click.UsageError(_("--explain tells about a code and checks nothing: leave PATH out."))
        return check.explain(explain)
    return check.check(files, format_, samples=not no_samples, strict=strict)


@click.command(
    "new",
    help=explained(
        _("Write a scenario of your own, to be changed."),
        _("It asks a few questions and writes a whole scenario with comments, which plays at once."),
        {
            "closer new": _("into your own folder"),
            "closer new interviews/kestrel.toml": _("to a file, or into a folder"),
            "closer new --from first-job": _("a copy of another one"),
        },
        _(
            "What there is already stays as it is. Beside the scenario lies a JSON Schema, by which editors complete "
            "and check it; `closer schema` prints it."
        ),
    ),
)
@click.argument("path", metavar=_("[PATH]"), default="", shell_complete=files)
@click.option("--role", metavar=TEXT, help=_("The job that it is for."))
@click.option("--company", metavar=TEXT, help=_("The company."))
@click.option("--interviewer", metavar=_("NAME"), help=_("Who asks."))
@click.option("--title", metavar=TEXT, help=_("Their job title."))
@click.option(
    "--moves",
    metavar=_("LIST"),
    help=_("Such as questions,email; otherwise all: {moves}.").format(moves=", ".join(MOVES)),
)
@click.option("--mood", type=click.Choice(MOODS), help=_("How the interviewer is."))
@click.option("--level", "difficulty", type=click.Choice(DIFFICULTIES), help=TIME)
@click.option("--language", metavar=TAG, help=SPOKEN)
@click.option("--called", metavar=TEXT, help=CALLED)
@click.option(
    "--from",
    "source",
    metavar=NAME_OR_PATH,
    help=_("Copy this scenario."),
    shell_complete=scenario_names_or_files,
)
@click.option("--yes", "-y", is_flag=True, help=ASK_NOTHING)
def new_command(path: str, source: str | None, yes: bool, **wishes: str | None) -> int:
    """A scenario of one's own."""
    from closer_tui.commands.new import new

    return new(path, wishes, source, yes)


@click.command(
    "prepare",
    help=explained(
        _("Make your own interview ready: questions worth asking, and a scenario."),
        _("It asks for the job, the company, who will interview you and when, and for the advert, pasted."),
        {
            "closer prepare": "",
            "closer prepare --role DBA --company Lark --advert ad.txt --questions": "",
        },
        _(
            "Questions are told by topic, filled in with what the advert asks for, and what the advert answers already "
            "is quoted, with what to ask instead. The scenario has your interviewers and the advert's facts; what they "
            "answer in it is made up. PATH is a file or a folder for it, otherwise your own folder."
        ),
    ),
)
@click.argument("path", metavar=_("[PATH]"), default="", shell_complete=files)
@click.option("--role", metavar=TEXT, help=_("The job that the interview is for."))
@click.option("--company", metavar=TEXT, help=_("The company."))
@click.option("--with", "people", metavar=_("PEOPLE"), help=_('Who asks: "Name, title; Name, title".'))
@click.option("--when", metavar=TEXT, help=_("When it is, in your own words."))
@click.option(
    "--advert",
    metavar=f"{FILE}|-",
    help=_("The advert, as a text file or from standard input."),
    shell_complete=files,
)
@click.option("--mood", type=click.Choice(MOODS), help=_("How the interviewers are."))
@click.option("--level", "difficulty", type=click.Choice(DIFFICULTIES), help=TIME)
@click.option("--language", metavar=TAG, help=SPOKEN)
@click.option("--called", metavar=TEXT, help=CALLED)
@click.option("--questions", "questions_only", is_flag=True, help=_("Only the questions, as text; write nothing."))
@click.option("--yes", "-y", is_flag=True, help=ASK_NOTHING)
def prepare_command(path: str, advert: str | None, questions_only: bool, yes: bool, **given: str | None) -> int:
    """A real interview, made ready."""
    from closer_tui.commands.prepare import prepare_interview

    return prepare_interview(path, given, advert, questions_only, yes)


@click.command(
    "schema",
    help=explained(
        _("Print the scenario format as a JSON Schema."),
        _(
            "For editors that complete and check TOML: a scenario that begins with the line "
            '"#:schema ./scenario.schema.json" is checked by the file of that name beside it.'
        ),
    ),
)
@click.option("--output", "-o", metavar=FILE, type=click.Path(path_type=Path), help=_("Write it to a file or folder."))
def schema_command(output: Path | None) -> int:
    """The scenario format, for editors."""
    from closer_tui.commands.schema import show_schema

    return show_schema(output)


@click.command(
    "try",
    help=explained(
        _("See what one step makes of an answer."),
        _(
            "STEP is its number, or (part of) its title or move. Every criterion and flag is told with the words that "
            "decided, each cue of your own criteria with what it found or why it does not count, and what the "
            "interviewer says to it. TEXT is the answer, - reads it from standard input. Without TEXT, on a terminal, "
            "you try as you type, and the scenario is read again whenever you save it in another window."
        ),
    ),
)
@click.argument("scenario", metavar=NAME_OR_PATH, shell_complete=scenario_names_or_files)
@click.argument("step", metavar=_("STEP"), default="")
@click.argument("text", metavar=f"[{TEXT}|-]", required=False)
@json_option
def try_command(scenario: str, step: str, text: str | None, as_json: bool) -> int:
    """One answer, tried against one step."""
    from closer_tui.commands.trying import try_step

    return try_step(scenario, step, text, as_json)
