"""The command `closer`: words of the command line in, an exit status out. What commands do is in commands/.

Exit status: 0 fine, 1 the input or a file is bad, 2 wrong usage, 70 a bug, 130 Ctrl-C, 141 the reader of the
output went away. Nothing that a command needs is imported before it runs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from closer_tui import __version__

LEVELS = ("coached", "realistic", "silent")
MOVES = ("questions", "value", "interest", "email")
TOGETHER = {
    ("voices", "doctor"): "to hear the interviewer",
    ("new", "try", "check", "schema"): "to write scenarios of your own",
}
"""Commands that the help names in one line, so that it fits a screen of 24; each has a help of its own."""


class Commands(click.Group):
    """A group that knows what an unknown command may have meant."""

    instead = "--help shows what there is."

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """In the order in which people need them, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.commands, 1)
            instead = f"Did you mean {near[0]}?" if near else self.instead
            raise click.UsageError(f"{error.message} {instead}", ctx) from error


class Closer(Commands):
    """Ends every command in a clean way: one message, one exit status, no traceback."""

    instead = "To play a scenario: closer play NAME."

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        together = {name for names in TOGETHER for name in names}
        shown = [(name, self.commands[name]) for name in self.list_commands(ctx) if name not in together]
        room = formatter.width - 6 - max(len(name) for name, _ in shown)
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(room)) for name, command in shown])
            for names, purpose in TOGETHER.items():
                listed = ", ".join(name for name in names if name in self.commands)
                formatter.write(f"{'':{formatter.current_indent}}{listed}: {purpose}\n")

    def invoke(self, ctx: click.Context) -> Any:
        _open_streams()
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            from closer_tui.commands.ending import status_of

            status = status_of(error)
        ctx.exit(status or 0)


def _open_streams() -> None:
    """A stream that the caller closed reads as empty and swallows; what a locale can't write is escaped."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


_plain = click.option(
    "--plain/--no-plain",
    default=None,
    help="Lines of text, no interface (as CLOSER_PLAIN=1).",
)
_speak = click.option("--speak/--no-speak", default=None, help="The interviewer is heard, or not.")
_json = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group(
    cls=Closer,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  closer                                 choose a scenario and begin
  closer play first-job --level silent   nobody asks: make every move
  closer score --move email draft.txt    is this a good thank-you email?
""",
)
@_plain
@_speak
@click.version_option(__version__, prog_name="closer")
@click.pass_context
def main(ctx: click.Context, plain: bool | None, speak: bool | None) -> int | None:
    """Rehearse the last five minutes of an IT interview."""
    if ctx.invoked_subcommand is not None:
        ctx.obj = (plain, speak)
        return None
    from closer_tui.commands.play import play

    return play(None, None, plain, speak)


@main.command("play")
@click.argument("scenario", metavar="NAME|PATH")
@click.option("--level", type=click.Choice(LEVELS), help="How much help there is; else as in the settings.")
@_plain
@_speak
@click.option(
    "--record", metavar="FILE", type=click.Path(path_type=Path), help="Write what the interviewer says to a WAV file."
)
@click.pass_obj
def play_command(
    outer: tuple[bool | None, bool | None],
    scenario: str,
    level: Any,
    plain: bool | None,
    speak: bool | None,
    record: Path | None,
) -> int:
    """Rehearse one scenario.

    NAME is one of `closer list`; a path names a scenario's own TOML file, or a folder of them to choose from. In
    plain mode every answer ends with a line that holds a single dot, and /help says what else there is.

    With --record nothing is played: the file holds the interviewer's lines and pauses for your answers, to
    practise away from the screen.
    """
    if record is not None:
        from closer_tui.commands.recording import record_scenario

        return record_scenario(scenario, level, record)
    from closer_tui.commands.play import play

    return play(scenario, level, outer[0] if plain is None else plain, outer[1] if speak is None else speak)


@main.command("list")
@_json
def list_command(as_json: bool) -> int:
    """Show the scenarios.

    A line for each: name, title, role and company, difficulty, the best completeness so far. Columns on a
    terminal, parted by tabs elsewhere.
    """
    from closer_tui.commands.listing import list_scenarios

    return list_scenarios(as_json)


@main.command("check")
@click.argument("files", metavar="[PATH...]", nargs=-1)
@click.option("--format", "format_", type=click.Choice(("text", "json", "github")), default="text", help="For whom.")
@click.option("--no-samples", is_flag=True, help="Do not score the sample answers: faster.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--explain", metavar="CODE", help="Tell what a code means, such as S012, with an example.")
def check_command(files: tuple[str, ...], format_: Any, no_samples: bool, strict: bool, explain: str | None) -> int:
    """Find what is wrong with scenarios.

    PATH is a scenario's file, a folder of them, or a name of `closer list`; without one it is your own folder.
    Every problem is shown with its line and what to write instead, and the sample answers are scored. Exit
    status 1 when there is an error; warnings and notes are advice.
    """
    from closer_tui.commands import check

    if explain is not None:
        if files:
            raise click.UsageError("--explain tells about a code and checks nothing: leave PATH out.")
        return check.explain(explain)
    return check.check(files, format_, samples=not no_samples, strict=strict)


