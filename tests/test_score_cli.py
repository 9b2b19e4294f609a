"""`closer score`: what programs read line by line, and what a person is told about one text."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from closer_tui.cli import main
from closer_tui.commands import score
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.verdict import Scorer

CORPUS = Path(__file__).with_name("corpus")


@pytest.fixture
def words(word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command judges with the test's scorer."""
    monkeypatch.setattr(score, "load", lambda _: word_scorer)


def jsonl(data: bytes | str) -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(main, ["score", "--jsonl"], input=data)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def row(text: str, kind: str = "free", key: object = 1) -> str:
    return json.dumps({"id": key, "kind": kind, "text": text}) + "\n"


@pytest.mark.usefixtures("words")
def test_a_line_comes_back_for_each_line_in_order() -> None:
    kinds = ["email", "questions", "value", "interest", "free"]
    status, rows, stderr = jsonl("".join(row("asks team", kind, key) for key, kind in enumerate(kinds)))
    assert (status, stderr) == (0, "")
    assert [each["id"] for each in rows] == [0, 1, 2, 3, 4]
    assert [tuple(each["criteria"]) for each in rows] == [EMAIL_NAMES, *[SPOKEN_NAMES] * 4]
    assert [each["topics"] for each in rows] == [[], *[["team"]] * 4]
    assert rows[1]["criteria"]["asks"] == {
        "met": True,
        "verdict": "met",
        "confidence": 0.9,
        "evidence": [{"start": 0, "end": 4, "text": "asks"}],
        "reason": "asks was said.",
    }
    assert {each["scorer"] for each in rows} == {"words-1"}


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": 1, "kind": "free"}', "'text' missing"),
        (b'{"text": "x"}', "'id' and 'kind' missing"),
        (b'{"id": 1, "kind": "speech", "text": "x"}', "'kind' is \"speech\""),
        (b'{"id": 1, "kind": ["free"], "text": "x"}', "'kind' is [\"free\"]"),
        (b'{"id": 1, "kind": "free", "text": 5}', "'text' is not a string"),
        (b'{"id": 1, "kind": "free", "text": "\xff"}', "byte 36 is not UTF-8"),
        (b"\x00\x01\x02", "not JSON"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_rest_is_judged(line: bytes, found: str) -> None:
    status, rows, stderr = jsonl(row("asks").encode() + line + b"\n\n" + row("team", key="last").encode())
    assert status == 1
    assert [each["id"] for each in rows] == [1, "last"]
    assert "standard input, line 2: " in stderr
    assert found in stderr
    assert 'expected {"id"' in stderr
    assert "Traceback" not in stderr


@pytest.mark.usefixtures("words")
def test_a_line_that_never_ends_is_refused_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score, "LONGEST_LINE", 200)
    status, rows, stderr = jsonl(row("x" * 1000) + row("asks"))
    assert (status, len(rows)) == (1, 1)
    assert "line 1: it is longer than 200 bytes" in stderr


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    "text", ["", " \n", "\ud800 asks", "asks 👩‍💻 שלום", "asks\x00\x1b[0m\u2028team", "asks " * 40_000]
)
def test_any_text_comes_through_with_its_offsets(text: str) -> None:
    status, rows, stderr = jsonl(row(text))
    assert (status, stderr) == (0, "")
    for span in rows[0]["criteria"]["asks"]["evidence"]:
        assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.usefixtures("words")
