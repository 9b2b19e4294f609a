"""The linear front end: the words on the wire, from the first line to the report."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, HintTaken, StepSkipped, TimeUp
from closer_tui.journal import Draft, Journal
from closer_tui.linear import LONGEST_LINE, Linear, cells, duration, paragraphs, wrapped
from closer_tui.plain import HOME, play
from closer_tui.plain_answer import LONGEST_ANSWER, join_email, split_email
from closer_tui.rehearsal import Level, State, start
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Judgement, Kind, Scorer
from closer_tui.session import Session

GOLDEN = Path(__file__).with_name("golden")

# What a candidate types on each level. The test's scorer meets the criteria that are named in an answer.
TYPED: dict[Level, str] = {
    "coached": "/help\n/hint\nI asks about enjoyment\nand insightful team.\n.\n/skip\n/leave\ninterested\n.\n"
    "To: ann@acme.example\nSubject: greeting\n\nthanks_time sign_off\n.\n",
    "realistic": "asks insightful several enjoyment\n.\nstrength\nhedged\n.\n.\nsubject: greeting\n\nthanks_time\n.\n",
    "silent": "/skip\nasks insightful team\n.\nstrength relevance interested\n.\n/leave\ngreeting\n\npushy\n.\n",
}


def transcript(session: Session, typed: str, interactive: bool = False) -> str:
    write = io.StringIO()
    assert play(session, Linear(io.StringIO(typed), write, interactive)) == 0
    return write.getvalue()


def rehearse(scenario: Scenario, scorer: Scorer, level: Level, typed: str, interactive: bool = False) -> str:
    return transcript(Session.begin(None, scorer, scenario, level), typed, interactive)


@pytest.mark.parametrize("level", ["coached", "realistic", "silent"])
def test_a_piped_rehearsal_reads_as_it_always_did(scenario: Scenario, word_scorer: Scorer, level: Level) -> None:
    said = rehearse(scenario, word_scorer, level, TYPED[level])
    stored = GOLDEN / f"plain-{level}.txt"
    if os.environ.get("CLOSER_WRITE_GOLDEN"):
        stored.write_text(said, encoding="utf-8")
    assert said == stored.read_text(encoding="utf-8")


@pytest.mark.parametrize("level", ["coached", "realistic", "silent"])
def test_nothing_but_words_comes_out(scenario: Scenario, word_scorer: Scorer, level: Level) -> None:
    hostile = "asks \x1b[31m red \x07 [bold]x[/bold] \u202e \r back\n.\n.\n.\n.\n"
    said = rehearse(scenario, word_scorer, level, hostile)
    assert not set(said) & {"\x1b", "\r", "\x07", "\u202e"}
    assert "[bold]x[/bold]" in said
    assert not any(0x2500 <= ord(char) < 0x2800 or ord(char) > 0x1F000 for char in said)


def test_the_end_of_a_pipe_ends_the_answer_and_skips_the_rest(scenario: Scenario, word_scorer: Scorer) -> None:
    session = Session.begin(None, word_scorer, scenario, "realistic")
    said = transcript(session, "asks insightful")
    assert [answer.text for answer in session.state.answers] == ["asks insightful"]
    assert session.state.skipped == {1, 2, 3}
    assert "The input ends here, and with it the answer." in said
    assert "Completeness: 20 of 100." in said


@pytest.mark.parametrize("level", ["coached", "realistic", "silent"])
def test_no_input_at_all_is_a_rehearsal_of_silence(scenario: Scenario, word_scorer: Scorer, level: Level) -> None:
    assert "Completeness: 0 of 100." in rehearse(scenario, word_scorer, level, "")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("one\r\ntwo\r\n.\r\n", "one\ntwo"),
        ("..\n.\n", "."),
        ("...\n.\n", "..."),
        (" .\nmore\n.\n", " .\nmore"),
        ("first\n/hint\n.\n", "first\n/hint"),
        ("/etc/hosts is a file\n.\n", "/etc/hosts is a file"),
        ("a\x00b\n.\n", "a\x00b"),
        ("half \udcff a byte\n.\n", "half \ufffd a byte"),
        ("שלום 👩‍💻\n.\n", "שלום 👩‍💻"),
        ("trailing dot. \n. \n", "trailing dot. "),
        ("\n\nlate start\n\n.\n", "\n\nlate start\n"),
        ("x" * 200_000 + "\n.\n", "x" * 200_000),
        ("word " * 40_000 + "\n.\n", "word " * 40_000),
    ],
)
def test_an_answer_is_heard_as_it_was_typed(scenario: Scenario, word_scorer: Scorer, typed: str, heard: str) -> None:
    session = Session.begin(None, word_scorer, scenario, "realistic")
    transcript(session, typed)
    assert session.state.answers[0].text == heard


def test_an_endless_answer_fills_no_memory_and_says_so(scenario: Scenario, word_scorer: Scorer) -> None:
    session = Session.begin(None, word_scorer, scenario, "realistic")
    said = transcript(session, ("x" * (LONGEST_LINE - 1) + "\n") * 3 + "y" * 3 * LONGEST_LINE + "\n.\n")
    assert len(session.state.answers[0].text) <= LONGEST_ANSWER
    assert said.count("a line was left out") == 3


@pytest.mark.parametrize(
    ("level", "typed", "says"),
    [
        ("realistic", "/hint\n", "There are no hints on the realistic level."),
        ("realistic", "/leave\n", "You can leave the room by yourself on the silent level only"),
        ("silent", "/skip\n", "Nobody asks you anything here"),
        ("silent", ".\n", "You say nothing more and leave the room."),
        ("realistic", ".\n", "No answer: this step counts as skipped."),
        ("realistic", "  \n\t\n.\n", "No answer: this step counts as skipped."),
        ("realistic", "/HELP\n", "/skip: go on without an answer"),
        ("silent", "/help\n", "/leave: leave the room"),
        ("coached", "/hint\n/hint\n", "Hint: Ask two things"),
        ("coached", "/nonsense\n", "There is no /nonsense here."),
        ("coached", "", "Step 1 of 4: Ask thoughtful questions."),
        ("coached", "", "You have 60 seconds."),
        ("realistic", "", "Ann Bell: Any questions?"),
    ],
)
def test_the_program_says_what_is_going_on(
    scenario: Scenario, word_scorer: Scorer, level: Level, typed: str, says: str
) -> None:
    assert says in rehearse(scenario, word_scorer, level, typed)


def test_the_last_words_are_said_again(scenario: Scenario, word_scorer: Scorer) -> None:
    said = rehearse(scenario, word_scorer, "realistic", "/repeat\nasks team\n.\n/repeat\n")
    assert said.count("Ann Bell: Any questions?") == 2
    assert said.count("Ann Bell: Five of us.\nAnn Bell: Half made.\nAnn Bell: Why you?\n") == 2


def test_a_pause_loses_no_word(scenario: Scenario, word_scorer: Scorer) -> None:
    session = Session.begin(None, word_scorer, scenario, "realistic")
    transcript(session, "/pause\nasks at once\n.\n/pause\n\nstrength\n.\n")
    assert [answer.text for answer in session.state.answers] == ["asks at once", "strength"]


def test_a_late_answer_is_late(scenario: Scenario, word_scorer: Scorer) -> None:
    session = Session(None, word_scorer, "", start(scenario, "realistic"), seconds=68.0)
    said = transcript(session, "asks\n.\n")
    assert 0 in session.state.overtime
    assert "The time is over; answer all the same." in said
    assert said.index("That took longer") < said.index("Ann Bell: We are nearly out of time.") < said.index("You: asks")


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("Dear Ann", Draft("Dear Ann")),
        ("Subject: Hi\n\nDear Ann", Draft("Dear Ann", subject="Hi")),
        ("TO: a@b.example\nsubject:Hi\nDear Ann", Draft("Dear Ann", "a@b.example", "Hi")),
        ("\n\nSubject: Hi\n\n\nDear Ann\nTo: nobody", Draft("\nDear Ann\nTo: nobody", subject="Hi")),
        ("Subject: one\nSubject: two", Draft("Subject: two", subject="one")),
        ("Subject:", Draft("")),
        ("To: a@b.example", Draft("", "a@b.example")),
        ("", Draft("")),
        ("To the team:\nhello", Draft("To the team:\nhello")),
    ],
)
def test_an_email_s_first_lines_are_taken_apart(typed: str, draft: Draft) -> None:
    assert split_email(typed) == draft
    assert split_email(join_email(draft)) == draft


def test_an_email_goes_to_the_interviewer_unless_it_says_otherwise(scenario: Scenario, word_scorer: Scorer) -> None:
    def sent_to(email: str) -> str:
        session = Session.begin(None, word_scorer, scenario, "realistic")
        transcript(session, f".\n.\n.\n{email}\n.\n")
        return session.state.answers[0].to

    assert sent_to("greeting") == "ann@acme.example"
    assert sent_to("To: bob@acme.example\n\ngreeting") == "bob@acme.example"


def test_a_scenario_s_line_breaks_forge_no_speaker() -> None:
    write = io.StringIO()
    Linear(io.StringIO(), write, False).speak("Ann\nYou", "one\nYou: two\n\nYou: three")
    assert write.getvalue() == "Ann You: one You: two\nAnn You: You: three\n"
    assert paragraphs("\n a\n\n\n b\tc \n") == ["a", "b c"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (90.2, "90 seconds"), (120, "120 seconds"), (180, "3 minutes"),
     (201, "3 minutes 21 seconds"), (-4, "0 seconds")],
)  # fmt: skip
def test_times_are_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


class Screen(io.StringIO):
    """A terminal's output."""

    def isatty(self) -> bool:
        return True


