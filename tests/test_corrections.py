"""The candidate's words on verdicts as labelled answers: the right text, the right labels, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepRetried, VerdictOverruled
from closer_tui.journal import Journal
from closer_tui.journal.corrections import Corrected, corrections, merged
from closer_tui.rehearsal import Level
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import EMAIL_NAMES, IMPLIED, SPOKEN_NAMES
from closer_tui.scoring.train.corpus import row_of
from closer_tui.scoring.verdict import Judgement, Kind, Span
from closer_tui.session import Session

OWN = """
[[step.criterion]]
name = "greets"
title = "Said hello"
advice = "Say hello."
cues = ["hello"]
"""
HEAD = """
format = 1
id = "secret-id"
title = "Secret title"
summary = "Secret summary"
company = "Secret company"
role = "Secret role"
difficulty = "easy"
farewell = "Goodbye."
[interviewer]
name = "Secret name"
title = "Manager"
email = "secret@acme.example"
"""
STEPS = "".join(f'[[step]]\nmove = "{move}"\nsays = "?"\n{OWN if move == "value" else ""}' for move in
                ("questions", "value", "interest", "email"))  # fmt: skip


class Unsure(WordScorer):
    """Is not sure of a criterion whose name stands in a text with "perhaps" in it, and takes it for met; quotes the
    whole text."""

    def judge(self, text: str, kind: Kind) -> Judgement:
        judgement = super().judge(text, kind)
        return replace(
            judgement,
            verdicts=tuple(
                replace(v, outcome="not_sure" if "perhaps" in text else "met", evidence=(Span(0, len(text)),))
                if v.met
                else v
                for v in judgement.verdicts
            ),
        )


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


@pytest.fixture
def four() -> Scenario:
    return load_text(HEAD + STEPS, "secret-file", "/secret/path.toml")


class Player:
    def __init__(self, journal: Journal, scenario: Scenario, level: Level = "realistic") -> None:
        self.journal = journal
        self.session = Session.begin(journal, Unsure(), scenario, level)

    def say(self, *answers: str) -> Player:
        for text in answers:
            email = self.session.state.expects == "email"
            self.session.send(EmailSent("secret@acme.example", "", text) if email else AnswerGiven(text))
            self.session.send(self.session.judge())
        return self

    def word(self, criterion: str, did: bool | None) -> Player:
        self.session.send(VerdictOverruled(criterion, did))
        return self

    def lines(self) -> tuple[Corrected, ...]:
        return corrections(self.journal.load(self.session.key))


ANSWERS = ("asks team", "strength evidence", "perhaps interested wavering", "greeting")


@pytest.fixture
def player(journal: Journal, four: Scenario) -> Player:
    return Player(journal, four).say(*ANSWERS)


def told(lines: Sequence[Corrected]) -> list[tuple[str, str, list[str], list[str]]]:
    """Kind, text, what the candidate decided and how, of each line."""
    return [
        (
            line.kind,
            line.text,
            sorted(("" if line.labels[name] else "not ") + name for name, who in line.decided_by.items()
                   if who == "candidate"),
            [tag for tag in line.tags if tag != "correction"],
        )
        for line in lines
    ]  # fmt: skip


def test_without_a_word_of_the_candidate_there_is_nothing(player: Player) -> None:
    assert player.lines() == ()


@pytest.mark.parametrize("did", [True, False])
def test_an_answer_to_not_sure_labels_the_text_in_question(did: bool, player: Player) -> None:
    said = "interested" if did else "not interested"
    assert told(player.word("interested", did).lines()) == [
        ("interest", "perhaps interested wavering", [said], ["unsure-interested"])
    ]


def test_a_verdict_overruled_labels_the_answer_to_its_own_step_or_those_it_was_found_in(player: Player) -> None:
    player.word("relevance", True).word("evidence", False).word("thanks_time", True)
    assert told(player.lines()) == [
        ("value", "strength evidence", ["not evidence", "relevance"], ["overruled-relevance", "overruled-evidence"]),
        ("email", "greeting", ["thanks_time"], ["overruled-thanks_time"]),
    ]


def test_a_word_that_agrees_with_the_scorer_or_was_taken_back_is_no_correction(player: Player) -> None:
    player.word("asks", True).word("relevance", False).word("interested", True).word("interested", None)
    assert player.lines() == ()


def test_i_did_not_is_true_of_every_answer_that_seemed_to(journal: Journal, four: Scenario) -> None:
    player = Player(journal, four).say("asks team", "asks perhaps", "none", "greeting").word("asks", False)
    assert told(player.lines()) == [
        ("questions", "asks team", ["not asks"], ["overruled-asks"]),
        ("value", "asks perhaps", ["not asks"], ["overruled-asks"]),
    ]
    assert {line.topics for line in player.lines()} == {()}


def test_answers_of_which_any_may_be_meant_become_one_text(journal: Journal, four: Scenario) -> None:
    player = Player(journal, four, "silent").say("hello there", "asks team")
    player.session.send(RoomLeft())
    player.say("greeting").word("interested", True)
    (line,) = player.lines()
    assert told([line]) == [
        ("free", "hello there\n\nasks team", ["interested"], ["overruled-interested", "several-answers"])
    ]
    assert line.labels["asks"] and line.topics == ("team",)


def test_questions_that_were_counted_together_are_corrected_together(journal: Journal, four: Scenario) -> None:
    player = Player(journal, four).say("asks team ants", "asks team bees", "none", "greeting").word("several", False)
    assert told(player.lines()) == [
        ("free", "asks team ants\n\nasks team bees", ["not several"], ["overruled-several", "several-answers"])
    ]


def test_what_follows_from_a_word_is_said_to_follow(player: Player, journal: Journal, four: Scenario) -> None:
    (line,) = player.word("reason", True).lines()
    assert (line.labels["reason"], line.decided_by["reason"]) == (True, "candidate")
    assert (line.labels["interested"], line.decided_by["interested"]) == (True, "scorer, not sure")
    other = Player(journal, four).say("none", "asks insightful", "none", "greeting")
    (line,) = other.word("asks", False).lines()
    assert (line.labels["insightful"], line.decided_by["insightful"]) == (False, "implied")
    third = Player(journal, four).say("none at all", "none", "none", "greeting")
    (line,) = third.word("insightful", True).lines()
    assert (line.labels["asks"], line.decided_by["asks"]) == (True, "implied")
    assert "no-topics" in line.tags


def test_a_word_on_an_answer_that_was_played_again_stays_with_that_answer(player: Player) -> None:
    player.word("insightful", True).word("relevance", True)
    player.session.send(StepRetried(0))
    player.say("several asks team").word("turn_off", True)
    assert told(player.lines()) == [
        ("questions", "asks team", ["insightful"], ["overruled-insightful"]),
        ("value", "strength evidence", ["relevance"], ["overruled-relevance"]),
        ("questions", "several asks team", ["turn_off"], ["overruled-turn_off"]),
    ]


def test_a_word_taken_back_after_a_retry_of_another_step_is_no_correction(player: Player) -> None:
    player.word("relevance", True)
    player.session.send(StepRetried(0))
    player.say("asks").word("relevance", None)
    assert player.lines() == ()


def test_words_on_a_scenarios_own_criteria_and_on_nothing_said_are_left_out(journal: Journal, four: Scenario) -> None:
    player = Player(journal, four).say(*ANSWERS).word("greets", True)
    assert player.lines() == ()


def test_the_same_text_comes_once_with_the_latest_word(journal: Journal, four: Scenario) -> None:
    first = Player(journal, four).say(*ANSWERS).word("relevance", True).word("hedged", True).lines()
    second = Player(journal, four).say(*ANSWERS).word("strength", False).word("hedged", True).lines()
    third = Player(journal, four).say(*ANSWERS).word("evidence", False).lines()
    (line,) = merged((*first, *second, *third))
    assert told([line])[0][2] == ["hedged", "not evidence", "not strength", "relevance"]
    assert line.tags[0] == "correction" and set(line.tags[1:]) == {
        "overruled-relevance", "overruled-hedged", "overruled-strength", "overruled-evidence"
    }  # fmt: skip
    against = Player(journal, four).say(*ANSWERS).word("interested", True).lines()
    later = Player(journal, four).say(*ANSWERS).word("interested", False).lines()
    (line,) = merged((*against, *later))
    assert line.labels["interested"] is False


@pytest.mark.parametrize("criterion", [*SPOKEN_NAMES, *EMAIL_NAMES])
@pytest.mark.parametrize("did", [True, False])
def test_every_line_is_one_that_the_corpus_takes(criterion: str, did: bool, player: Player) -> None:
    lines = player.word(criterion, did).word("asks", False).lines()
    assert lines
    for line in lines:
        item = line.line()
        assert list(item)[:7] == ["id", "kind", "role", "text", "labels", "topics", "tags"]
        row = row_of(json.loads(json.dumps(item)))
        assert tuple(line.labels) == (SPOKEN_NAMES if row.spoken else EMAIL_NAMES) == tuple(line.decided_by)
        words = {name for name, who in line.decided_by.items() if who == "candidate"}
        for parent, child in IMPLIED:
            if parent in line.labels and not {parent, child} <= words:
                assert line.labels[parent] or not line.labels[child]


def test_nothing_of_the_journal_is_in_a_line_but_the_words_themselves(player: Player) -> None:
    (line,) = player.word("thanks_time", True).lines()
    text = json.dumps(line.line())
    assert "secret" not in text.casefold()
    assert player.session.key not in text
    assert str(player.journal.path) not in text


def test_a_text_has_the_same_id_in_every_export(player: Player, journal: Journal, four: Scenario) -> None:
    (one,) = player.word("thanks_time", True).lines()
    (other,) = Player(journal, four).say(*ANSWERS).word("thanks_time", True).lines()
    assert one.line()["id"] == other.line()["id"]
    assert str(one.line()["id"]).startswith("correction-")
