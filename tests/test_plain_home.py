"""The plain mode's home: everything has a number, does what it says, and asks again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.commands.conftest import SMALL
from tests.conftest import WordScorer

from closer_tui.commands.in_lines_home import Home
from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal, JournalError, Search
from closer_tui.linear import EndOfInput, Linear
from closer_tui.opening import Opening
from closer_tui.plain import play
from closer_tui.scenario.load import load_file
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.scorer import load_scorer
from closer_tui.session import Session
from closer_tui.settings import Settings, load_settings

SAID = "asks insightful\n.\nSubject: Hi\n\ngreeting\n.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one scenario, a home of its own, and no editor."""
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "scenarios"
    place.mkdir()
    (place / "small.toml").write_text(SMALL, encoding="utf-8")
    return place


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as kept:
        yield kept


@pytest.fixture
def practised(journal: Journal, folder: Path) -> Journal:
    """A journal with one rehearsal."""
    session = Session.begin(journal, WordScorer(), load_file(folder / "small.toml"), "realistic")
    assert play(session, Linear(io.StringIO(SAID), io.StringIO(), False)) == 0
    return journal


def at_home(
    folder: Path, journal: Journal | None, *typed: str, interactive: bool = True, settings: Settings | None = None
) -> tuple[Session | None, str]:
    """What comes of somebody writing these lines, and what they read."""
    out = io.StringIO()
    linear = Linear(io.StringIO("".join(f"{line}\n" for line in typed)), out, interactive)
    home = Home(linear, journal, LazyScorer(WordScorer), settings or Settings(), None, folder)
    try:
        return home.choose(), out.getvalue()
    except EndOfInput:
        return None, out.getvalue()


def test_every_choice_has_a_number_and_a_name(folder: Path, practised: Journal) -> None:
    _, said = at_home(folder, practised)
    lines = said.splitlines()
    start = lines.index("Scenarios:") + 1
    numbered = lines[start:-1]
    assert [line.split(". ")[0] for line in numbered] == [str(number) for number in range(1, len(numbered) + 1)]
    words = ["small", "next", "progress", "history", "sheet", "prepare", "edit", "settings", "list", "quit"]
    assert [line.split(". ")[1].split(":")[0] for line in numbered] == words
    assert re.search(r"Developer at Acme, easy\. Your best: \d+ of 100\.$", numbered[0])


def test_a_pipe_is_offered_the_scenarios_alone(folder: Path, practised: Journal) -> None:
    _, said = at_home(folder, practised, interactive=False)
    assert said == (
        "\nScenarios:\n1. small: A small ending. Developer at Acme, easy.\nWhich one? Write its number or name.\n"
    )


def test_a_scenario_is_told_of_and_the_level_is_kept_for_the_next_time(folder: Path, journal: Journal) -> None:
    session, said = at_home(folder, journal, "small", "silent")
    assert session is not None and session.state.level == "silent"
    assert said.index("For tests.") < said.index("Which level?")
    assert load_settings()[0].level == "silent"


def test_what_was_done_is_followed_by_the_question_and_not_by_the_whole_list(folder: Path, practised: Journal) -> None:
    _, said = at_home(folder, practised, "progress", "back", "list", "quit")
    assert said.count("Which one? Write its number or name.") == 3
    assert said.count("1. small: A small ending.") == 2
    assert said.count("The choices are as before: write list to hear them again.") == 1


def test_one_that_was_left_is_gone_on_with_or_discarded(folder: Path, journal: Journal) -> None:
    session = Session.begin(journal, WordScorer(), load_file(folder / "small.toml"), "realistic")
    session.send(AnswerGiven("asks"))
    session.close()
    _, said = at_home(folder, journal, "discard", "keep", "quit")
    assert "write resume to go on." in said and len(journal.unfinished()) == 1
    resumed, _ = at_home(folder, journal, "resume")
    assert resumed is not None and resumed.state.answers[0].text == "asks"
    resumed.close()
    _, said = at_home(folder, journal, "discard", "yes", "no", "quit")
    assert "with every word of it" in said and len(journal.unfinished()) == 1
    _, said = at_home(folder, journal, "discard", "yes", "delete", "resume", "quit")
    assert "It is deleted." in said and "“resume” is not among the choices" in said
    assert journal.unfinished() == ()


