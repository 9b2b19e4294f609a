"""The cheat sheet for the real day: the best answers of each move, to be picked and taken along."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from closer_tui.diagnostics import DiagnosticError
from closer_tui.files import reason
from closer_tui.i18n import _, figure, ngettext, translated
from closer_tui.journal import Journal, JournalError
from closer_tui.paths import scenarios_dir
from closer_tui.practice import desktop
from closer_tui.practice.best import Best, best_answers
from closer_tui.practice.sheet import OTHERS, Card, card, length, overflow, to_html, to_markdown
from closer_tui.report_text import file_name, save_new
from closer_tui.report_words import RESULT_WORDS, one_line
from closer_tui.scenario.library import find
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import MOVE_TITLES
from closer_tui.scoring.text import printable
from closer_tui.ui.room import Room
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.phrases import ago, first_words

MUTED = "$text-muted"
NOTHING = _("There is no answer to put on it yet. Finish a rehearsal, and your best words stand here.")


class SheetScreen(Room[None]):
    """Lists answers and picks among them. `journal` None: this program is run without one. The sheet is saved in
    `save_folder`, or else in the current folder."""

    HELP = _(
        "One page for the real day, in your own words. Starred answers are on it; the others are the best of your "
        "rehearsals, to choose from. Of a move without a star the first one stands on the sheet. Nothing is cut: when "
        "it grows longer than a page, it says so."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "pick", _("Pick"), tooltip=_("Take this answer to the sheet, or off it")),
        Binding("p", "page", _("Page"), tooltip=_("Save the sheet as a page, to be opened in a browser and printed")),
        Binding("s", "save", _("Save"), tooltip=_("Save the sheet as a Markdown file")),
        Binding("c", "copy", _("Copy"), tooltip=_("Copy the sheet, as Markdown")),
        Binding("f", "one_scenario", _("One scenario"), tooltip=_("Only answers of this one's scenario, or all again")),
        Binding("escape,q", "dismiss(None)", _("Back"), tooltip=_("Back to the scenarios")),
    ]

    @dataclass
    class Gathered(Message):
        """What came of the journal; `trouble` is why it can't be read. `scenario`: the one that it was asked for."""

        answers: tuple[Best, ...]
        scenario: Scenario | None
        trouble: str = ""

    @dataclass
    class Copied(Message):
        """Whether it surely is on the clipboard of the desktop."""

        surely: bool

    def __init__(self, journal: Journal | None, save_folder: Path | None = None) -> None:
        super().__init__()
        self._journal = journal
        self._folder = save_folder or Path()
        self._answers: tuple[Best, ...] = ()
        self._rows: list[int | None] = []
        self._filter = ""
        self._scenario: Scenario | None = None

    def compose(self) -> ComposeResult:
        yield Static(_("Cheat sheet for the real day"), id="title", markup=False)
        with Container(id="body"):
            yield Choices(id="answers", markup=False)
            with VerticalScroll(id="whole"):
                yield Static(_("Reading the journal …"), id="words", markup=False)
        yield Static(id="fits", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#answers").border_title = _("Answers")
        self.query_one("#whole").border_title = _("In full")
        self.query_one(Choices).focus()
        if self._journal is None:
            self._say(_("Nothing is kept in this session: there is no journal to look at."))
        else:
            self._gather(self._journal, "")

    @work(thread=True, exclusive=True, group="gather")
    def _gather(self, journal: Journal, name: str) -> None:
        scenario = None
        if name:
            try:
                scenario = find(name, scenarios_dir())
            except DiagnosticError:
                scenario = None  # it was deleted or broken since: the sheet has no heading of its own then
        try:
            answers = best_answers(journal, name)
        except JournalError as error:
            self.post_message(self.Gathered((), None, str(error)))
        else:
            self.post_message(self.Gathered(answers, scenario))

    def on_sheet_screen_gathered(self, message: Gathered) -> None:
        self._answers, self._scenario = message.answers, message.scenario
        self._list()
        if not self._answers:
            self._say(one_line(message.trouble) or NOTHING)
        self.refresh_bindings()

    # --- what is seen --------------------------------------------------------------------------------------

    def _list(self) -> None:
        """A heading for each move, and its answers."""
        options = self.query_one(Choices)
        options.clear_options()
        self._rows = []
        now = datetime.now(UTC)
        for move, group in groupby(range(len(self._answers)), key=lambda index: self._answers[index].move):
            title = OTHERS if move == "custom" else translated(MOVE_TITLES[move])
            options.add_option(Option(Content.styled(title, "bold $text-primary"), disabled=True))
            self._rows.append(None)
            for index in group:
                options.add_option(Option(_row(self._answers[index], now)))
                self._rows.append(index)
        if self._answers:
            options.highlighted = 1
        self._count()

    def _count(self) -> None:
        picked = sum(answer.picked for answer in self._answers)
        told = ngettext("{n} answer picked", "{n} answers picked", picked).format(n=figure(picked))
        told = told if picked else _("Nothing picked yet: space picks")
        problem = overflow(self._card) if self._answers else ""
        fits = self.query_one("#fits", Static)
        parts = [told, _("fits on one page")]
        if self._filter and self._answers:
            parts.append(_("only {scenario}").format(scenario=first_words(self._answers[0].title, 40)))
        fits.update(Content(problem or " · ".join(parts)))
        fits.set_class(bool(problem), "-over")
        fits.display = bool(self._answers)

    @property
    def _card(self) -> Card:
        return card(self._answers, datetime.now().date(), self._scenario)

    @property
    def _chosen(self) -> int | None:
        row = self.query_one(Choices).highlighted
        return None if row is None or row >= len(self._rows) else self._rows[row]

    def _say(self, words: str) -> None:
        self.query_one("#words", Static).update(Content(words))

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        if (index := self._chosen) is not None:
            answer = self._answers[index]
            about = f"{length(answer)} · {_about(answer, datetime.now(UTC))}"
            self.query_one("#words", Static).update(
                Content.assemble((about, MUTED), "\n\n", printable(answer.text.strip()))
            )
            self.query_one("#whole").scroll_home(animate=False)

    # --- what is done --------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action in ("pick", "page", "save", "copy", "one_scenario"):
            return bool(self._answers)
        return True

    @on(OptionList.OptionSelected)
    def action_pick(self) -> None:
        index = self._chosen
        if index is None or self._journal is None:
            return
        answer = self._answers[index]
        try:
            change = self._journal.unpick if answer.picked else self._journal.pick
            change(answer.session, answer.move, answer.text)
        except JournalError as error:
            self.notify(one_line(str(error)), title=_("Not picked"), severity="warning", markup=False)
            return
        changed = replace(answer, picked=not answer.picked)
        self._answers = (*self._answers[:index], changed, *self._answers[index + 1 :])
        self.query_one(Choices).replace_option_prompt_at_index(
            self._rows.index(index), _row(changed, datetime.now(UTC))
        )
        self._count()

    def action_one_scenario(self) -> None:
        index = self._chosen
        if self._journal is not None and index is not None:
            self._filter = "" if self._filter else self._answers[index].scenario
            self._gather(self._journal, self._filter)

    def action_save(self) -> None:
        self._save(to_markdown(self._card), ".md")

    def action_page(self) -> None:
        self._save(to_html(self._card), ".html")

    def _save(self, text: str, suffix: str) -> None:
        now = datetime.now().astimezone()
        if self.app.is_web:
            from closer_tui.ui.served import download

            download(self.app, file_name("cheat-sheet", now, suffix), text.encode())
            return
        try:
            path = save_new(self._folder, "cheat-sheet", now, text, suffix)
        except OSError as error:
            words = _(
                "The sheet could not be saved in {folder}: {why}. Make room or make the folder writable and save "
                "again, or start closer in another folder."
            )
            self.notify(
                words.format(folder=one_line(str(self._folder.absolute())), why=reason(error)),
                title=_("Not saved"),
                severity="error",
                timeout=15,
                markup=False,
            )
        else:
            self.notify(one_line(str(path.absolute())), title=_("Sheet saved"), timeout=10, markup=False)

    def action_copy(self) -> None:
        text = to_markdown(self._card)
        self.app.copy_to_clipboard(text)
        if self.app.is_web:
            from closer_tui.ui.served import was_asked_to_copy

            self.notify(was_asked_to_copy("sheet"), markup=False)
        else:
            self._to_desktop(text)

    @work(thread=True, group="desktop")
    def _to_desktop(self, text: str) -> None:
        self.post_message(self.Copied(desktop.give(os.environ, text, "")[0]))

    def on_sheet_screen_copied(self, message: Copied) -> None:
        asked = _(
            "Your terminal was asked to copy it. If nothing can be pasted, it does not allow that: save it with s."
        )
        self.notify(_("The sheet is on the clipboard.") if message.surely else asked, markup=False)


def _row(answer: Best, now: datetime) -> Content:
    star = ("★ ", "bold $text-success") if answer.picked else ("  ", "")
    return Content.assemble(star, first_words(answer.text, 52), (f"\n  {_about(answer, now)}", MUTED))


def _about(answer: Best, now: datetime) -> str:
    """Whether it is picked, how the move went in it, when, and where."""
    went = _("picked") if answer.picked else RESULT_WORDS[answer.result] if answer.result else _("not picked")
    when = ago(answer.finished, now) if answer.finished else _("not finished")
    return " · ".join((went, when, first_words(answer.title, 40)))
