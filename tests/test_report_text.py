"""A report as text: whole, readable aloud, and with nothing in it that strangers could make act."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.conftest import WordScorer

from closer_tui.report_text import move_to_text, save_new, to_markdown, to_text
from closer_tui.report_words import question, strong_samples, verdict_sentence
from closer_tui.scenario.model import Interviewer, OwnCriterion, Sample, Scenario, Step
from closer_tui.scoring.report import Heard, Report, build_report, report_move
from closer_tui.scoring.rubric import BY_NAME, CRITERIA
from closer_tui.scoring.verdict import Judgement, Span, Verdict

WHEN = datetime(2026, 11, 23, 14, 30)
SCORER = WordScorer()
HOSTILE = [
    "[click](https://evil.example)",
    "https://evil.example/x and www.evil.example and me@evil.example",
    "<script>alert(1)</script> <b>bold</b> <!-- gone -->",
    "# a heading\n## another\n===\n---",
    "1. one\n2) two\n- three\n+ four\n* five",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```\ncode\n```\n    indented\n\tindented",
    "![image](x.png) `code` **bold** _slanted_ ~~struck~~ &amp; &#60;b&#62;",
    "> quoted\n>> twice",
    "[ref]: https://evil.example\n[ref]",
    "\x1b[31mred\x1b[0m \u202ereversed \r over",
    "``https://a.example`` `www.a.example",
    "end with a backslash\\\nand more\\",
    "[x\n](https://evil.example)",
]


def spoken(step: int | None, text: str) -> Heard:
    return Heard(step, text, SCORER.judge(text, "spoken"))


def report_on(scenario: Scenario, *heard: Heard) -> Report:
    return build_report(scenario, heard)


def rendered(markdown: str) -> tuple[set[str], str]:
    """The kinds of thing that a renderer makes of the text, and the words it shows."""
    parser = MarkdownIt("gfm-like")
    assert parser.linkify is not None
    # GitHub links what has a scheme, www. or an at sign; a bare "name.com" it leaves alone.
    parser.linkify.set({"fuzzy_link": False})
    tokens = parser.parse(markdown)
    kinds, words = set(), []
    for token in tokens:
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            words.append(child.content if child.type in ("text", "code_inline") else " ")
        words.append("\n")
    return kinds, "".join(words)


def own_kinds() -> set[str]:
    """What a harmless report is made of."""
    kinds, _ = rendered(to_markdown(*_everywhere("plain words"), "realistic", WHEN))
    return kinds | {"code_inline", "softbreak", "hardbreak", "strong_open", "strong_close", "em_open", "em_close"}


def _everywhere(text: str) -> tuple[Report, Scenario]:
    """A report with `text` in every place that a stranger or the candidate writes."""
    line = " ".join(text.split())
    own = OwnCriterion("own", text, text, ("own",))
    steps = (
        Step("questions", (text,), title=text, samples=(Sample("strong", text),)),
        Step("custom", (text,), title=text, criteria=(own,), samples=(Sample("strong", text),)),
    )
    scenario = Scenario("s", "s", line, text, text, text, "easy", Interviewer(text, text), steps)
    whole = (Span(0, len(text)),) if text else ()
    verdicts = tuple(Verdict(name, "met", True, 0.9, whole, text) for name in ("asks", "turn_off", "own"))
    return report_on(scenario, Heard(0, text, Judgement(verdicts, (), text)), Heard(None, text, None)), scenario


@pytest.mark.parametrize("text", HOSTILE)
def test_strangers_text_stays_text_in_markdown(text: str) -> None:
    markdown = to_markdown(*_everywhere(text), "realistic", WHEN)
    kinds, words = rendered(markdown)
    assert kinds <= own_kinds()
    assert not kinds & {"link_open", "html_inline", "html_block", "image", "table_open", "fence", "code_block"}
    assert "\x1b" not in markdown and "\u202e" not in markdown and "\r" not in markdown
    for word in re.findall(r"[a-z]{4,}", text):
        assert word in words


@given(st.text(alphabet="ab1 \n\t\\`*_[]()<>#|~&!-+=.:/@wh\x1b$", max_size=60))
def test_no_text_at_all_becomes_more_than_text_in_markdown(text: str) -> None:
    kinds, _ = rendered(to_markdown(*_everywhere(text), "silent", WHEN))
    assert not kinds & {"link_open", "html_inline", "html_block", "image", "table_open", "fence", "code_block"}
    headings = [
        token
        for token in MarkdownIt("gfm-like").parse(to_markdown(*_everywhere(text), "silent", WHEN))
        if token.type == "heading_open"
    ]
    calm = [
        token
        for token in MarkdownIt("gfm-like").parse(to_markdown(*_everywhere("a"), "silent", WHEN))
        if token.type == "heading_open"
    ]
    assert len(headings) == len(calm)


def test_markdown_holds_the_whole_report(scenario: Scenario) -> None:
    report = report_on(
        scenario,
        spoken(0, "I asks something insightful and strength"),
        spoken(2, "wavering, I said"),
        Heard(3, "Subject: Hi\n\ngreeting you", SCORER.judge("Subject: Hi\n\ngreeting you", "email")),
    )
    markdown = to_markdown(report, scenario, "coached", WHEN)
    assert markdown.startswith(f"# A small ending: {report.completeness} of 100\n")
    assert "coached" in markdown and "2026-11-23 14:30" in markdown and "words-1" in markdown
    assert "> I **asks** something **insightful** and **strength**" in markdown
    assert "> ***wavering***, I said" in markdown
    assert "> Subject: Hi\n>\n> **greeting** you" in markdown
    assert "“strength”, said in “Ask thoughtful questions”" in markdown
    assert "**Raised**: Took the interest back or made it conditional (−9)" in markdown
    assert f"Advice: {BY_NAME['interested'].advice}" in markdown
    assert "asks several insightful" in markdown.split("A strong answer")[1]
    assert all(tip in markdown for tip in report.tips)


def test_the_candidates_own_word_is_called_so(scenario: Scenario) -> None:
    report = build_report(scenario, [spoken(0, "x")], {"asks": True})
    assert "You said that you did." in to_markdown(report, scenario, "realistic", WHEN)
    assert "Met: Asked a genuine question, 8 of 8 points.\nYou said that you did." in to_text(report, scenario)


def test_lines_begin_with_completeness_and_end_with_the_samples(scenario: Scenario) -> None:
    report = report_on(scenario, spoken(0, "asks turn_off"), spoken(2, 'said "asks" twice\nhere'))
    lines = to_text(report, scenario).splitlines()
    assert lines[0] == f"Completeness: {report.completeness} of 100."
    assert 'You said: "asks"' in lines
    assert "Raised: Asked about pay, perks, hours or public facts, minus 6 points." in lines
    assert "Not met: Asked what only an insider can answer, 0 of 12 points." in lines
    assert lines.index("A strong answer to Ask thoughtful questions:") > lines.index("Tips, not scored:")


def test_a_strong_email_is_read_in_its_own_lines(scenario: Scenario) -> None:
    email = Sample("strong", "Subject: Thank you\n\nDear Ann,\nI  want it.\n\nTom")
    steps = (*scenario.steps[:-1], replace(scenario.steps[-1], samples=(email,)))
    text = to_text(report_on(scenario, spoken(0, "asks")), replace(scenario, steps=steps))
    assert '"Subject: Thank you\nDear Ann,\nI want it.\nTom"' in text


def test_what_is_not_sure_is_called_so_with_what_it_could_make(scenario: Scenario) -> None:
    judgement = Judgement((Verdict("interested", "not_sure", True, 0.6, (Span(0, 4),), "It is vague."),))
    text = to_text(report_on(scenario, Heard(2, "keen", judgement)), scenario)
    assert 'Not sure: Said outright that you want the job, 0 of 18 points.\nYou said: "keen"\nIt is vague.' in text
    assert "Up to 18 if the unsure ones count." in text


def test_a_screen_reader_gets_no_boxes_signs_or_escapes() -> None:
    for text in HOSTILE:
        read = to_text(*_everywhere(text))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e\u2500-\u27bf\u2190-\u21ff\u2212]", read)


def test_nothing_said_is_said_plainly(scenario: Scenario) -> None:
    report = report_on(scenario)
    assert "You said nothing." in to_markdown(report, scenario, "realistic", WHEN)
    assert to_text(report, scenario).startswith("Completeness: 0 of 100.\nNot complete. Still missing: ask a genuine")


def test_what_is_missing_is_one_sentence_that_can_be_cut_short(scenario: Scenario) -> None:
    report = report_on(scenario, spoken(0, "asks insightful turn_off hedged"))
    assert verdict_sentence(report) == (
        "Not complete. Still missing: name something specific you bring; tie what you bring to what they need; and 3 "
        "more. To leave out: ask about pay, perks, hours or public facts; undermine your own claim."
    )


def test_every_criterion_of_the_rubric_can_be_asked_about() -> None:
    asked = [question(criterion) for criterion in CRITERIA]
    assert all(text.startswith("Did you ") for text in asked)
    assert len(set(asked)) == len(CRITERIA)


def test_strong_answers_to_what_was_not_made_come_first(scenario: Scenario) -> None:
    steps = tuple(replace(step, samples=(Sample("strong", step.move),)) for step in scenario.steps)
    report = report_on(scenario, spoken(0, "asks insightful"), spoken(1, "x interested"))
    assert [step for step, _ in strong_samples(report, replace(scenario, steps=steps))] == [1, 3, 0, 2]


def test_one_draft_is_reported_on_without_a_scenario() -> None:
    draft = "greeting you, thanks_time"
    text = move_to_text(report_move("email", draft, SCORER.judge(draft, "email")), draft)
    assert text.startswith("Send a thank-you email: half made, 9 of 25 points.\n")
    assert 'Met: Thanked them for their time, 7 of 7 points.\nYou said: "thanks_time"' in text


def test_saving_never_writes_over_a_file(tmp_path: Path) -> None:
    paths = [save_new(tmp_path, "small", WHEN, text) for text in ("one", "two", "three")]
    assert [path.name for path in paths] == [
        "closer-small-2026-11-23-1430.md",
        "closer-small-2026-11-23-1430-2.md",
        "closer-small-2026-11-23-1430-3.md",
    ]
    assert [path.read_text(encoding="utf-8") for path in paths] == ["one", "two", "three"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "", "…", "x" * 500, "con\n\x1b[2J", "Ünï"])
def test_a_strangers_name_names_no_other_folder(tmp_path: Path, name: str) -> None:
    path = save_new(tmp_path, name, WHEN, "text")
    assert path.parent == tmp_path
    assert re.fullmatch(r"closer-[a-z0-9-]{1,60}-2026-11-23-1430\.md", path.name)


def test_a_long_answer_is_written_out_in_full(scenario: Scenario) -> None:
    words = "word " * 40_000
    markdown = to_markdown(report_on(scenario, spoken(0, words + "asks")), scenario, "realistic", WHEN)
    assert markdown.count("word") >= 40_000 and "**asks**" in markdown


FILLED = "Um, asks, um, insightful, you know, the end"


def test_how_it_was_said_is_told_after_the_criteria_and_numbered_in_the_answer(scenario: Scenario) -> None:
    report = report_on(scenario, spoken(0, FILLED))
    markdown = to_markdown(report, scenario, "realistic", WHEN)
    assert "> Um¹, **asks**, um¹, **insightful**, you know¹, the end" in markdown
    assert "8 words, about 3 s." in markdown
    told = markdown.split("## How it was said, not scored")[1]
    assert "- ¹ “Ask thoughtful questions”: 3 fillers in 8 words (“um” twice, “you know”)." in told
    assert "  - Instead: take a breath there" in told
    assert told.index("## Tips") > 0


def test_how_it_was_said_is_read_aloud_in_whole_sentences(scenario: Scenario) -> None:
    lines = to_text(report_on(scenario, spoken(0, FILLED)), scenario).splitlines()
    at = lines.index("How it was said, not scored:")
    assert lines[at + 1 : at + 4] == [
        "Speaking time, estimated: 3 s for “Ask thoughtful questions”.",
        "“Ask thoughtful questions”: 3 fillers in 8 words (“um” twice, “you know”).",
        "Instead: take a breath there; a pause sounds surer than a filler.",
    ]
    assert at > max(number for number, line in enumerate(lines) if line.startswith(("Met:", "Not met:")))


def test_without_remarks_a_saved_report_has_no_heading_for_them(scenario: Scenario) -> None:
    report = report_on(scenario, spoken(0, "asks something insightful"))
    assert "How it was said" not in to_markdown(report, scenario, "realistic", WHEN)
    assert "How it was said" not in to_text(report_on(scenario), scenario)


_PIECES = ("um", "great", "https://evil.example", "www.a.example", "@b", "[x](y)", "`", "*", "\n", "1.", "#", "-")


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_numbers_in_an_answer_make_no_more_than_text_of_it(pieces: list[str]) -> None:
    text = "um um um um " + " ".join(pieces)
    kinds, _ = rendered(to_markdown(*_everywhere(text), "silent", WHEN))
    assert not kinds & {"link_open", "html_inline", "html_block", "image", "table_open", "fence", "code_block"}