@main.command("new")
@click.argument("path", metavar="[PATH]", default="")
@click.option("--role", metavar="TEXT", help="The job that it is for.")
@click.option("--company", metavar="TEXT", help="The company.")
@click.option("--interviewer", metavar="NAME", help="Who asks.")
@click.option("--title", metavar="TEXT", help="Their job title.")
@click.option("--moves", metavar="LIST", help=f"Such as questions,email; otherwise all: {', '.join(MOVES)}.")
@click.option("--mood", type=click.Choice(("warm", "brisk", "sceptical")), help="How the interviewer is.")
@click.option("--level", "difficulty", type=click.Choice(("easy", "medium", "hard")), help="How much time there is.")
@click.option("--language", metavar="TAG", help="The language that will be spoken, such as en-GB or de.")
@click.option("--called", metavar="TEXT", help="The scenario's own title.")
@click.option("--from", "source", metavar="NAME|PATH", help="Copy this scenario.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
def new_command(path: str, source: str | None, yes: bool, **wishes: str | None) -> int:
    """Write a scenario of your own, to be changed.

    \b
    It asks a few questions and writes a whole scenario with comments, which plays at once.
      closer new                              into your own folder, listed from then on
      closer new interviews/kestrel.toml      to a file, or into a folder
      closer new --from first-job             a copy of another one

    What there is already stays as it is. Beside the scenario lies a JSON Schema, by which editors complete
    and check it; `closer schema` prints it.
    """
    from closer_tui.commands.new import new

    return new(path, wishes, source, yes)


@main.command("schema", hidden=True)  # for a few; the list of commands fits a small screen
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="Write it to a file or folder.")
def schema_command(output: Path | None) -> int:
    """Print the scenario format as a JSON Schema.

    For editors that complete and check TOML: a scenario that begins with the line
    "#:schema ./scenario.schema.json" is checked by the file of that name beside it.
    """
    from closer_tui.commands.schema import show_schema

    return show_schema(output)


@main.command("try")
@click.argument("scenario", metavar="NAME|PATH")
@click.argument("step", metavar="STEP", default="")
@click.argument("text", metavar="[TEXT|-]", required=False)
@_json
def try_command(scenario: str, step: str, text: str | None, as_json: bool) -> int:
    """See what one step makes of an answer.

    STEP is its number, or (part of) its title or move. Every criterion and flag is told with the words that
    decided, each cue of your own criteria with what it found or why it does not count, and what the interviewer
    says to it. TEXT is the answer, - reads it from standard input. Without TEXT, on a terminal, you try as you
    type, and the scenario is read again whenever you save it in another window.
    """
    from closer_tui.commands.trying import try_step

    return try_step(scenario, step, text, as_json)