def test_a_retry_that_was_left_is_discarded_and_what_was_finished_stays(folder: Path, practised: Journal) -> None:
    session, _ = at_home(folder, practised, "history", "1", "step", "1")
    assert session is not None
    session.send(AnswerGiven("asks again"))
    session.close()
    (finished,) = (info.id for info in practised.history())
    _, said = at_home(folder, practised, "discard", "keep", "quit")
    assert "What you finished before stays in the history." in said and len(practised.unfinished()) == 1
    _, said = at_home(folder, practised, "discard", "yes", "delete", "quit")
    assert "It is deleted." in said
    assert practised.unfinished() == () and [info.id for info in practised.history()] == [finished]


def test_a_rehearsal_of_the_history_is_played_again(folder: Path, practised: Journal) -> None:
    session, said = at_home(folder, practised, "history", "1", "step", "1")
    assert session is not None and session.state.retrying and "Id " in said
    session.close()
    session, _ = at_home(folder, practised, "history", "1", "climb")
    assert session is not None and (session.state.level, session.state.answers) == ("silent", ())


def test_the_email_that_waits_is_told_of_and_ticked(folder: Path, practised: Journal) -> None:
    info = practised.search(Search())[0]
    practised.keep_note(info.id, "Ann Bell", "ann@acme.com", "Hi", "Dear Ann", out=True)
    _, said = at_home(folder, practised, "email", "sent", "back", "quit")
    assert "The email to Ann Bell was written within the last hour" in said and "ticked as sent:" in said
    assert practised.notes(info.id)[0].sent is not None
    assert "email: the email that waits" not in at_home(folder, practised)[1]


def test_answers_are_picked_for_the_sheet_and_the_sheet_is_taken_along(folder: Path, practised: Journal) -> None:
    _, said = at_home(
        folder,
        practised,
        "sheet",
        "1",
        "change",
        "1",
        "back",
        "hear",
        "save",
        "page",
        "one",
        "small",
        "all",
        "back",
        "quit",
    )
    assert "Cheat sheet for the real day. 0 answers are picked. The sheet fits on one page." in said
    assert "1. Ask thoughtful questions, A small ending: “asks insightful” Picked." in said
    assert [pick.text for pick in practised.picks()] == ["asks insightful"]
    assert "For the end of your interview." in said and "Only those of A small ending." in said
    assert sorted(path.suffix for path in Path.cwd().glob("closer-cheat-sheet-*")) == [".html", ".md"]


def test_a_journal_that_can_t_be_read_is_told_of_once_and_one_may_rehearse(
    folder: Path, practised: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise JournalError("The journal is locked.", "Close the other one.")

    for name in ("unfinished", "best", "count", "practice", "waiting_notes"):
        monkeypatch.setattr(practised, name, broken)
    session, said = at_home(folder, practised, "small", "silent")
    assert session is not None and said.count("Note: The journal is locked. Close the other one.") == 1


def test_settings_are_changed_one_after_the_other_and_saved(folder: Path, practised: Journal) -> None:
    typed = "settings suggestions self_rating level silent language de file back next quit"
    _, said = at_home(folder, practised, *typed.split())
    assert "2. Say what to rehearse next, and why: on" in said and "2. Say what to rehearse next, and why: off" in said
    kept = load_settings()[0]
    assert (kept.suggestions, kept.self_rating, kept.level, kept.language) == (False, True, "silent", "de")
    assert "“next” is not among the choices" in said and "settings.toml" in said


def test_settings_that_can_t_be_saved_hold_until_the_end_and_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "file"))
    _, said = at_home(folder, None, "settings", "self_rating", "back", "quit")
    assert "The settings could not be saved" in said and "Rate yourself before each report: on" in said


def test_without_an_editor_the_file_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-of-ours")
    _, said = at_home(folder, None, "edit", "small", "quit")
    assert f"The file is {folder / 'small.toml'}." in said
    assert "EDITOR names no-such-editor-of-ours, and there is no such program" in said