def written(line: str, interactive: bool, write: io.StringIO) -> str:
    Linear(io.StringIO(), write, interactive).say(line)
    return write.getvalue()


def test_a_person_at_a_terminal_reads_whole_words_and_a_pipe_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    line = (
        "  Ann: What would you like to ask us, 日本語 日本語 before you go? /a/path/that/is/far/wider/than/the/window"
    )
    rows = written(line, True, Screen()).splitlines()
    assert [row.split() for row in rows] == [row.strip().split(" ") for row in rows]
    assert " ".join(row.strip() for row in rows) == line.strip()
    assert all(row.startswith("  ") for row in rows)
    assert all(cells(row) <= 30 for row in rows[:-1])
    assert len(rows) == 4
    for interactive, write in ((False, Screen()), (True, io.StringIO()), (False, io.StringIO())):
        assert written(line, interactive, write) == line + "\n"


def test_wrapping_keeps_short_lines_and_empty_ones() -> None:
    assert [wrapped(line, 10) for line in ("", "a  b", "0123456789", "01234 6789 1")] == [
        [""], ["a  b"], ["0123456789"], ["01234 6789", "1"],
    ]  # fmt: skip


# --- a person at a terminal --------------------------------------------------------------------------------


def at_a_terminal(scenario: Scenario, scorer: Scorer, typed: str, after: str) -> tuple[str, State]:
    session = Session.begin(None, scorer, scenario, "realistic")
    write = io.StringIO()
    assert play(session, Linear(io.StringIO(typed + after), write, True)) == 0
    return write.getvalue(), session.state


