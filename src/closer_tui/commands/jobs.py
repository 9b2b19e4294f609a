"""Many answers judged by several processes at once, written in the order in which they were asked."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO

from closer_tui.commands.ending import Failure
from closer_tui.commands.model import load
from closer_tui.commands.score import Row, answer_to
from closer_tui.i18n import _
from closer_tui.scoring.verdict import Scorer

MOST = 61
"""Processes; Windows can't wait for more."""
AHEAD = 4
"""Answers for each process that are read before the oldest of them is written: what bounds the memory."""

_scorers: list[Scorer] = []


def judge_by(jobs: int, rows: Iterable[Row], model: Path | None, out: BinaryIO) -> None:
    """Judge rows as they come with so many processes, and write each answer as soon as all before it are written.
    Raises Failure where a process dies."""
    # The same start on every platform; a copy of a process that has threads may hang.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(model,))
    try:
        in_order(rows, lambda row: pool.submit(_judge, row), out, AHEAD * jobs)
    except BrokenProcessPool as error:
        help_ = _("Its answer and those after it are missing; use fewer --jobs where memory is short.")
        raise Failure(_("A process that judges ended before its work was done."), help_) from error
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(rows: Iterable[Row], submit: Callable[[Row], Future[bytes]], out: BinaryIO, ahead: int) -> None:
    """Write the results in the order of the rows, at most `ahead` of them not written yet. A thread writes, so that
    a program that asks, waits for the answer and asks again is not kept waiting. What fails in it is raised here."""
    waiting: Queue[Future[bytes] | None] = Queue(ahead)
    trouble: list[BaseException] = []

    def write() -> None:
        while (future := waiting.get()) is not None:
            if trouble:
                continue  # what still comes is let go, so that nobody waits for room
            try:
                out.write(future.result())
                out.flush()
            except BaseException as error:
                trouble.append(error)

    writer = Thread(target=write, name="writer")
    writer.start()
    try:
        for row in rows:
            if trouble:
                break
            waiting.put(submit(row))
    except BaseException as error:
        trouble.append(error)
    finally:
        waiting.put(None)
        writer.join()
    if trouble:
        raise trouble[0]


def _begin(model: Path | None) -> None:
    # Ctrl-C goes to every process of the terminal; the one that started the others tells of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _scorers.append(load(model))


def _judge(row: Row) -> bytes:
    return answer_to(_scorers[0], row)
