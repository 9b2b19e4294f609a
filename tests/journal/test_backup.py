"""A backup: all of it goes out and comes in, together with what is there, and nothing in a file is believed unread."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journal.wholes import IDS, START, all_of, opened, wholes

from closer_tui.events import AnswerGiven
from closer_tui.journal import Draft, Journal, Note, RecordError, backup
from closer_tui.journal.backup import NotABackup, OwnFile, Refused, read_backup, write_backup
from closer_tui.journal.whole import Happened, Picked, Whole, merged
from closer_tui.scenario.load import load_file

SMALL = Path(__file__).parents[1] / "faults" / "small.toml"
Record = dict[str, Any]


def written(records: list[OwnFile | Whole]) -> bytes:
    file = io.BytesIO()
    write_backup(file, records)
    return file.getvalue()


def read(data: bytes) -> list[OwnFile | Whole | Refused]:
    return [record for record, _ in read_backup(io.BytesIO(data))]


def lines(data: bytes) -> list[bytes]:
    return gzip.decompress(data).splitlines(keepends=True)


def packed(*records: Record | bytes) -> bytes:
    encoded = [each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in records]
    return gzip.compress(b"".join(encoded))


def exported(journal: Journal) -> bytes:
    """A backup of it without its header, which tells the time."""
    return b"".join(lines(written(list(all_of(journal).values())))[1:])


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


@pytest.fixture
def played(journal: Journal) -> Whole:
    """A rehearsal of a scenario that can be loaded, as it was stored."""
    session = journal.begin(load_file(SMALL), "coached")
    journal.append(session, AnswerGiven("What do you enjoy here?", 4.0))
    journal.save_draft(session, Draft("half a thought", at=5.0))
    journal.release(session)
    return journal.whole(session)


# --- out and in --------------------------------------------------------------------------------------------


@given(st.lists(wholes(), max_size=3), st.binary(max_size=40))
def test_what_was_written_is_read_again_to_the_last_character(rehearsals: list[Whole], data: bytes) -> None:
    own = [OwnFile("settings", "settings.toml", data), OwnFile("file", "mine.toml", data)]
    assert read(written([*own, *rehearsals])) == [*own, *rehearsals]


@settings(max_examples=25, deadline=None)
@given(st.lists(wholes(), max_size=4, unique_by=lambda whole: whole.id))
def test_a_journal_that_was_filled_from_a_backup_gives_the_same_backup(rehearsals: list[Whole]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(folder, "one") as one, opened(folder, "two") as two:
        one.bring(rehearsals)
        assert set(all_of(one).values()) == set(rehearsals)
        came = [record for record in read(written(list(all_of(one).values()))) if isinstance(record, Whole)]
        assert {brought.way for brought in two.bring(came)} <= {"added"}
        assert exported(two) == exported(one)
        assert {brought.way for brought in two.bring(came)} <= {"same"}, "a second time adds nothing"
        assert exported(two) == exported(one)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_two_journals_that_take_each_others_backup_hold_the_same(data: st.DataObject) -> None:
    first = data.draw(st.lists(wholes(), max_size=3, unique_by=lambda whole: whole.id))
    grown = [replace(each, events=(*each.events, *data.draw(wholes()).events)) for each in first]
    others = data.draw(st.lists(wholes(), max_size=3))
    second = list({each.id: each for each in (*others, *grown)}.values())
    with tempfile.TemporaryDirectory() as folder, opened(folder, "one") as one, opened(folder, "two") as two:
        one.bring(first)
        two.bring(second)
        one.bring(second)
        two.bring(first)
        assert all_of(one) == all_of(two)
        before = all_of(one)
        one.bring(list(all_of(two).values()))
        assert all_of(one) == before
        said = {event for whole in (*first, *second) for event in whole.events}
        assert said <= {event for whole in before.values() for event in whole.events}, "nothing that was said is lost"


@given(wholes(IDS[:1]), wholes(IDS[:1]))
def test_it_does_not_matter_which_is_merged_into_which(one: Whole, other: Whole) -> None:
    both, apart = merged(one, other)
    assert merged(other, one) == (both, apart)
    assert merged(both, one)[0] == both and merged(both, other)[0] == both
    assert merged(one, one) == (one, None)
    assert {(p.move, p.text) for p in both.picks} == {(p.move, p.text) for p in (*one.picks, *other.picks)}


def test_the_longer_one_counts_and_what_went_two_ways_stays_as_both(journal: Journal, played: Whole) -> None:
    later = Happened(START, AnswerGiven("And one thing more.", 9.0))
    longer = replace(played, events=(*played.events, later), draft=None)
    assert [each.way for each in journal.bring([longer])] == ["joined"]
    assert [each.way for each in journal.bring([played])] == ["same"]
    assert journal.whole(played.id) == longer
    other = replace(longer, events=(*played.events, replace(later, event=AnswerGiven("Something else.", 9.0))))
    assert [each.way for each in journal.bring([other])] == ["parted"]
    said = {whole.events[-1].event for whole in all_of(journal).values()}
    assert said == {later.event, other.events[-1].event}
    assert [each.way for each in journal.bring([other, longer])] == ["same", "same"]
    assert len(journal.sessions()) == 2
    assert journal.load(played.id).info.answers == 2


def test_picks_and_emails_of_both_sides_are_there_and_what_was_sent_stays_sent(journal: Journal, played: Whole) -> None:
    journal.pick(played.id, "questions", "Mine")
    journal.keep_note(played.id, "Ann", "", "Thanks", "Dear Ann", out=True)
    journal.sent_note(played.id, "Ann")
    theirs = replace(
        played,
        updated=played.updated + timedelta(days=400),
        picks=(Picked(START, "value", "Theirs"),),
        notes=(Note(played.id, "Ann", "", "Thank you", "Dear Ann, more"), Note(played.id, "Bo", "", "", "Dear Bo")),
    )
    assert [each.way for each in journal.bring([theirs])] == ["joined"]
    assert {pick.text for pick in journal.picks()} == {"Mine", "Theirs"}
    ann, bo = journal.notes(played.id)
    assert (ann.subject, ann.body, bo.body) == ("Thank you", "Dear Ann, more", "Dear Bo")
    assert ann.sent is not None and ann.kept is not None and bo.sent is None


def test_one_that_is_played_elsewhere_is_left_alone(tmp_path: Path, journal: Journal, played: Whole) -> None:
    longer = replace(played, events=(*played.events, Happened(START, AnswerGiven("More.", 9.0))))
    with Journal.open(tmp_path / "journal.sqlite") as other:
        assert other.claim(played.id)
        assert [each.way for each in journal.bring([longer])] == ["playing"]
        assert journal.whole(played.id) == played
    assert [each.way for each in journal.bring([longer])] == ["joined"]


def test_a_dry_run_tells_the_same_and_writes_nothing(journal: Journal, played: Whole) -> None:
    new = replace(played, id=IDS[0])
    longer = replace(played, events=(*played.events, Happened(START, AnswerGiven("More.", 9.0))))
    ways = [each.way for each in journal.bring([new, longer, played], dry_run=True)]
    assert ways == ["added", "joined", "same"]
    assert all_of(journal) == {played.id: played}


def test_one_that_is_damaged_is_told_and_keeps_no_other_back(journal: Journal, played: Whole) -> None:
    journal.bring([replace(played, id=IDS[0])])
    with journal._transaction() as db:
        db.execute("UPDATE events SET body = x'ff' WHERE session = ?", (IDS[0],))
    with pytest.raises(RecordError):
        journal.whole(IDS[0])
    assert journal.whole(played.id) == played
    assert [each.way for each in journal.bring([replace(played, id=IDS[0])])] == ["damaged"]


def test_all_or_none_of_those_that_come_together_are_written(
    journal: Journal, played: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = "closer_tui.journal.moving.encode_moves"
    monkeypatch.setattr(put, lambda *_: (_ for _ in ()).throw(OSError("the disk went away")))
    new = [replace(played, id=id_) for id_ in IDS]
    with pytest.raises(Exception, match="the disk went away"):
        journal.bring(new)
    assert journal.sessions() == (played.id,)


def test_rehearsals_are_taken_out_one_by_one(played: Whole) -> None:
    """However many there are, no more than one is in mind: the writer asks for the next when one is written."""
    asked: list[int] = []
    file = io.BytesIO()

    def some() -> Iterator[Whole]:
        for number in range(50):
            asked.append(number)
            yield replace(played, id=f"{number:032x}")

    assert write_backup(file, some()) == 50
    file.seek(0)
    for number, (record, _) in enumerate(read_backup(file)):
        assert isinstance(record, Whole) and record.id == f"{number:032x}"
    assert asked == list(range(50))
    assert sum(b'"kind":"scenario"' in line for line in lines(file.getvalue())) == 1, "its scenario is told once"


# --- files that one can't trust ----------------------------------------------------------------------------


def change(path: str, value: object) -> Callable[[Record], None]:
    """Sets the value at a path such as "events.0.at"."""

    def do(record: Record) -> None:
        *way, last = path.split(".")
        here: Any = record
        for step in way:
            here = here[int(step)] if isinstance(here, list) else here[step]
        here[int(last) if isinstance(here, list) else last] = value

    return do


REPORT = {"at": "2026-11-23T09:00:00Z", "report": {
    "moves": [{"move": "questions", "title": "Ask", "steps": [0], "findings": [{
        "criterion": {"name": "asks", "move": "questions", "title": "Asked", "points": 8, "advice": "Ask."},
        "outcome": "met", "confidence": 0.9, "reason": "", "quotes": [{"answer": 0, "span": {"start": 0, "end": 4}}],
    }]}],
    "heard": [{"step": 0, "text": "What?", "judgement": None}],
    "completeness": 50, "at_most": 60, "complete": False, "tips": [], "scorer": "words-1",
}}  # fmt: skip

HOSTILE = {
    "an id that is a path": change("id", "../../../../etc/passwd"),
    "an id with a NUL": change("id", "0" * 31 + "\0"),
    "an id of other digits": change("id", "٠" * 32),
    "a number for a name": change("name", 7),
    "no events": change("events", None),
    "events that are none": change("events", [{"at": "2026-11-23T09:00:00Z", "kind": "RmRf", "body": {}}]),
    "an event of a wrong type": change("events.0.body", {"text": ["a"], "at": 1.0}),
    "an answer at no time": change("events.0.body.at", float("nan")),
    "an answer at the end of time": change("events.0.body.at", 1e300),
    "a moment without a zone": change("started", "2026-11-23T09:00:00"),
    "a moment before all clocks": change("started", "0001-01-01T00:00:00Z"),
    "a moment that is a number": change("updated", 0),
    "a level that is none": change("level", "impossible"),
    "a scenario that is not there": change("scenario", "f" * 64),
    "finished without a report": change("finished", "2026-11-23T09:00:00Z"),
    "neither open nor finished": change("open", False),
    "a report without an end": change("reports", [REPORT]),
    "rated with words that are no names": change("rated", [["a b"]]),
    "rated with lines that are none": change("rated", [[], []]),
    "moves that are none": change("moves", [{"move": "rm", "title": "", "result": "made"}]),
    "a pick of no move": change("picks", [{"at": "2026-11-23T09:00:00Z", "move": "x", "text": ""}]),
}


def finished(record: Record) -> None:
    record.update(finished=REPORT["at"], reports=[json.loads(json.dumps(REPORT))], open=False)


OF_REPORTS = {
    "more than all": change("reports.0.report.completeness", 10**30),
    "a quote of an answer that is not there": change("reports.0.report.moves.0.findings.0.quotes.0.answer", 3),
    "a quote past the end": change("reports.0.report.moves.0.findings.0.quotes.0.span.end", 6),
    "a step that is not there": change("reports.0.report.moves.0.steps", [17]),
    "an answer to a step that is not there": change("reports.0.report.heard.0.step", -1),
    "nothing found": change("reports.0.report.moves.0.findings", []),
    "no moves": change("reports.0.report.moves", []),
}


@pytest.fixture
def good(played: Whole) -> list[Record]:
    """The lines of a backup of one rehearsal, as plain data."""
    return [json.loads(line) for line in lines(written([played]))]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_not_have_been_a_rehearsal_is_refused_and_the_next_one_taken(
    good: list[Record], played: Whole, name: str
) -> None:
    header, scenario, record, end = good
    bad = json.loads(json.dumps(record))
    HOSTILE[name](bad)
    refused, taken = read(packed(header, scenario, bad, record, end | {"records": 2}))
    assert isinstance(refused, Refused) and refused.line == 3 and refused.why and not refused.last
    assert taken == played


@pytest.mark.parametrize("name", OF_REPORTS)
def test_a_report_that_would_break_the_screens_is_refused(good: list[Record], name: str) -> None:
    header, scenario, record, end = good
    finished(record)
    assert isinstance(read(packed(header, scenario, record, end))[0], Whole), "as it is, it is taken"
    OF_REPORTS[name](record)
    (refused,) = read(packed(header, scenario, record, end))
    assert isinstance(refused, Refused)


def test_replies_that_the_scenario_does_not_have_are_refused(good: list[Record]) -> None:
    header, scenario, record, end = good
    judged = {"judgement": {"verdicts": [], "replies": [[0, 99]]}}
    record["events"].append({"at": "2026-11-23T09:00:00Z", "kind": "AnswerJudged", "body": judged})
    (refused,) = read(packed(header, scenario, record, end))
    assert isinstance(refused, Refused) and "does not fit its scenario" in refused.why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"\n", "no JSON"),
        (b"\xff\xfe\n", "no JSON"),
        (b"[" * 100_000 + b"\n", "nested too deeply"),
        (b"[]\n", "no record"),
        (b'{"kind":"rehearsal","id":' + b"9" * 10_000 + b"}\n", "integer string conversion"),
        (b'{"kind":"bomb"}\n', "no such record"),
        (b'{"kind":"file","name":"x.toml"}\n', "its text is no text"),
        (b'{"kind":"file","name":"x.toml","text":"\\ud900"}\n', "can't encode"),
    ],
)
def test_a_line_that_is_no_record_is_passed_over(good: list[Record], played: Whole, line: bytes, why: str) -> None:
    header, scenario, record, end = good
    refused, taken = read(packed(header, line, scenario, record, end | {"records": 2}))
    assert isinstance(refused, Refused) and refused.line == 2 and why in refused.why
    assert taken == played


def test_a_line_that_is_too_long_ends_the_reading_and_is_never_held_whole(
    good: list[Record], played: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "MOST_BYTES", 1_000_000)
    header, scenario, record, _ = good
    bomb = packed(header, scenario, record, b" " * 50_000_000)
    taken, refused = read(bomb)
    assert taken == played
    assert isinstance(refused, Refused) and refused.last and refused.line == 4


def test_a_line_of_countless_values_is_not_taken_apart(good: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "MOST_PARTS", 1_000)
    header, *_, end = good
    (refused,) = read(packed(header, b"[" + b"[]," * 2_000 + b"[]]\n", end))
    assert isinstance(refused, Refused) and "more than anything" in refused.why


def test_a_file_of_nothing_but_bad_lines_is_given_up(good: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "MOST_REFUSED", 20)
    found = read(packed(good[0], b"x\n" * 1_000))
    assert len(found) == 20
    assert isinstance(found[-1], Refused) and found[-1].last


def test_scenarios_without_end_are_not_kept_in_mind(good: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "MOST_SCENARIOS", 2_000)
    many = [{"kind": "scenario", "text": f"{number:0500}"} for number in range(200)]
    refused = [each for each in read(packed(good[0], *many)) if isinstance(each, Refused)]
    assert any("too many scenarios" in each.why for each in refused)


def test_wherever_a_file_was_cut_off_what_is_whole_is_taken_and_the_rest_told(played: Whole) -> None:
    data = written([replace(played, id=id_) for id_ in IDS])
    for length in range(len(data) - 1):
        try:
            *taken, refused = read(data[:length])
        except NotABackup:
            continue
        assert isinstance(refused, Refused) and refused.last
        assert taken == [replace(played, id=id_) for id_ in IDS][: len(taken)]


def test_a_changed_byte_is_told(played: Whole) -> None:
    whole: list[OwnFile | Whole] = [replace(played, id=id_) for id_ in IDS]
    data = written(whole)
    for place in range(10, len(data), 7):
        try:
            found = read(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        except NotABackup:
            continue
        # A few bits of a compressed stream only fill its last byte: nothing is changed by them.
        assert found == whole or any(isinstance(each, Refused) for each in found), f"byte {place}"


def test_one_that_somebody_unpacked_is_read_too(played: Whole) -> None:
    assert read(b"".join(lines(written([played])))) == [played]


def test_a_backup_of_a_newer_closer_is_refused_with_what_to_do(good: list[Record]) -> None:
    with pytest.raises(NotABackup, match=r"newer closer \(its format is 2, this one knows 1\)\. Upgrade closer"):
        read(packed(good[0] | {"format": 2}, *good[1:]))


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"x", b"\x1f\x8b", b"\0" * 100),
        # Without the time in it: every process is to find the same tests.
        *(gzip.compress(data, mtime=0) for data in (b"", b"{}\n", b'{"closer":"1","format":true}\n')),
    ],
)
def test_what_is_no_backup_is_told_before_anything_is_done(data: bytes) -> None:
    with pytest.raises(NotABackup, match="no backup of closer"):
        read_backup(io.BytesIO(data))
