"""The debrief, by keyboard and mouse: what it shows, what the candidate may say to it, where it leads."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.ui.debriefing import LARGE, SMALL, Choice, Program, go_to, played, row, score, shown, words
from textual.widgets import Collapsible, Static

from closer_tui.scenario.model import Sample, Scenario
from closer_tui.session import Session
from closer_tui.ui.widgets.delivery import HowItWasSaid
from closer_tui.ui.widgets.evidence import AnswerText, Evidence
from closer_tui.ui.widgets.findings import Findings, MoveHead


@pytest.fixture
def session(scenario: Scenario) -> Session:
    steps = tuple(replace(step, samples=(Sample("strong", f"A strong {step.move}."),)) for step in scenario.steps)
    return played(
        replace(scenario, steps=steps),
        "asks insightful interested",
        "strength hedged",
        "perhaps reason",
        email="greeting thanks_time",
    )


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_number_and_every_move_are_in_sight_at_once(session: Session, size: tuple[int, int]) -> None:
    async with Program(session).run_test(size=size) as pilot:
        await pilot.pause()
        screen = shown(pilot)
        assert f"{session.report().completeness} of 100" in screen
        assert "up to 59 if the unsure ones count" in screen
        assert "Not complete. Still missing: tie what you bring" in screen
        assert "✓ Questions made  ½ Value half made  ✓ Interest made  ½ Email half made" in screen
        assert "realistic level · 2 min 0 s · A small ending" in screen
        assert "✓ Ask thoughtful questions  made, 20 of 25 points" in screen
        assert "“insightful”" in screen
        assert "Save" in screen and "Home" in screen


async def test_a_complete_close_is_called_complete(scenario: Scenario) -> None:
    done = played(
        scenario,
        "asks several insightful strength relevance evidence interested reason",
        "",
        "",
        email="greeting thanks_time thanks_consideration specific email_interest sign_off",
    )
    async with Program(done).run_test(size=SMALL) as pilot:
        assert "Complete: every essential part was there" in shown(pilot)
        assert score(pilot) == "100"


async def test_each_finding_has_a_sign_the_words_said_and_advice_where_it_is_missed(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert words(row(pilot, "asks")) == "✓ Asked a genuine question 8 of 8\n“asks”"
        missed = words(row(pilot, "several"))
        assert missed.startswith("✗ Asked at least two different questions 0 of 5\n") and "→ Have a second" in missed
        assert words(row(pilot, "turn_off")).startswith("– ") and "not raised" in words(row(pilot, "turn_off"))
        raised = words(row(pilot, "hedged"))
        assert raised.startswith("! Undermined your own claim raised, −5\n“hedged”\nhedged was said.\n→ Drop")
        assert words(row(pilot, "reason")).startswith("? Gave a reason particular to them not sure, 0 of 7\n“reason”")


async def test_what_was_said_in_another_step_says_in_which(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert "in “Ask thoughtful questions”: “interested”" in words(row(pilot, "interested"))


async def test_on_the_silent_level_quotes_say_that_they_were_said_in_the_room(scenario: Scenario) -> None:
    silent = played(scenario, "asks insightful", "strength", level="silent")
    async with Program(silent).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert "in the room: “strength”" in words(row(pilot, "strength"))
        assert "What you said in the room" in shown(pilot)
        assert "You gave no answer to: Send a thank-you email." in shown(pilot)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_selected_finding_brings_its_words_into_view_and_marks_them(
    scenario: Scenario, size: tuple[int, int]
) -> None:
    long = played(scenario, f"asks {'and so on ' * 900} insightful {'and on ' * 900}", "strength", "interested")
    async with Program(long).run_test(size=size) as pilot:
        await pilot.pause()
        evidence = pilot.app.screen.query_one(Evidence)
        for name in ("strength", "insightful", "interested", "asks"):
            await go_to(pilot, name)
            quote = next(f for f in long.report().findings() if f.criterion.name == name).quotes[0]
            answer = next(a for a in pilot.app.screen.query(AnswerText) if a.index == quote.answer)
            at = answer.virtual_region.y + answer.line(quote.span.start)
            assert evidence.scroll_offset.y <= at < evidence.scroll_offset.y + evidence.content_size.height
            marks = [span for span in answer.visual.spans if "reverse" in str(span.style)]  # type: ignore[attr-defined]
            drawn = answer.visual.plain  # type: ignore[attr-defined]
            assert [drawn[mark.start : mark.end] for mark in marks] == [name]


async def test_what_counted_is_marked_and_told_apart_without_colour(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        styles = {
            answer.visual.plain[span.start : span.end]: str(span.style)  # type: ignore[attr-defined]
            for answer in pilot.app.screen.query(AnswerText)
            for span in answer.visual.spans  # type: ignore[attr-defined]
        }
        assert "underline" in styles["strength"]
        assert "bold" in styles["hedged"] and "underline" not in styles["hedged"]
        assert "italic" in styles["reason"]
        assert "Your words: met · flag · not sure · selected" in shown(pilot)


async def test_a_click_selects_a_finding(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.click(row(pilot, "insightful"))
        assert row(pilot, "insightful").has_class("-selected")
        assert pilot.app.screen.query_one(Findings).selected == (0, 1)
        await pilot.click(pilot.app.screen.query(MoveHead)[1])
        assert pilot.app.screen.query_one(Findings).selected == (1, 0)


async def test_the_candidate_overrules_and_takes_it_back(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        before = session.report().completeness
        await go_to(pilot, "relevance")
        await pilot.press("o")
        await pilot.pause()
        assert session.report().completeness == before + 10
        assert score(pilot) == str(before + 10)
        assert f"{before + 10} of 100" in shown(pilot)
        assert (
            words(row(pilot, "relevance")) == "✓ Tied it to what they need your word, 10 of 10\nYou said that you did."
        )
        await pilot.press("o")
        await pilot.pause()
        assert score(pilot) == str(before)
        assert "your word" not in words(row(pilot, "relevance"))


async def test_a_flag_that_was_raised_wrongly_can_be_denied(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        await go_to(pilot, "hedged")
        await pilot.press("o")
        await pilot.pause()
        assert "your word, not raised" in words(row(pilot, "hedged"))


async def test_where_the_scorer_is_not_sure_the_candidate_is_asked_in_words(session: Session) -> None:
    async with Program(session).run_test(size=SMALL) as pilot:
        await pilot.pause()
        before = session.report().completeness
        await pilot.press("y", "n")
        assert session.report().completeness == before, "y and n mean nothing where nothing is asked"
        await go_to(pilot, "reason")
        screen = shown(pilot)
        assert "Did you give a reason particular to them?  y yes  n no" in screen
        assert "y I did" in screen and "n I did not" in screen and "Home" in screen
        await pilot.press("y")
        await pilot.pause()
        assert session.report().completeness == before + 7
        await pilot.press("o")
        await pilot.pause()
        assert "Did you give a reason particular to them?" in words(row(pilot, "reason"))
        await pilot.press("n")
        await pilot.pause()
        assert words(row(pilot, "reason")).startswith("✗ Gave a reason particular to them your word, 0 of 7")


async def test_the_strong_answer_opens_by_a_key_and_by_a_click(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        samples = list(pilot.app.screen.query(Collapsible))
        titles = [str(sample.query_one("CollapsibleTitle").render()) for sample in samples]
        assert [title.split(": ")[1] for title in titles] == [
            "Restate your value",
            "Send a thank-you email",
            "Ask thoughtful questions",
            "Say you are still interested",
        ]
        assert all(sample.collapsed for sample in samples)
        await go_to(pilot, "strength")
        await pilot.press("e")
        await pilot.pause()
        assert [sample.collapsed for sample in samples] == [False, True, True, True]
        assert "A strong value." in shown(pilot)
        await pilot.press("e")
        assert all(sample.collapsed for sample in samples)
        samples[0].scroll_visible(animate=False)
        await pilot.pause()
        await pilot.click(samples[0].query_one("CollapsibleTitle"))
        await pilot.pause()
        assert not samples[0].collapsed


async def test_tips_are_set_apart_and_called_unscored(session: Session) -> None:
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.press("tab", "end")
        await pilot.pause()
        assert "Tips – good practice, not scored" in shown(pilot)
        assert "Scored by words-1" in shown(pilot)


@pytest.mark.parametrize(("name", "step"), [("relevance", 1), ("sign_off", 3)])
async def test_the_step_of_the_selected_finding_can_be_played_again(session: Session, name: str, step: int) -> None:
    program = Program(session)
    async with program.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await go_to(pilot, name)
        await pilot.press("r")
        await pilot.pause()
    assert program.choices == [step]


@pytest.mark.parametrize(("key", "choice"), [("a", "again"), ("escape", None)])
async def test_it_leads_to_the_start_and_home(session: Session, key: str, choice: Choice) -> None:
    program = Program(session)
    async with program.run_test(size=SMALL) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert program.choices == [choice]


async def test_saving_tells_where_and_never_writes_over_a_file(session: Session, tmp_path: Path) -> None:
    program = Program(session, tmp_path)
    async with program.run_test(size=LARGE) as pilot:
        await pilot.press("s")
        await pilot.press("s")
        await pilot.pause()
        told = [notice.message for notice in program._notifications]
    files = sorted(tmp_path.iterdir())
    assert len(files) == 2 and sorted(told) == sorted(map(str, files))
    assert all(re.fullmatch(r"closer-small-\d{4}-\d\d-\d\d-\d{4}(-2)?\.md", file.name) for file in files)
    assert files[0].read_text(encoding="utf-8").startswith("# A small ending: 52 of 100")


async def test_without_a_folder_the_report_goes_into_the_current_one(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Program(session).run_test(size=SMALL) as pilot:
        await pilot.press("s")
        await pilot.pause()
    assert len(list(tmp_path.glob("closer-small-*.md"))) == 1


async def test_a_report_that_cannot_be_saved_says_why_and_what_to_do(session: Session, tmp_path: Path) -> None:
    program = Program(session, tmp_path / "gone")
    async with program.run_test(size=SMALL) as pilot:
        await pilot.press("s")
        await pilot.pause()
        (notice,) = program._notifications
        assert notice.severity == "error"
        assert "gone: No such file or directory" in notice.message and "save again" in notice.message
        assert pilot.app.screen.query(Findings)


HOSTILE = "[bold red]asks[/] [@click=app.quit]x[/] [/nope] \x1b[31m\u202e $accent"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_strangers_words_are_drawn_as_they_are(scenario: Scenario, size: tuple[int, int]) -> None:
    line = HOSTILE.replace("\n", " ")
    first = replace(scenario.steps[0], title=line, samples=(Sample("strong", line),))
    hostile = played(replace(scenario, title=line, steps=(first, *scenario.steps[1:])), HOSTILE, "strength", "")
    async with Program(hostile).run_test(size=size) as pilot:
        await pilot.pause()
        for key in ("e", "o", "e"):
            await pilot.press(key)
            await pilot.pause()
        await go_to(pilot, "asks")
        screen = shown(pilot)
        assert "[bold red]asks[/] [@click=app.quit]x[/] [/nope]" in screen
        assert "\x1b" not in screen and "\u202e" not in screen


async def test_nothing_said_is_shown_as_that(scenario: Scenario) -> None:
    async with Program(played(scenario, "", "", "")).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert "0 of 100" in shown(pilot)
        assert "You gave no answer to: Ask thoughtful questions; Restate your value" in shown(pilot).replace(
            "\n", " "
        ) or ("You gave no answer to:" in shown(pilot))
        await pilot.press("down", "end", "e", "o")


async def test_an_answer_of_200_kb_is_shown_and_walked_through(scenario: Scenario) -> None:
    huge = played(scenario, "asks " + "word " * 40_000 + "insightful", "strength", "interested")
    async with Program(huge).run_test(size=SMALL) as pilot:
        await pilot.pause()
        await go_to(pilot, "insightful")
        assert pilot.app.screen.query_one(Evidence).scroll_offset.y > 1000
        await go_to(pilot, "interested")
        assert "Your answer to “Say you are still interested”" in shown(pilot)


async def test_a_page_at_a_time_leads_through_the_findings_and_back(session: Session) -> None:
    async with Program(session).run_test(size=SMALL) as pilot:
        await pilot.pause()
        findings = pilot.app.screen.query_one(Findings)
        pages = [findings.selected]
        for _ in range(30):
            await pilot.press("pagedown")
            pages.append(findings.selected)
        await pilot.press("end")
        assert pages[-1] == findings.selected and pages[1] > (0, 1)
        assert len(set(pages)) < sum(len(move.findings) for move in session.report().moves)
        for _ in range(30):
            await pilot.press("pageup")
        assert findings.selected == (0, 0)


async def test_where_the_scorer_is_not_sure_the_key_to_overrule_says_what_to_press(session: Session) -> None:
    async with Program(session).run_test(size=SMALL) as pilot:
        await pilot.pause()
        await go_to(pilot, "reason")
        await pilot.press("o")
        assert "press y if you did this, n if you did not" in [n.message for n in pilot.app._notifications][-1]
        assert row(pilot, "reason").finding.outcome == "not_sure"  # type: ignore[union-attr]


FILLED = "Um, asks, um, insightful and so on, you know, interested"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_how_it_was_said_stands_apart_and_is_numbered_in_the_answer(
    scenario: Scenario, size: tuple[int, int]
) -> None:
    filled = played(scenario, FILLED, "strength", "", email="greeting thanks_time")
    async with Program(filled).run_test(size=size) as pilot:
        await pilot.pause()
        answer = pilot.app.screen.query(AnswerText).first()
        assert answer.visual.plain == "Um¹, asks, um¹, insightful and so on, you know¹, interested"  # type: ignore[attr-defined]
        assert "¹ key d" in shown(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert "How it was said, not scored" in shown(pilot)
        assert [line.visual.plain for line in pilot.app.screen.query(HowItWasSaid).first().query(Static)][:3] == [  # type: ignore[attr-defined]
            "How it was said, not scored",
            "¹ “Ask thoughtful questions”: 3 fillers in 10 words (“um” twice, “you know”).",
            "→ Take a breath there; a pause sounds surer than a filler.",
        ]
        assert score(pilot) == str(filled.report().completeness)


async def test_the_number_of_a_remark_moves_no_evidence(scenario: Scenario) -> None:
    filled = played(scenario, FILLED, "strength", "")
    async with Program(filled).run_test(size=LARGE) as pilot:
        await pilot.pause()
        await go_to(pilot, "interested")
        answer = pilot.app.screen.query(AnswerText).first()
        drawn = answer.visual
        selected = [span for span in drawn.spans if "reverse" in str(span.style)]  # type: ignore[attr-defined]
        assert [drawn.plain[span.start : span.end] for span in selected] == ["interested"]  # type: ignore[attr-defined]


async def test_where_there_is_nothing_to_say_about_how_it_was_said_nothing_is(scenario: Scenario) -> None:
    async with Program(played(scenario, "asks insightful", "", "interested")).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert not pilot.app.screen.query(HowItWasSaid)
        assert "key d" not in shown(pilot)
        titles = [title.visual.plain for title in pilot.app.screen.query(".heading").results(Static)]  # type: ignore[attr-defined]
        assert "Your answer to “Ask thoughtful questions” · 2 words, about 1 s" in titles
        before = shown(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert shown(pilot) == before
