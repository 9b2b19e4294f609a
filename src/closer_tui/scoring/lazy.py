"""A scorer that is loaded when it is first needed, once, from whatever thread asks first."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread

from closer_tui.scoring.verdict import Judgement, Kind, Scorer


class LazyScorer:
    """A Scorer whose model is loaded by the first judgement, or before it by `warm`."""

    def __init__(self, load: Callable[[], Scorer]) -> None:
        self._load = load
        self._lock = Lock()
        self._scorer: Scorer | None = None

    def warm(self) -> Scorer:
        """Load now; returns when the scorer is ready. Raises what loading raises, again at each try."""
        with self._lock:
            if self._scorer is None:
                self._scorer = self._load()
            return self._scorer

    @property
    def version(self) -> str:
        return self.warm().version

    def judge(self, text: str, kind: Kind) -> Judgement:
        return self.warm().judge(text, kind)


def warm_aside(scorer: Scorer, failed: Callable[[Exception], None] | None = None) -> None:
    """Load a scorer that is loaded when it is needed, on a thread of its own, while somebody reads. Returns at once.
    `failed` is called on that thread with whatever a broken installation raises; without it nothing is told here,
    for the first judgement raises it again, where it can be told."""
    if not isinstance(scorer, LazyScorer):
        return

    def load() -> None:
        try:
            scorer.warm()
        except Exception as error:
            if failed is not None:
                failed(error)

    Thread(target=load, name="closer-scorer", daemon=True).start()


def standard_scorer() -> LazyScorer:
    """The scorer that comes with the program, not loaded yet."""

    def load() -> Scorer:
        from closer_tui.scoring.scorer import load_scorer

        return load_scorer()

    return LazyScorer(load)
