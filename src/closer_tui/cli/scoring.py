"""Judge what somebody wrote: `score`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from closer_tui.cli.completing import files
from closer_tui.cli.options import FILE, MOVES, explained
from closer_tui.i18n import _


@click.command(
    "score",
    help=explained(
        _("Judge what somebody wrote."),
        {
            "closer score --move email draft.txt": _("a report for people"),
            "closer score --jsonl --jobs 4 < answers.jsonl": _("a line for each line"),
        },
        {
            '  in   {"id": 1, "kind": "questions|value|interest|free|email", "text": "..."}': "",
            '  out  {"id": 1, "criteria": {...}, "topics": [...], "scorer": "..."}': "",
        },
    ),
)
@click.argument("file", metavar=f"[{FILE}|-]", default="-", shell_complete=files)
@click.option("--move", type=click.Choice(MOVES), help=_("Judge one text as this move and print a report."))
@click.option("--jsonl", is_flag=True, help=_("Judge standard input line by line: JSON in, JSON out."))
@click.option("--jobs", metavar="N", type=click.IntRange(1, 61), help=_("With --jsonl: N processes, the order kept."))
@click.option("--about", is_flag=True, help=_("Tell how far the scorer can be trusted, and judge nothing."))
@click.option("--json", "as_json", is_flag=True, help=_("With --about: as JSON."))
@click.option("--model", metavar=FILE, type=click.Path(path_type=Path), help=_("Another model file."))
def score_command(
    file: str, move: Any, jsonl: bool, jobs: int | None, about: bool, as_json: bool, model: Path | None
) -> int:
    """One text or many, judged."""
    if jsonl + about + (move is not None) != 1:
        raise click.UsageError(_("Say either --move MOVE (one text) or --jsonl (a text a line), or --about."))
    if as_json and not about:
        raise click.UsageError(_("--json goes with --about; verdicts as JSON are what --jsonl writes."))
    if jobs is not None and not jsonl:
        raise click.UsageError(_("--jobs goes with --jsonl: one text needs one process."))
    if about:
        if file != "-":
            what = _("--about is about the scorer; to judge a text: closer score --move MOVE {file}")
            raise click.UsageError(what.format(file=file))
        from closer_tui.commands.about import show_accuracy

        return show_accuracy(as_json, model)
    if jsonl and file != "-":
        what = _("--jsonl reads standard input: closer score --jsonl < {file}")
        raise click.UsageError(what.format(file=file))
    from closer_tui.commands.score import score_lines, score_text

    return score_lines(model, jobs or 1) if jsonl else score_text(move, file, model)
