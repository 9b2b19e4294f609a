"""A whole scenario as one web page: for a coach who reviews it, and has never seen the file it stands in.

The page is built as a tree, so that what a scenario's author wrote can only ever be text in it. It holds no script,
loads nothing, links to nothing but its own parts, and says so to the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

from closer_tui.html_page import begin, finish
from closer_tui.i18n import _, language, ngettext, pgettext, translated
from closer_tui.scenario.model import Interviewer, OwnCriterion, Reply, Sample, Scenario, Step
from closer_tui.scenario.page_style import STYLE
from closer_tui.scoring.languages import primary
from closer_tui.scoring.report import build_report
from closer_tui.scoring.rubric import MOVE_TITLES, TOPICS, Criterion
from closer_tui.scoring.text import printable

_LEVELS = {"strong": _("Strong answer"), "middling": _("Middling answer"), "weak": _("Weak answer")}
_DIFFICULTIES = {
    "easy": pgettext("difficulty", "easy"),
    "medium": pgettext("difficulty", "medium"),
    "hard": pgettext("difficulty", "hard"),
}
_CUES = _(
    "A criterion of the scenario's own is met where one of its cues is found in the answer: words that stand next to "
    "each other, in any of their forms. In a cue * stands for up to five words, a|b for either word, word? for a word "
    "that may be missing, and <number>, <date>, <name> or <technology> for any of these. A blocker near a cue takes "
    "it back."
)


def to_html(scenario: Scenario) -> str:
    """The scenario as an HTML page of its own: everything that is said in it, how it is judged, and the samples."""
    return _Page(scenario).text()


class _Page:
    """Builds one page. Words of the page itself are in the language of the process, and marked so where the scenario's
    is another; those of the author are in the scenario's."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._foreign = primary(scenario.language) != language()
        self._root, self._body = begin(_line(scenario.title), STYLE, scenario.language)
        self._contents: list[tuple[str, str]] = []

    def text(self) -> str:
        scenario, body = self._scenario, self._body
        header = SubElement(body, "header")
        self._own(header, "p", _("Scenario of an interview's end, for review"), "kind")
        self._said(header, "h1", scenario.title)
        self._said(header, "p", scenario.summary, "summary")
        self._facts(header)
        nav = SubElement(body, "nav", {"aria-label": _("Contents")})
        main = SubElement(body, "main")
        self._about(main)
        if scenario.scene:
            self._paragraphs(self._section(main, "scene", _("The scene")), scenario.scene)
        for number, step in enumerate(scenario.steps, 1):
            self._step(main, number, step)
        self._ending(main)
        self._list_contents(nav)
        footer = SubElement(body, "footer")
        self._own(footer, "p", _("Made by closer export. Nothing on this page is loaded from elsewhere."))
        return finish(self._root)

    # --- parts ---------------------------------------------------------------------------------------------

    def _facts(self, header: Element) -> None:
        scenario = self._scenario
        facts = SubElement(header, "dl", {"class": "facts"})
        self._fact(facts, _("Company"), scenario.company)
        self._fact(facts, _("Role"), scenario.role)
        self._fact(facts, _("Difficulty"), _DIFFICULTIES[scenario.difficulty], own=True)
        if scenario.group:
            self._fact(facts, _("Group"), scenario.group)
        if not scenario.standard:
            self._fact(facts, _("Language"), scenario.language)
        asked_by = [step.interviewer for step in scenario.steps if step.interviewer is not None]
        people = tuple(dict.fromkeys((scenario.interviewer, *asked_by)))
        for person in people:
            self._fact(facts, _("Interviewer"), _introduced(person))

    def _fact(self, facts: Element, name: str, value: str, own: bool = False) -> None:
        pair = SubElement(facts, "div")
        self._own(pair, "dt", name)
        (self._own if own else self._said)(pair, "dd", value)

    def _about(self, main: Element) -> None:
        scenario = self._scenario
        section = self._section(main, "about", _("How to read this"))
        self._own(
            section,
            "p",
            _(
                "The interviewer speaks, the candidate answers every step in their own words, and a report says how "
                "complete the close was, from 0 to 100, quoting them. Below is all that the interviewer may say, what "
                "each step is judged by, and sample answers with what their author says of them."
            ),
        )
        possible = sum(move.possible for move in build_report(scenario, ()).moves)
        self._own(
            section,
            "p",
            ngettext(
                "There are {n} step and {points} points to be earned, which the report scales to 100. A flag is "
                "something to avoid, and takes its points away. The close is complete when everything essential is met "
                "and no flag is raised.",
                "There are {n} steps and {points} points to be earned, which the report scales to 100. A flag is "
                "something to avoid, and takes its points away. The close is complete when everything essential is met "
                "and no flag is raised.",
                len(scenario.steps),
            ).format(n=len(scenario.steps), points=possible),
        )
        if any(step.criteria or any(reply.cues for reply in step.answers) for step in scenario.steps):
            self._own(section, "p", _CUES)

    def _step(self, main: Element, number: int, step: Step) -> None:
        section = self._section(main, f"step-{number}", _("Step {n}:").format(n=number), translated(step.name))
        email = step.move == "email"
        person = self._scenario.interviewer_of(number - 1)
        standard = step.name == MOVE_TITLES[step.move] or step.move == "custom"
        aside = [] if standard else [translated(MOVE_TITLES[step.move])]
        if step.seconds is not None:
            aside.append(ngettext("{n} second", "{n} seconds", step.seconds).format(n=step.seconds))
        if aside:
            self._own(section, "p", " · ".join(aside), "aside")
        if step.interviewer is not None:
            self._said(section, "p", _introduced(person), "aside")
        self._own(section, "h3", _("What is told") if email else _("What is said"))
        self._speech(section, "" if email else person.name, step.says)
        self._labelled(section, _("The hint, for who asks for it"), translated(step.advice))
        self._labelled(section, _("When the time is over"), step.nudge)
        self._replies(section, step)
        self._reactions(section, step)
        self._criteria(section, step)
        if step.samples:
            self._own(section, "h3", _("Sample answers"))
            titles = {criterion.name: criterion for criterion in step.rubric}
            for sample in step.samples:
                self._sample(section, sample, titles)

    def _replies(self, section: Element, step: Step) -> None:
        if not (step.answers or step.fallback):
            return
        self._own(section, "h3", _("Replies to questions"))
        replies = SubElement(section, "dl", {"class": "replies"})
        for reply in step.answers:
            self._asked(SubElement(replies, "dt"), reply)
            self._speech(SubElement(replies, "dd"), "", reply.says)
        if step.fallback:
            self._own(SubElement(replies, "dt"), "span", _("To any other question"))
            self._speech(SubElement(replies, "dd"), "", step.fallback)

    def _asked(self, term: Element, reply: Reply) -> None:
        """When a reply is given."""
        if reply.topic:
            self._own(term, "span", _("Asked about: {topic}").format(topic=translated(TOPICS[reply.topic])))
        if reply.cues:
            words = _("; or with the words:") if reply.topic else _("Asked with the words:")
            self._own(term, "span", f"{words} ")
            self._chips(term, reply.cues, "cue")

    def _reactions(self, section: Element, step: Step) -> None:
        reaction = step.reaction
        cases = {
            _("When it was made"): reaction.made,
            _("When it was half made"): reaction.half,
            _("When it was missed"): reaction.missed,
        }
        if not any(cases.values()):
            return
        self._own(section, "h3", _("What comes back") if step.move == "email" else _("Reactions"))
        listed = SubElement(section, "dl", {"class": "replies"})
        for when, lines in cases.items():
            if lines:
                several = _("{when}, one line for each attempt").format(when=when)
                self._own(SubElement(listed, "dt"), "span", several if len(lines) > 1 else when)
                self._speech(SubElement(listed, "dd"), "", lines)

    def _criteria(self, section: Element, step: Step) -> None:
        self._own(section, "h3", _("What it is judged by"))
        table = SubElement(section, "table")
        row = SubElement(SubElement(table, "thead"), "tr")
        for name in (_("Criterion"), _("Points"), _("Advice")):
            self._own(row, "th", name).set("scope", "col")
        rows = SubElement(table, "tbody")
        own = {criterion.name: criterion for criterion in step.criteria}
        for criterion in step.rubric:
            row = SubElement(rows, "tr", {"class": "flag"} if criterion.flag else {})
            title = SubElement(row, "th", scope="row")
            self._title(title, criterion, criterion.name in own)
            self._own(row, "td", f"−{criterion.points}" if criterion.flag else str(criterion.points), "points")
            self._by_whom(SubElement(row, "td"), "span", criterion.advice, criterion.name in own)
            if criterion.name in own:
                self._cues(
                    SubElement(SubElement(rows, "tr", {"class": "cues"}), "td", colspan="3"), own[criterion.name]
                )

    def _title(self, cell: Element, criterion: Criterion, own: bool) -> None:
        self._by_whom(cell, "span", criterion.title, own)
        mark = _("flag") if criterion.flag else _("essential") if criterion.essential else ""
        if mark:
            cell[-1].tail = " "
            self._own(cell, "em", mark)

    def _cues(self, cell: Element, criterion: OwnCriterion) -> None:
        needed = _("{n} different ones of these cues:") if criterion.least > 1 else _("One of these cues:")
        line = SubElement(cell, "p")
        self._own(line, "span", f"{needed.format(n=criterion.least)} ")
        self._chips(line, criterion.cues, "cue")
        if criterion.blockers:
            line = SubElement(cell, "p")
            self._own(line, "span", _("Taken back by:") + " ")
            self._chips(line, criterion.blockers, "blocker")

    def _sample(self, section: Element, sample: Sample, criteria: dict[str, Criterion]) -> None:
        article = SubElement(section, "article", {"class": f"sample {sample.level}"})
        self._own(article, "h4", _LEVELS[sample.level])
        self._paragraphs(SubElement(article, "blockquote"), sample.text)
        for words, names in ((_("Does:"), sample.meets), (_("Does not:"), sample.misses)):
            if names:
                line = SubElement(article, "p", {"class": "claims"})
                self._own(line, "b", f"{words} ")
                known = (translated(criteria[name].title) if name in criteria else name for name in names)
                titles = "; ".join(map(_line, known))
                self._said(line, "span", titles)

    def _ending(self, main: Element) -> None:
        scenario = self._scenario
        if scenario.farewell:
            self._speech(
                self._section(main, "farewell", _("The farewell")), scenario.interviewer.name, scenario.farewell
            )
        section = self._section(main, "silent", _("On the silent level"))
        self._own(section, "p", _("Nobody asks. The interviewer winds down, a line after each thing that is said:"))
        self._speech(section, scenario.interviewer.name, scenario.silent.winds_down)
        if scenario.silent.nods:
            self._own(section, "p", _("and after the last of them only:"))
            self._speech(section, scenario.interviewer.name, scenario.silent.nods)

    def _list_contents(self, nav: Element) -> None:
        self._own(nav, "h2", _("Contents"))
        listed = SubElement(nav, "ol")
        for anchor, title in self._contents:
            SubElement(SubElement(listed, "li"), "a", href=f"#{anchor}", dir="auto").text = title

    # --- pieces --------------------------------------------------------------------------------------------

    def _section(self, main: Element, anchor: str, words: str, name: str = "") -> Element:
        """A part with a heading, which the table of contents lists."""
        section = SubElement(main, "section", id=anchor)
        heading = SubElement(section, "h2", dir="auto")
        self._own(heading, "span", f"{words} " if name else words)
        if name:
            self._said(heading, "span", name)
        self._contents.append((anchor, _line(f"{words} {name}")))
        return section

    def _speech(self, parent: Element, who: str, lines: Sequence[str]) -> None:
        said = SubElement(parent, "div", {"class": "speech"})
        for index, line in enumerate(lines):
            if who and not index:
                self._said(said, "b", who, "who")
            self._paragraphs(said, line)

    def _labelled(self, parent: Element, label: str, text: str) -> None:
        if text:
            self._own(parent, "h3", label)
            self._paragraphs(parent, text)

    def _paragraphs(self, parent: Element, text: str) -> None:
        for paragraph in printable(text).strip().split("\n\n"):
            if paragraph.strip():
                SubElement(parent, "p", {"class": "text", "dir": "auto"}).text = paragraph.strip()

    def _chips(self, parent: Element, cues: Iterable[str], kind: str) -> None:
        for index, cue in enumerate(cues):
            if index:
                parent[-1].tail = ", "
            SubElement(parent, "code", {"class": kind, "dir": "auto"}).text = _line(cue)

    def _by_whom(self, parent: Element, tag: str, text: str, author: bool) -> Element:
        return self._said(parent, tag, text) if author else self._own(parent, tag, translated(text))

    def _own(self, parent: Element, tag: str, text: str, kind: str = "") -> Element:
        """Words of the page itself."""
        element = SubElement(parent, tag, {"class": kind} if kind else {})
        if self._foreign:
            element.set("lang", language())
        element.text = text
        return element

    def _said(self, parent: Element, tag: str, text: str, kind: str = "") -> Element:
        """Words of the scenario's author, in one line."""
        element = SubElement(parent, tag, {"dir": "auto"})
        if kind:
            element.set("class", kind)
        element.text = _line(text)
        return element


def _introduced(person: Interviewer) -> str:
    parts = filter(None, (person.name, person.title, person.temper, person.email))
    return ", ".join(_line(part) for part in parts)


def _line(text: str) -> str:
    return " ".join(printable(text).split())