def test_no_input_is_no_output() -> None:
    assert jsonl("") == (0, [], "")


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")])
def test_lines_are_answered_one_by_one(jobs: tuple[str, ...]) -> None:
    """Nothing waits for the end of the input: a program may ask, read, and ask again."""
    command = [sys.executable, "-m", "closer_tui", "score", "--jsonl", *jobs]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        for key in range(3):
            process.stdin.write(row("What do you enjoy most about working here?", key=key).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == key
        process.stdin.close()
        assert process.wait(20) == 0


def test_the_real_scorer_keeps_what_the_format_promises() -> None:
    lines = [
        line
        for name in ("dev_a.jsonl", "dev_h.jsonl", "dev_k.jsonl")
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()[:25]
    ]
    status, rows, stderr = jsonl("\n".join(lines) + "\n")
    assert (status, stderr) == (0, "")
    asked = [json.loads(line) for line in lines]
    assert [each["id"] for each in rows] == [each["id"] for each in asked]
    right = total = 0
    for wanted, got in zip(asked, rows, strict=True):
        assert tuple(got["criteria"]) == (EMAIL_NAMES if wanted["kind"] == "email" else SPOKEN_NAMES)
        assert set(got["topics"]) <= set(TOPICS)
        for name, verdict in got["criteria"].items():
            assert verdict["verdict"] in ("met", "not_met", "not_sure")
            assert 0.5 <= verdict["confidence"] <= 1
            assert not verdict["met"] or verdict["evidence"]
            for span in verdict["evidence"]:
                assert wanted["text"][span["start"] : span["end"]] == span["text"] != ""
            right += verdict["met"] == bool(wanted["labels"][name])
            total += 1
    assert right / total > 0.9


# --- a person's report -------------------------------------------------------------------------------------


def report(*arguments: str, data: bytes = b"") -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["score", *arguments], input=data)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.usefixtures("words")
def test_one_text_gets_a_report_on_its_move(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes(b"\xef\xbb\xbfSubject: greeting\r\n\r\nDear \x1b[31m, thanks_time\r\n")
    status, said, stderr = report("--move", "email", str(draft))
    assert (status, stderr) == (0, "")
    assert "Met: Opened with a greeting, 2 of 2 points." in said
    assert "Not met: Thanked them for considering you" in said
    assert "Scored by words-1." in said
    assert "\x1b" not in said


@pytest.mark.usefixtures("words")
def test_one_text_is_told_how_it_was_said_too() -> None:
    status, said, _ = report("--move", "questions", data=b"Um, asks, um, you know, team")
    assert status == 0
    assert said.split("How it was said, not scored:\n")[1].startswith(
        "6 words, about 2 s to say.\n3 fillers in 6 words (“um” twice, “you know”).\nInstead: take a breath"
    )


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("move", ["questions", "value", "interest", "email"])
def test_standard_input_is_judged_where_no_file_is_named(move: str) -> None:
    status, said, _ = report("--move", move, data=b"asks strength interested greeting\n")
    assert status == 0
    assert said.count("\nMet: ") == 1


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing to judge"),
        (b" \r\n\t", "nothing to judge"),
        (b"fine\nthen \xff", ":2: not UTF-8"),
        (b"\x7fELF\n\0\0\0", ":2: not text"),
        ("Dear Ann".encode("utf-16"), ":1: not text"),
        (b"x" * 2_000_001, "larger than 2,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_text_is_told_with_its_place(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    for arguments, data, place in (([str(path)], b"", str(path)), ([], content, "standard input")):
        status, said, stderr = report("--move", "value", *arguments, data=data)
        assert (status, said) == (1, "")
        assert f"{place}{says}" in stderr or f"{place}: {says}" in stderr
        assert "Traceback" not in stderr


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("name", ["missing.txt", ".", "nul\0in-it", "x" * 5000])
def test_a_file_that_can_t_be_read_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, said, stderr = report("--move", "value", name)
    assert (status, said) == (1, "")
    assert stderr.startswith(f"closer: {name.replace(chr(0), chr(0xFFFD))}: ")
    assert "Name a text file, or - for standard input." in stderr


@pytest.mark.parametrize(
    "arguments", [[], ["--jsonl", "--move", "email"], ["--jsonl", "answers.jsonl"], ["--move", "bribe"], ["--move"]]
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    status, said, stderr = report(*arguments)
    assert (status, said) == (2, "")
    assert "Error: " in stderr


@pytest.mark.parametrize("content", [None, b"", b"not a model", b"\x05\0\0\0\0\0\0\0{}{}{", b"\xff" * 100])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: bytes | None) -> None:
    model = tmp_path / "other.safetensors"
    if content is not None:
        model.write_bytes(content)
    status, said, stderr = report("--move", "value", "--model", str(model), data=b"I know Go")
    assert (status, said) == (1, "")
    assert str(model) in stderr
    assert "Name a model file with --model." in stderr


def test_memory_stays_the_same_however_many_lines_there_are(
    word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line is judged and written before the next one is read."""
    written: list[int] = []

    class Endless(io.RawIOBase):
        asked = 0

        def readable(self) -> bool:
            return True

        def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
            Endless.asked += 1
            written.append(out.count(b"\n"))
            return row("asks", key=self.asked).encode() if self.asked <= 50 else b""

    out = bytearray()

    class Sink(io.RawIOBase):
        def write(self, data: Any, /) -> int:
            out.extend(data)
            return len(data)

    class Streams:
        def __init__(self, buffer: io.RawIOBase) -> None:
            self.buffer = buffer

    monkeypatch.setattr(score, "load", lambda _: word_scorer)
    monkeypatch.setattr("sys.stdin", Streams(Endless()))
    monkeypatch.setattr("sys.stdout", Streams(Sink()))
    assert score.score_lines(None) == 0
    assert written == list(range(51))