ALL_FOUR = "asks\n.\nstrength\n.\ninterested\n.\ngreeting\n.\n"


def test_after_the_report_a_step_can_be_played_again(scenario: Scenario, word_scorer: Scorer) -> None:
    said, state = at_a_terminal(scenario, word_scorer, ALL_FOUR, "step\n1\nasks insightful\n.\n4\n")
    assert "Once more: Ask thoughtful questions." in said
    assert [answer.text for answer in state.answers if answer.step == 0] == ["asks", "asks insightful"]
    assert said.count("Completeness:") == 2


def test_after_the_report_a_verdict_can_be_overruled(scenario: Scenario, word_scorer: Scorer) -> None:
    said, state = at_a_terminal(scenario, word_scorer, ALL_FOUR, "overrule\n2\n1\nend\n")
    assert state.overruled == (("insightful", True),)
    assert said.count("Completeness:") == 2
    unchanged, state = at_a_terminal(scenario, word_scorer, ALL_FOUR, "overrule\n99\n19\nend\n")
    assert state.overruled == ()
    assert "“99” is not among the choices: write a number from 1 to 19." in unchanged


def test_after_the_report_it_can_be_saved_and_nothing_is_overwritten(
    scenario: Scenario, word_scorer: Scorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said, _ = at_a_terminal(scenario, word_scorer, ALL_FOUR, "save\nsave\nend\n")
    assert said.count("Saved as") == len(list(tmp_path.glob("closer-small-*.md"))) == 2


def test_a_report_that_can_t_be_saved_is_said_and_the_choice_stays(
    scenario: Scenario, word_scorer: Scorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    said, _ = at_a_terminal(scenario, word_scorer, ALL_FOUR, "save\nend\n")
    assert "The report can't be written here" in said
    assert said.count("What next?") == 2


def test_it_can_all_be_played_again(scenario: Scenario, word_scorer: Scorer) -> None:
    sessions = [Session.begin(None, word_scorer, scenario, "realistic") for _ in range(2)]
    write = io.StringIO()
    linear = Linear(io.StringIO(ALL_FOUR + "again\nasks team\n.\n/quit\n"), write, True)
    assert play(sessions[0], linear, lambda _level: sessions[1]) == 0
    assert [answer.text for answer in sessions[1].state.answers] == ["asks team"]


def test_leaving_after_a_line_keeps_the_line(scenario: Scenario, word_scorer: Scorer, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        session = Session.begin(journal, word_scorer, scenario, "coached")
        said = transcript(session, "asks team\n.\n/hint\nI bring\nten years", interactive=True)
        stored = journal.unfinished()[0]
        assert session.draft.text == "I bring\nten years"
        assert stored.answers == 1
    assert "Everything is kept." in said
    assert isinstance(session.state, State) and session.state.hinted == {1}


def test_the_report_can_be_heard_again_and_home_is_a_choice_where_there_is_one(
    scenario: Scenario, word_scorer: Scorer
) -> None:
    write = io.StringIO()
    session = Session.begin(None, word_scorer, scenario, "realistic")
    assert play(session, Linear(io.StringIO(f"{ALL_FOUR}report\nhome\n"), write, True), home=True) == HOME
    assert write.getvalue().count("Completeness:") == 2
    without, _ = at_a_terminal(scenario, word_scorer, ALL_FOUR, "end\n")
    assert "Back to the scenarios" not in without


def test_from_the_midst_of_a_rehearsal_one_goes_home_and_it_is_kept(
    scenario: Scenario, word_scorer: Scorer, tmp_path: Path
) -> None:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        for typed, kept in (("asks\n.\n/help\n/home\n", "Everything is kept."), ("/home\n", "Nothing was said, so")):
            write = io.StringIO()
            session = Session.begin(journal, word_scorer, scenario, "realistic")
            assert play(session, Linear(io.StringIO(typed), write, True), home=True) == HOME
            assert kept in write.getvalue()
        assert len(journal.unfinished()) == 1
    assert "There is no /home here." in rehearse(scenario, word_scorer, "realistic", "/home\n")


class Unsure(WordScorer):
    """Not sure of one criterion."""

    def judge(self, text: str, kind: Kind) -> Judgement:
        judgement = super().judge(text, kind)
        unsure = (
            replace(each, outcome="not_sure") if each.criterion == "several" else each for each in judgement.verdicts
        )
        return replace(judgement, verdicts=tuple(unsure))


def test_what_the_scorer_is_not_sure_of_is_asked_and_answered(scenario: Scenario) -> None:
    said, state = at_a_terminal(scenario, Unsure(), ALL_FOUR, "unsure\n1\nend\n")
    assert "Did you ask at least two different questions?\n1. Yes\n2. No\n3. Leave it open\n" in said
    assert dict(state.overruled) == {"several": True} and said.count("Completeness:") == 2
    said, state = at_a_terminal(scenario, Unsure(), ALL_FOUR, "unsure\nleave\nend\n")
    assert state.overruled == () and said.count("Completeness:") == 1


class Interrupted(io.StringIO):
    """A terminal on which Ctrl-C is pressed at the end of what was typed."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_leaves_with_everything_kept(scenario: Scenario, word_scorer: Scorer, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        session = Session.begin(journal, word_scorer, scenario, "realistic")
        write = io.StringIO()
        assert play(session, Linear(Interrupted("half an answer\n"), write, True)) == 130
        assert journal.unfinished()[0].id == session.key
        assert session.draft.text == "half an answer"
    assert write.getvalue().endswith("Everything is kept. To go on: closer --plain, then write resume.\n")


def test_a_resumed_rehearsal_tells_what_was_said_and_shows_the_draft(scenario: Scenario, word_scorer: Scorer) -> None:
    before = Session.begin(None, word_scorer, scenario, "realistic")
    before.send(AnswerGiven("asks team"))
    before.send(before.judge())
    again = Session(None, word_scorer, "key", before.state, draft=Draft("I bring\nten years"))
    said = transcript(again, "of strength\n.\n/quit\n", interactive=True)
    assert "You go on where you stopped." in said
    assert "You: asks team" in said
    assert "\nI bring\nten years\n" in said
    assert again.state.answers[1].text == "I bring\nten years\nof strength"


def test_a_draft_can_be_put_aside(scenario: Scenario, word_scorer: Scorer) -> None:
    session = Session(None, word_scorer, "key", start(scenario, "realistic"), draft=Draft("never mind"))
    transcript(session, "/clear\nasks\n.\n")
    assert session.state.answers[0].text == "asks"


def test_an_answer_that_was_not_judged_before_a_kill_is_judged_first(scenario: Scenario, word_scorer: Scorer) -> None:
    before = Session.begin(None, word_scorer, scenario, "realistic")
    before.send(AnswerGiven("asks team"))
    said = transcript(Session(None, word_scorer, "", before.state), "")
    assert "Ann Bell: Five of us." in said


def test_a_journal_in_trouble_is_told_once_and_the_rehearsal_goes_on(scenario: Scenario, word_scorer: Scorer) -> None:
    session = Session.begin(None, word_scorer, scenario, "realistic")
    session.trouble = "The disk is full."
    said = rehearse_with(session)
    assert said.count("Note: The disk is full.") == 1
    assert "Completeness:" in said


def rehearse_with(session: Session) -> str:
    return transcript(session, "asks\n.\n")


def test_events_of_the_commands_are_those_of_the_engine(scenario: Scenario, word_scorer: Scorer) -> None:
    sent: list[type] = []

    class Recording(Session):
        def send(self, event):  # type: ignore[no-untyped-def]
            sent.append(type(event))
            return super().send(event)

    session = Recording(None, word_scorer, "", start(scenario, "coached"))
    transcript(session, "/hint\n/skip\n")
    assert sent[:2] == [HintTaken, StepSkipped]
    assert TimeUp not in sent
