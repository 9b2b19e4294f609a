"""A scorer that is loaded once, when it is needed or while somebody reads."""

from __future__ import annotations

import threading
from queue import SimpleQueue

import pytest

from closer_tui.scoring.lazy import LazyScorer, warm_aside
from closer_tui.scoring.verdict import Scorer


def test_a_scorer_warmed_aside_is_loaded_once_and_the_first_judgement_waits_for_it(word_scorer: Scorer) -> None:
    loads: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def load() -> Scorer:
        loads.append(threading.current_thread().name)
        begun.set()
        assert go_on.wait(10)
        return word_scorer

    scorer = LazyScorer(load)
    warm_aside(scorer)
    assert begun.wait(10)
    go_on.set()
    assert scorer.version == word_scorer.version
    assert len(loads) == 1 and loads[0] != threading.current_thread().name


def test_what_loading_raises_is_handed_over_and_raised_again_by_the_first_judgement() -> None:
    def load() -> Scorer:
        raise OSError("the weights are missing")

    scorer, told = LazyScorer(load), SimpleQueue[Exception]()
    warm_aside(scorer, told.put)
    assert str(told.get(timeout=10)) == "the weights are missing"
    with pytest.raises(OSError, match="the weights are missing"):
        scorer.judge("Hello.", "spoken")


def test_another_scorer_needs_no_warming(word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("closer_tui.scoring.lazy.Thread", lambda **_: pytest.fail("it loads what is loaded"))
    warm_aside(word_scorer)