@main.command("score")
@click.argument("file", metavar="[FILE|-]", default="-")
@click.option("--move", type=click.Choice(MOVES), help="Judge one text as this move and print a report.")
@click.option("--jsonl", is_flag=True, help="Judge standard input line by line: JSON in, JSON out.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 61), help="With --jsonl: N processes, the order kept.")
@click.option("--about", is_flag=True, help="Tell how far the scorer can be trusted, and judge nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --about: as JSON.")
@click.option("--model", metavar="FILE", type=click.Path(path_type=Path), help="Another model file.")
def score_command(
    file: str, move: Any, jsonl: bool, jobs: int | None, about: bool, as_json: bool, model: Path | None
) -> int:
    """Judge what somebody wrote.

    \b
    With --move a report for people:     closer score --move email draft.txt
    With --jsonl a line for each line:   closer score --jsonl --jobs 4 < answers.jsonl
      in   {"id": 1, "kind": "questions|value|interest|free|email", "text": "..."}
      out  {"id": 1, "criteria": {...}, "topics": [...], "scorer": "..."}
    """
    if jsonl + about + (move is not None) != 1:
        raise click.UsageError("Say either --move MOVE (one text) or --jsonl (a text a line), or --about.")
    if as_json and not about:
        raise click.UsageError("--json goes with --about; verdicts as JSON are what --jsonl writes.")
    if jobs is not None and not jsonl:
        raise click.UsageError("--jobs goes with --jsonl: one text needs one process.")
    if about:
        if file != "-":
            raise click.UsageError(f"--about is about the scorer; to judge a text: closer score --move MOVE {file}")
        from closer_tui.commands.about import show_accuracy

        return show_accuracy(as_json, model)
    if jsonl and file != "-":
        raise click.UsageError(f"--jsonl reads standard input: closer score --jsonl < {file}")
    from closer_tui.commands.score import score_lines, score_text

    return score_lines(model, jobs or 1) if jsonl else score_text(move, file, model)


@main.group("history", cls=Commands, invoke_without_command=True)
@_json
@click.pass_context
def history_command(ctx: click.Context, as_json: bool) -> int | None:
    """Show the rehearsals that were finished, the newest first.

    Columns: id, when, scenario, level, completeness, whether complete, what it was then (where it was judged again
    since), scorer.
    """
    if ctx.invoked_subcommand is not None:
        ctx.obj = as_json
        return None
    from closer_tui.commands.history import show_history

    return show_history(as_json)


@history_command.command("rescore")
@click.option("--dry-run", is_flag=True, help="Tell what would come out, and change nothing.")
@_json
@click.pass_obj
def rescore_command(outer: bool, dry_run: bool, as_json: bool) -> int:
    """Judge again what an older scorer judged.

    A line for each rehearsal that comes out differently. The earlier score is kept beside the new one, and where
    you gave your own word, it stands. What is done stays done when you interrupt it. Exit status 1 when a rehearsal
    had to be left out.
    """
    from closer_tui.commands.rescore import rescore_history

    return rescore_history(dry_run, as_json or outer)


class Exports(Commands):
    """A group whose first word may also be a scenario: `closer export NAME --html`."""

    instead = "To export a scenario: closer export NAME --html."

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = args[0] in self.commands or not any(each.startswith("--html") for each in args[1:])
        return super().resolve_command(ctx, args if known else ["scenario", *args])


@main.group("export", cls=Exports, subcommand_metavar="NAME --html [FILE] | corrections [FILE]")
def export_command() -> None:
    """Take a scenario out as a page, or something out of the journal.

    \b
    closer export first-job --html page.html   a page for a coach to review
    closer export corrections mine.jsonl       where you knew better than the scorer
    """


@export_command.command("scenario", options_metavar="--html [FILE]")
@click.argument("scenario", metavar="NAME|PATH")
@click.option(
    "--html", "file", metavar="[FILE]", is_flag=False, flag_value="-", help="As one page, to FILE or standard output."
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def export_scenario_command(scenario: str, file: str | None, force: bool) -> int:
    """A whole scenario as one page, for a coach to review.

    What is said, the replies, what it is judged by and the samples, with nothing in it that is loaded from
    elsewhere. `closer export NAME --html` is short for this. Without FILE it goes to standard output.
    """
    if file is None:
        raise click.UsageError(f"Say --html: closer export {scenario} --html FILE.")
    from closer_tui.commands.export_page import export_page

    return export_page(scenario, None if file == "-" else Path(file), force)


@export_command.command("corrections")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def corrections_command(file: Path | None, force: bool) -> int:
    """Where you knew better than the scorer, for whoever trains it.

    An answer a line (JSON), with its labels: yours where you overruled a verdict, or answered one of which the
    scorer was not sure. They are your own words, so look before you share them; nothing else of the journal is in
    it. Verdicts on a scenario's own criteria are left out. Without FILE it goes to standard output.
    """
    from closer_tui.commands.export import export_corrections

    return export_corrections(None if file is None or str(file) == "-" else file, force)


@main.command("voices")
@click.argument("voice", metavar="[VOICE]", default="")
@click.option("--language", default="", metavar="TAG", help="Only voices of this language, such as en-GB.")
@_json
def voices_command(voice: str, language: str, as_json: bool) -> int:
    """Show the voices that this machine has, or try one.

    Columns: what to write as `voice` in the settings, name, languages, gender. With VOICE, an id or a name,
    it says a line.
    """
    if voice and as_json:
        raise click.UsageError("--json is for the list of voices: leave VOICE out.")
    from closer_tui.commands.voices import list_voices, try_voice

    return try_voice(voice, _preferences()) if voice else list_voices(language, as_json)


@main.command("doctor")
@_json
@click.option("--wav", metavar="FILE", type=click.Path(path_type=Path), help="Write the test line to this file too.")
def doctor_command(as_json: bool, wav: Path | None) -> int:
    """Find out why the interviewer can't be heard.

    Says a test line, tells what was found, and for each thing missing the command that installs it. Exit
    status 1 when speech does not work.
    """
    from closer_tui.commands.doctor import doctor

    return doctor(_preferences(), as_json, wav)


def _preferences() -> Any:
    """What the settings say of the voice."""
    from closer_tui.commands.ending import complain_of
    from closer_tui.settings import load_settings
    from closer_tui.speech.preferences import Preferences

    settings, diagnostics = load_settings()
    complain_of(diagnostics)
    return Preferences.of(settings)


@main.command("where")
def where_command() -> int:
    """Show where everything is kept (CLOSER_HOME moves it)."""
    from closer_tui.commands.listing import show_places

    return show_places()
