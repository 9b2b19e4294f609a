"""A real interview made ready: its facts and its advert, the questions worth asking, and a scenario of it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label, Static, TextArea

from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.paths import drafts_dir, scenarios_dir
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.placing import free_id, own_file, put_scenario
from closer_tui.scenario.prepare import Preparation, lines, prepare
from closer_tui.scenario.prepared import people_of, prepared_scenario
from closer_tui.scenario.template import Wishes, clean
from closer_tui.scenario.template_lines import MOODS
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer
from closer_tui.ui.room import Room
from closer_tui.ui.screens.editing import Question
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.answer import Body, Field
from closer_tui.ui.widgets.footer import Footer

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("role", _("Job"), _("Which job is it?")),
    ("company", _("Company"), _("At which company?")),
    ("people", _("Who asks"), _("Name, title; name, title")),
    ("when", _("When"), _("Such as Tuesday at ten")),
    ("mood", _("Mood"), ", ".join(MOODS)),
)
KEEP_SECONDS = 0.4
"""What is typed is to be kept this long after the last key; a second is promised."""

log = logging.getLogger(__name__)


class PrepareScreen(Room[Path | None]):
    """Asks for the facts, shows the questions, and dismisses with the file of the scenario once it is written, or with
    None. What is typed is kept until then, also when it is left or the program ends."""

    HELP = _(
        "Your own interview: say what you know of it, and paste its advert. F2 shows questions worth asking, by topic, "
        "and which ones the advert answers already. Ctrl+S writes a scenario of it to rehearse, with the questions as "
        "comments; what the interviewers answer in it is made up."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", _("Write the scenario"), priority=True, tooltip=_("Write it, and find it at home")),
        Binding(
            "f2",
            "questions",
            _("Questions"),
            priority=True,
            tooltip=_("The questions worth asking, or the facts again"),
        ),
        Binding(
            "f8", "empty", _("Empty"), show=False, tooltip=_("Take out all that is typed here, for another interview")
        ),
        Binding("escape", "back", _("Back"), tooltip=_("Back to the scenarios; what you typed is kept")),
    ]

    @dataclass
    class Prepared(Message):
        """The questions are there."""

        preparation: Preparation

    @dataclass
    class Written(Message):
        """The scenario is in this file; `trouble` is what could not be done beside it."""

        path: Path
        trouble: str

    @dataclass
    class NotWritten(Message):
        """It could not be written, and why."""

        why: str

    def __init__(self, scorer: Scorer) -> None:
        super().__init__()
        self._scorer = scorer
        self._drafts = Drafts(drafts_dir())
        self._slot = scenarios_dir() / "prepare"  # where drafts keep it: no scenario's file, those end in .toml
        self._soon: Timer | None = None
        self._last: dict[str, str] = {}  # what is typed: the fields are gone before the screen is
        self._writing = False
        self._done = False
        self._told = False

    def compose(self) -> ComposeResult:
        yield Static(_("Your own interview"), id="title", markup=False)
        with Vertical(id="facts"):
            for name, label, placeholder in FIELDS:
                with Horizontal(classes="fact"):
                    yield Label(label, classes="name", markup=False)
                    yield Field(placeholder=placeholder, compact=True, select_on_focus=False, id=name)
            yield Body("advert", _("The advert, pasted"), said=False)
        with VerticalScroll(id="questions"):
            yield Static(id="lines", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#questions").border_title = _("Questions worth asking")
        self.query_one("#questions").display = False
        kept = self._drafts.find(self._slot)
        if kept is not None:
            self._take(kept.text)
        self.query_one("#role", Input).focus()

    def on_unmount(self) -> None:
        self._keep()

    # --- what is typed -------------------------------------------------------------------------------------

    @property
    def _typed(self) -> dict[str, str]:
        return {name: self.query_one(f"#{name}", Input).value for name, *_rest in FIELDS} | {
            "advert": self.query_one(Body).text
        }

    def _take(self, draft: str) -> None:
        """Put in what was kept; whatever it is no more than texts."""
        try:
            found = json.loads(draft)
        except ValueError:
            return
        for name, *_rest in FIELDS:
            if isinstance(found, dict) and isinstance(found.get(name), str):
                self.query_one(f"#{name}", Input).value = printable(found[name])
        if isinstance(found, dict) and isinstance(found.get("advert"), str):
            self.query_one(Body).restore(found["advert"])

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        self._last = self._typed
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(KEEP_SECONDS, self._keep)

    def _keep(self) -> None:
        if self._done or not self._last:
            return
        try:
            if any(text.strip() for text in self._last.values()):
                self._drafts.keep(self._slot, json.dumps(self._last), "")
            else:
                self._drafts.forget(self._slot)
        except OSError as error:
            if not self._told:  # once: each key would say it again
                self._told = True
                words = _("What you type here is lost should closer end now: {why}.").format(why=reason(error))
                self.notify(printable(words), severity="warning", timeout=10, markup=False)

    # --- questions -----------------------------------------------------------------------------------------

    def action_questions(self) -> None:
        if self.query_one("#questions").display:
            self._show_facts()
        elif self._has_what_it_needs():
            self._prepare(self._typed)

    def _show_facts(self) -> None:
        self.query_one("#questions").display = False
        self.query_one("#facts").display = True
        self.query_one("#role", Input).focus()

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare(self, typed: dict[str, str]) -> None:
        self.post_message(self.Prepared(_preparation(typed)))

    def on_prepare_screen_prepared(self, message: Prepared) -> None:
        self.query_one("#lines", Static).update(_drawn(message.preparation))
        self.query_one("#facts").display = False
        questions = self.query_one("#questions")
        questions.display = True
        questions.scroll_home(animate=False)
        questions.focus()

    def _has_what_it_needs(self) -> bool:
        """Whether job and company are said and the mood is one; else the cursor goes where something is wanting."""
        typed = self._typed
        mood, moods = clean(typed["mood"]).casefold(), _("The mood is one of {moods}, or empty.")
        for name, fine, words in (
            ("role", bool(clean(typed["role"])), _("Say which job it is: the questions name it.")),
            ("company", bool(clean(typed["company"])), _("Say at which company: the questions name it.")),
            ("mood", not mood or mood in MOODS, moods.format(moods=", ".join(MOODS))),
        ):
            if not fine:
                self._show_facts()
                self.query_one(f"#{name}", Input).focus()
                self.notify(words, severity="warning", markup=False)
                return False
        return True

    # --- the scenario --------------------------------------------------------------------------------------

    def action_write(self) -> None:
        if not self._writing and self._has_what_it_needs():
            self._writing = True
            self.notify(_("The sample answers are scored, and the scenario is written."), timeout=3, markup=False)
            self._write(self._typed)

    @work(thread=True, group="write")
    def _write(self, typed: dict[str, str]) -> None:
        preparation = _preparation(typed)
        mood = clean(typed["mood"]).casefold() or Wishes().mood
        wishes = Wishes(mood=mood, called=f"Your interview at {preparation.company}")
        people, when = people_of(typed["people"]), clean(typed["when"])
        try:
            file = own_file(wishes.called)
            id = free_id(file.stem)
            try:
                text = prepared_scenario(preparation, wishes, people, when, id, self._scorer)
            except Exception as error:  # whatever a broken installation raises: it can be written, if not be checked
                log.warning("the samples could not be scored: %s", error)
                text = prepared_scenario(preparation, wishes, people, when, id, None)
            trouble = put_scenario(file, text)
        except OSError as error:
            self.post_message(self.NotWritten(f"{scenarios_dir()}: {reason(error)}."))
        else:
            self.post_message(self.Written(file, trouble))

    def on_prepare_screen_not_written(self, message: NotWritten) -> None:
        self._writing = False
        instead = _("What you typed is kept: make room or make the folder writable, and press Ctrl+S again.")
        self.notify(
            printable(f"{message.why} {instead}"), title=_("Not written"), severity="error", timeout=15, markup=False
        )

    def on_prepare_screen_written(self, message: Written) -> None:
        self._done = True
        try:
            self._drafts.forget(self._slot)
        except OSError as error:
            log.warning("the draft of the interview stays: %s", error)
        self.notify(printable(str(message.path)), title=_("Scenario written"), timeout=10, markup=False)
        if message.trouble:
            self.notify(printable(message.trouble), severity="warning", timeout=10, markup=False)
        self.dismiss(message.path)

    def action_empty(self) -> None:
        """Begin with another interview, once it is sure that this one is not wanted."""

        def answered(choice: str | None) -> None:
            if choice == "empty":
                for name, *_rest in FIELDS:
                    self.query_one(f"#{name}", Input).value = ""
                self.query_one(Body).clear()
                self._show_facts()

        if any(text.strip() for text in self._typed.values()):
            choices = (("empty", _("Take it all out"), _("It is gone for good.")), ("not", _("Keep it"), ""))
            question = Question(_("Another interview?"), _("The fields and the advert are emptied."), choices)
            self.app.push_screen(question, answered)

    def action_back(self) -> None:
        if self.query_one("#questions").display:
            self._show_facts()
            return
        self._last = self._typed
        self._keep()
        if any(text.strip() for text in self._typed.values()) and not self._told:
            self.notify(_("What you typed is kept, and here when you come back."), markup=False)
        self.dismiss(None)


def _preparation(typed: dict[str, str]) -> Preparation:
    return prepare(clean(typed["role"]), clean(typed["company"]), typed["advert"])


def _drawn(preparation: Preparation) -> Content:
    """The questions, with titles that stand out, and what the advert says apart from what to ask."""
    parts: list[Content] = []
    title = True
    for number, line in enumerate(lines(preparation)):
        if number == 0:  # what it is about stands over the screen
            continue
        if line.startswith(("- ", "! ")):
            style, mark = ("", "• ") if line.startswith("- ") else ("$text-warning", "! ")
            parts.append(Content.assemble((mark, style or "$text-primary"), (printable(line[2:]), style)))
        else:
            parts.append(Content.styled(printable(line), "bold $text-primary" if title else ""))
        title = not line
    return Content("\n").join(parts)