def test_what_the_editor_left_is_looked_at_and_offered_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(command: list[str], check: bool) -> None:
        assert command[-1] == str(folder / "small.toml") and not check
        text = "title = 1" if spoiled else SMALL.replace("A small ending", "Another one")
        (folder / "small.toml").write_text(text, encoding="utf-8")
        spoiled.append(text)

    spoiled: list[str] = []
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr("closer_tui.commands.in_lines_own.subprocess.run", spoil)
    (folder / "other.toml").write_text(SMALL.replace("A small ending", "Other"), encoding="utf-8")
    _, said = at_home(folder, None, "edit", "small", "edit", "small", "quit")
    assert "It can be played." in said and "small: Another one." in said
    assert "It can't be played: " in said and "closer check " in said


def test_one_that_comes_with_closer_is_copied_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-of-ours")
    out = io.StringIO()
    linear = Linear(io.StringIO("edit\nfirst-job\ncopy\nquit\n"), out, True)
    with pytest.raises(EndOfInput):
        Home(linear, None, LazyScorer(WordScorer), Settings(), None, None).choose()
    assert (tmp_path / "home" / "scenarios" / "first-job-copy.toml").exists() and folder.exists()
    assert "first-job-copy: " in out.getvalue(), "it is among the choices then"


def test_an_interview_is_made_ready_and_its_scenario_is_among_the_choices(folder: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    typed = "prepare\nBackend developer\nAcme\nBo Lind, CTO\n\nWe use Go.\n.\nhear\nwrite\nbrisk\nquit\n"
    home = Home(Linear(io.StringIO(typed), out, True), None, LazyScorer(load_scorer), Settings(), None, None)
    with pytest.raises(EndOfInput):
        home.choose()
    said = out.getvalue()
    assert said.count("Questions worth asking: Backend developer, Acme") == 2
    assert "\nCareful: The advert says: “We use Go.”, do not ask" in said and "\n- " not in said and "\n! " not in said
    (file,) = (tmp_path / "home" / "scenarios").glob("*.toml")
    assert f"It is written as {file}" in said and f"{file.stem}: Your interview at Acme." in said
    assert "Bo Lind" in file.read_text(encoding="utf-8") and folder.exists()


def test_an_empty_line_goes_back_from_preparing(folder: Path) -> None:
    for typed in (("prepare", ""), ("prepare", "Developer", "")):
        _, said = at_home(folder, None, *typed, "quit")
        assert said.count("Which one? Write its number or name.") == 2 and "Paste the advert" not in said


def test_a_journal_that_could_not_be_opened_is_tried_again_and_keeps_what_was_said_meanwhile(
    folder: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[Journal] = []

    def opened() -> Journal:
        if there:
            return there[0]
        raise JournalError("The disk is full.", "Make room.")

    monkeypatch.setattr("closer_tui.journal.Journal.open", opened)
    monkeypatch.setattr("closer_tui.commands.in_lines_home.TRY_AGAIN_SECONDS", 0.0)
    opening = Opening()
    assert opening.journal() is None
    out = io.StringIO()
    linear = Linear(io.StringIO("1\n2\n/quit\n"), out, True)
    home = Home(linear, None, LazyScorer(WordScorer), Settings(), None, folder, opening)
    session = home.choose()
    session.send(AnswerGiven("said before"))
    session.send(session.judge())
    assert session.journal is None
    there.append(journal)
    assert play(session, linear, keep_now=home.keep) == 0
    said = out.getvalue()
    assert "Note: The journal could be opened now: what you rehearse is kept." in said
    assert "Everything is kept. To go on" in said
    (info,) = journal.unfinished()
    answers = [event.text for event in journal.load(info.id).events if isinstance(event, AnswerGiven)]
    assert answers == ["said before"]


def test_who_would_lose_what_was_said_is_asked_before_they_go(folder: Path) -> None:
    for typed, asked in (("asks\n.\n/quit\nstay\n/help\n/quit\nleave\n", 2), ("/quit\n", 0)):
        session, out = Session.begin(None, WordScorer(), load_file(folder / "small.toml"), "realistic"), io.StringIO()
        assert play(session, Linear(io.StringIO(typed), out, True)) == 0
        said = out.getvalue()
        assert said.count("Who leaves loses it: /save saves your words elsewhere.") == asked
        assert ("/quit: stop here; what could not be kept is lost" in said) == bool(asked)
