"""The scenarios as a list, and the pane that says what one of them is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from closer_tui.diagnostics import severity_name
from closer_tui.i18n import _, pgettext, translated
from closer_tui.levels import LEVEL_SUMMARIES, LEVELS, level_name
from closer_tui.paths import shown
from closer_tui.scenario.heads import Head, head_of
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.phrases import ago, clock, first_words

if TYPE_CHECKING:
    from closer_tui.diagnostics import Diagnostic
    from closer_tui.scenario.library import Entry

JOB_CELLS = 25
"""Room for the job on the line that it shares with the difficulty, in a list of 43 columns."""
MUTED = "$foreground-muted"

Practised = Mapping[str, tuple[int, datetime]]
"""Best completeness and last practice, by the id of the scenario."""

DIFFICULTIES: Mapping[str, str] = {
    "easy": "●○○ " + pgettext("difficulty", "easy"),
    "medium": "●●○ " + pgettext("difficulty", "medium"),
    "hard": "●●● " + pgettext("difficulty", "hard"),
}


class Catalogue(Choices):
    """All scenarios, one under the other with a gap between two."""

    def show(self, entries: Iterable[Entry], practised: Practised, now: datetime, roomy: bool) -> None:
        """Draw the list anew, in more words where there is room; what was highlighted stays highlighted."""
        self._draw(_summary(entry, practised, now, roomy) for entry in entries)

    def show_heads(self, heads: Iterable[Head], roomy: bool) -> None:
        """The same while nothing is known but the heads of the scenarios: how practice went is left out."""
        self._draw(_row(head, None, None, roomy) for head in heads)

    def _draw(self, rows: Iterable[Content]) -> None:
        highlighted = self.highlighted or 0
        self.clear_options()
        options: list[Option | None] = []
        for row in rows:
            options += [Option(row), Option("", disabled=True)]
        self.add_options(options[:-1])
        if self.option_count:
            self.highlighted = min(highlighted, self.option_count - 1)


def _kind(head: Head) -> str:
    """The group it is in, and its language where that is not English."""
    parts = (head.group, "" if head.standard else head.language)
    return "".join(f" · {printable(part)}" for part in parts if part)


def _summary(entry: Entry, practised: Practised, now: datetime, roomy: bool) -> Content:
    head = head_of(entry)
    if head is not None:
        return _row(head, practised, now, roomy)
    what = entry.diagnostics[0].what if entry.diagnostics else _("It can't be read.")
    title = (printable(entry.title or entry.name), "bold")
    return Content.assemble(title, ("\n✗ " + _("broken"), "$text-error"), (f" · {first_words(what, 80)}", MUTED))


def _row(head: Head, practised: Practised | None, now: datetime | None, roomy: bool) -> Content:
    parts: list[str | tuple[str, str]] = [(printable(head.title or head.name), "bold")]
    if not head.bundled:
        parts.append((" · " + _("yours"), "$text-accent"))
    if roomy:
        temper = f", {printable(head.temper)}" if head.temper else ""
        parts.append(f"\n{_where(head)}")
        parts.append((f"\n{printable(head.interviewer)}{temper}", MUTED))
    difficulty = DIFFICULTIES[head.difficulty]
    if roomy:
        parts.append((f"\n{difficulty}{_practice(head, practised, now)}", MUTED))
    else:
        best = _("best {n}").format(n=practised[head.id][0]) if practised and head.id in practised else ""
        # One line: the job, and its difficulty as dots alone where there is a best to tell.
        parts.append((f"\n{_job(head.role)} · {f'{difficulty.split()[0]} {best}' if best else difficulty}", MUTED))
    return Content.assemble(*parts)


def _where(head: Head) -> str:
    return _("{role} at {company}").format(role=printable(head.role), company=printable(head.company))


def _job(role: str) -> str:
    """The job in a few words: up to the first comma, and no longer than the list is wide."""
    job = " ".join(printable(role).split()).split(",")[0]
    return job if len(job) <= JOB_CELLS else f"{job[: JOB_CELLS - 2].rsplit(' ', 1)[0]} …"


def _practice(head: Head, practised: Practised | None, now: datetime | None) -> str:
    if practised is None or now is None:
        return ""
    if head.id not in practised:
        return " · " + _("not tried yet")
    best, last = practised[head.id]
    return " · " + _("best {n}, {ago}").format(n=best, ago=ago(last, now))


def about_head(head: Head) -> Content:
    """What the pane beside the list says of a scenario while nothing is known but its head."""
    return Content.assemble(*_top(head, None, None), f"\n\n{printable(head.summary)}")


def _top(head: Head, practised: Practised | None, now: datetime | None) -> list[Content | str | tuple[str, str]]:
    return [
        (printable(head.title), "bold $text-primary"),
        f"\n{_where(head)}",
        (f"\n{DIFFICULTIES[head.difficulty]}{_kind(head)}{_practice(head, practised, now)}", MUTED),
    ]


def about(entry: Entry, practised: Practised, now: datetime) -> Content:
    """What the pane beside the list says of a scenario; of a broken one, everything that is wrong with it."""
    scenario, head = entry.scenario, head_of(entry)
    if scenario is None or head is None:
        return _wrong(entry)
    who = scenario.interviewer
    parts: list[Content | str | tuple[str, str]] = [
        *_top(head, practised, now),
        *_provenance(entry),
        f"\n\n{printable(scenario.summary)}",
        _heading(_("Who you talk to")),
        f"\n{printable(who.name)}, {printable(who.title)}",
    ]
    if who.temper:
        parts.append((f"\n{printable(who.temper)}", MUTED))
    if scenario.scene:
        parts += [_heading(_("What has happened")), f"\n{printable(scenario.scene.strip())}"]
    parts.append(_heading(_("What the close needs")))
    for number, step in enumerate(scenario.steps, 1):
        given = f"  {clock(step.seconds)}" if step.seconds else ""
        parts += [f"\n{number}  {printable(translated(step.name))}", (given, MUTED)]
        needs = [printable(translated(criterion.title)) for criterion in step.rubric if criterion.essential]
        parts += [(f"\n   · {need}", MUTED) for need in needs]
    parts.append(_heading(_("Levels")))
    for level in LEVELS:
        parts += [(f"\n{level_name(level)}", "bold"), (f"  {translated(LEVEL_SUMMARIES[level])}", MUTED)]
    return Content.assemble(*parts)


def _provenance(entry: Entry) -> list[str | tuple[str, str]]:
    """Of one's own: its file, what it stands in the place of, and what is noticed about it."""
    if entry.bundled:
        return []
    parts: list[str | tuple[str, str]] = [(f"\n{printable(shown(str(entry.path)))}", MUTED)]
    if entry.shadows:
        parts.append(("\n! " + _("It takes the place of the bundled scenario of this name."), "$text-warning"))
    for each in entry.diagnostics:
        if each.code == "S053":  # its history; the rest is for its author, in the editor
            parts.append((f"\n! {printable(each.what)} {printable(each.help)}", "$text-warning"))
    return parts


def _wrong(entry: Entry) -> Content:
    parts: list[Content | str | tuple[str, str]] = [
        (printable(entry.title or entry.name), "bold"),
        ("\n✗ " + _("It can't be played until this is put right:"), "bold $text-error"),
    ]
    for diagnostic in entry.diagnostics:
        parts += [
            (f"\n\n{_place(diagnostic)}", MUTED),
            f"\n{printable(diagnostic.what)}",
            (f"\n→ {printable(diagnostic.help)}", "$text-success"),
        ]
    return Content.assemble(*parts)


def _place(diagnostic: Diagnostic) -> str:
    place = printable(shown(diagnostic.path)) or _("the file")
    if diagnostic.line:
        place += f":{diagnostic.line}:{diagnostic.column}"
    return f"{place}  {severity_name(diagnostic.severity)} {diagnostic.code}"


def _heading(text: str) -> tuple[str, str]:
    return f"\n\n{text}", "$text-accent"
