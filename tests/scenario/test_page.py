"""Promises of the page for a coach: all of a scenario is on it, and nothing on it is anything but text."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from closer_tui.html_page import policy
from closer_tui.scenario.library import Entry, library
from closer_tui.scenario.model import Interviewer, OwnCriterion, Reply, Sample, Scenario, Step
from closer_tui.scenario.page import to_html
from closer_tui.scenario.page_style import STYLE

POLICY = policy(STYLE)
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, and its text. Tags that do not balance are an error."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.style = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def rich(scenario: Scenario) -> Scenario:
    """With everything that a scenario may have."""
    custom = Step(
        "custom", ("When could you start?",), title="The date", hint="Name one.", seconds=45, nudge="Well?",
        answers=(Reply("", ("In May.",), ("which month", "first|last day?")),), interviewer=Interviewer("Bo", "Lead"),
        criteria=(OwnCriterion("when", "Named a day", "Name it.", ("start on *", "<date>"), ("not sure",), least=2),),
        samples=(Sample("strong", "I could start on 1 May.\n\nOr before.", ("when",), ()),),
    )  # fmt: skip
    return replace(scenario, steps=(*scenario.steps[:3], custom, scenario.steps[3]), group="Developer")


def test_everything_that_is_said_or_judged_is_on_the_page(rich: Scenario) -> None:
    words = flat(Page(to_html(rich)).words)
    own = rich.steps[3].criteria[0]
    for expected in (
        "A small ending", "For tests.", "Acme", "Developer", "A small room.", "Goodbye.", "Ann Bell, Manager",
        "Any questions?", "We are nearly out of time.", "Asked about: the team", "Five of us.", "Good question.",
        "Well made.", "Made again.", "Half made.", "Missed.", "asks several insightful", "That is all.", "Mm.",
        "Asked a genuine question", "The date", "45 seconds", "Bo, Lead", "In May.", "which month", "first|last day?",
        own.title, own.advice, "2 different ones of these cues: start on *, <date>", "Taken back by: not sure",
        "I could start on 1 May.", "Or before.", "Does: Named a day", "Name one.",
    ):  # fmt: skip
        assert expected in words, expected


@pytest.mark.parametrize("entry", library(), ids=lambda entry: entry.name)
def test_every_line_of_a_bundled_scenario_is_on_its_page(entry: Entry) -> None:
    assert entry.scenario is not None
    words = flat(Page(to_html(entry.scenario)).words)
    for step in entry.scenario.steps:
        for reply in step.answers:
            assert all(flat(line) in words for line in reply.says)
        assert all(flat(line) in words for line in (*step.says, *step.fallback))
        for sample in step.samples:
            assert all(flat(part) in words for part in sample.text.split("\n\n"))
        for own in step.criteria:
            assert all(flat(cue) in words for cue in (*own.cues, *own.blockers))


def test_the_page_loads_nothing_and_a_browser_is_told_so(rich: Scenario) -> None:
    text = to_html(rich)
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
    links = [value for _, attributes in page.tags for key, value in attributes.items() if key in ("href", "src")]
    assert links and all(link and link.startswith("#") for link in links)
    assert not any(key.startswith("on") or key == "style" for _, attributes in page.tags for key in attributes)
    assert not re.search(r"url\(|@import|https?:", text)
    policies = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY] and POLICY.startswith("default-src 'none'")


def test_the_style_is_the_one_that_the_policy_allows(rich: Scenario) -> None:
    style = Page(to_html(rich)).style
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in POLICY
    assert "prefers-color-scheme: dark" in style and "@media print" in style and "size: A4" in style


def test_every_entry_of_the_contents_leads_to_a_part(rich: Scenario) -> None:
    page = Page(to_html(rich))
    parts = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert [f"#{part}" for part in parts] == links
    assert len(parts) == len(set(parts)) == 4 + len(rich.steps)


def test_the_page_is_in_the_scenarios_language_and_its_own_words_are_english(rich: Scenario) -> None:
    own = replace(rich.steps[3], standard=False, answers=())
    page = Page(to_html(replace(rich, language="de-AT", steps=(own,))))
    assert page.tags[0] == ("html", {"lang": "de-AT"})
    assert {"lang": "en"} in [attributes for tag, attributes in page.tags if tag == "h3"]
    assert "de-AT" in page.words
    assert "Asked a genuine question" not in page.words
    assert Page(to_html(rich)).tags[0] == ("html", {"lang": "en"})
