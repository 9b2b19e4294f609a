"""`closer score --jsonl --jobs N`: several processes, and all that one process promises."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from closer_tui.cli import main
from closer_tui.commands import jobs
from closer_tui.commands.ending import Failure
from closer_tui.commands.jobs import MOST, in_order
from closer_tui.commands.score import Row

CORPUS = Path(__file__).parents[1] / "corpus"


def run(data: bytes, *arguments: str) -> tuple[int, bytes, str]:
    done = CliRunner().invoke(main, ["score", "--jsonl", *arguments], input=data)
    return done.exit_code, done.stdout_bytes, done.stderr


def lines(count: int) -> list[str]:
    """Short and long answers by turns, so that later ones are done before earlier ones."""
    texts = [json.loads(line)["text"] for line in (CORPUS / "dev_k.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = [" ".join(texts[at : at + 12]) if at % 3 == 0 else texts[at] for at in range(count)]
    return [json.dumps({"id": [at], "kind": "free", "text": text}) for at, text in enumerate(chosen)]


def test_more_processes_write_the_same_answers_in_the_same_order() -> None:
    rows = lines(30)
    rows[3] = json.dumps({"id": None, "kind": "email", "text": "half a pair \ud800, שלום"})
    rows[7] = "not JSON"
    data = ("\n".join(rows) + "\n\n").encode()
    alone, together = run(data), run(data, "--jobs", "3")
    assert together == alone
    assert alone[0] == 1 and "standard input, line 8: not JSON" in alone[2]
    assert [json.loads(line)["id"] for line in alone[1].splitlines()][:5] == [[0], [1], [2], None, [4]]


def test_no_input_is_no_output() -> None:
    assert run(b"", "--jobs", "2") == (0, b"", "")


@pytest.mark.parametrize("number", ["0", "-1", str(MOST + 1), "two", ""])
def test_a_number_of_processes_that_makes_no_sense_is_refused(number: str) -> None:
    status, said, stderr = run(b"", "--jobs", number)
    assert (status, said) == (2, b"")
    assert "--jobs" in stderr


def test_the_command_and_its_processes_mean_the_same_limit() -> None:
    assert run(b"", "--jobs", str(MOST))[0] == 0


@pytest.mark.parametrize("other", [["--move", "email"], ["--about"]])
def test_processes_are_for_many_answers(other: list[str]) -> None:
    done = CliRunner().invoke(main, ["score", *other, "--jobs", "2"], input=b"")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--jobs goes with --jsonl" in done.stderr


def test_a_file_that_is_no_model_is_told_once(tmp_path: Path) -> None:
    model = tmp_path / "other.safetensors"
    model.write_bytes(b"no model")
    status, said, stderr = run(lines(1)[0].encode(), "--jobs", "2", "--model", str(model))
    assert (status, said) == (1, b"")
    assert stderr.count("Name a model file with --model.") == 1 and "Traceback" not in stderr


def test_a_reader_who_goes_away_ends_it(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(lines(100)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "closer_tui", "score", "--jsonl", "--jobs", "2"]
    with (
        (tmp_path / "in.jsonl").open("rb") as asked,
        subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process,
    ):
        assert process.stdout is not None and process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == [0]
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


# --- the order, and what is held ---------------------------------------------------------------------------


def row(at: int) -> Row:
    return {"id": at, "kind": "free", "text": ""}


def done(value: bytes) -> Future[bytes]:
    future: Future[bytes] = Future()
    future.set_result(value)
    return future


def failed(error: BaseException) -> Future[bytes]:
    future: Future[bytes] = Future()
    future.set_exception(error)
    return future


def test_no_more_is_read_than_can_be_held() -> None:
    """A row is read only when one of those before it has been written, but for a few."""
    read, most = [0], [0]
    out = io.BytesIO()

    def rows() -> Iterator[Row]:
        for at in range(200):
            read[0] += 1
            most[0] = max(most[0], read[0] - out.getvalue().count(b"\n"))
            yield row(at)

    futures: dict[int, Future[bytes]] = {}

    def paired(each: Row) -> Future[bytes]:
        """Results come in pairs, the later one first."""
        mine = futures[each["id"]] = Future()
        if each["id"] % 2:
            mine.set_result(b"%d\n" % each["id"])
            futures.pop(each["id"] - 1).set_result(b"%d\n" % (each["id"] - 1))
        return mine

    in_order(rows(), paired, out, 6)
    assert out.getvalue() == b"".join(b"%d\n" % at for at in range(200))
    assert most[0] <= 6 + 3


@pytest.mark.parametrize("error", [BrokenPipeError(), BrokenProcessPool("killed"), KeyboardInterrupt()])
def test_what_goes_wrong_ends_the_reading_and_is_raised(error: BaseException) -> None:
    read: list[int] = []

    def rows() -> Iterator[Row]:
        for at in range(10_000):
            read.append(at)
            yield row(at)

    out = io.BytesIO()
    with pytest.raises(type(error)):
        in_order(rows(), lambda each: failed(error) if each["id"] == 2 else done(b"x"), out, 4)
    assert out.getvalue() == b"xx"
    assert len(read) < 10_000

    def interrupted() -> Iterator[Row]:
        yield row(0)
        raise error

    with pytest.raises(type(error)):
        in_order(interrupted(), lambda _: done(b"x"), io.BytesIO(), 4)


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: Any) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(jobs, "in_order", die)
    with pytest.raises(Failure, match="ended before its work was done"):
        jobs.judge_by(2, [], None, io.BytesIO())
