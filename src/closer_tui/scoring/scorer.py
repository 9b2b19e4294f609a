"""The scorer: one answer in, verdicts with evidence and reasons out.

Importing this module is cheap; NumPy and the model are loaded by `load_scorer`.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from closer_tui.scoring.calibration import Scale, from_json
from closer_tui.scoring.evidence import Window, evidence_for
from closer_tui.scoring.forms import closes, opens, shifted
from closer_tui.scoring.gate import asks_once_at_most, is_nothing
from closer_tui.scoring.reasons import NOTHING, reason_for
from closer_tui.scoring.rubric import EMAIL_NAMES, IMPLIED, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.tokens import WordPiece
from closer_tui.scoring.verdict import Judgement, Kind, Outcome, Span, Verdict
from closer_tui.scoring.windows import pieces_of, windows_of

if TYPE_CHECKING:
    from closer_tui.scoring.encoder import Encoder

MODEL = Path(__file__).with_name("model.safetensors")
NETWORK = "minilm-1"
# Below this confidence the outcome is "not sure". How many verdicts that makes unsure, and how many of those would have
# been right, stands on the accuracy card.
SURE = 0.75
# The confidence in what is decided without the network.
CERTAIN = 0.999


class FileScorer:
    """Judges by the network in one model file. May be shared between threads."""

    def __init__(self, path: Path) -> None:
        # One thread: the matrices are small, and where two programs share two cores the threads of the usual
        # linear algebra wait for each other (measured: fifteen times slower). Read when NumPy is first imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        digest = _Digest(path)
        from closer_tui.scoring.encoder import LABELS, Encoder
        from closer_tui.scoring.weights import ModelError, read

        stored, whole = read(path)
        try:
            self._encoder: Encoder = Encoder(stored)
            self._tokenizer = WordPiece(bytes(stored.arrays["vocabulary"]).decode().split("\n"))
            scales = from_json(stored.notes["calibration"])
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{path} is no model that this version can read ({error})") from error
        self._scales = {name: scales.get(name, Scale()) for name in LABELS}
        self._version = f"{NETWORK}+{(digest.wait() or hashlib.sha256(whole).hexdigest())[:8]}"
        _let_go(whole)

    @property
    def version(self) -> str:
        return self._version

    def judge(self, text: str, kind: Kind) -> Judgement:
        """Verdicts on one answer, in the rubric's order, and the topics of its questions."""
        windows = [] if is_nothing(text, kind) else self._windows(text)
        names = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
        if not windows:
            nothing = tuple(Verdict(name, "not_met", False, CERTAIN, (), NOTHING) for name in names)
            return Judgement(nothing, (), self._version)
        beliefs = {name: self._belief(name, windows) for name in (*names, *TOPICS)}
        if kind == "email":
            beliefs["greeting"] = shifted(beliefs["greeting"], opens(text))
            beliefs["sign_off"] = shifted(beliefs["sign_off"], closes(text))
        else:
            several = max(beliefs["several"], self._asked_twice(windows))
            beliefs["several"] = min(several, 1 - CERTAIN) if asks_once_at_most(text) else several
            beliefs.update(self._consistent(beliefs))
        met = {name: self._is_met(name, beliefs[name]) for name in names}
        sure = {name: confidence(met[name], beliefs[name]) for name in names}
        outcomes: dict[str, Outcome] = {
            name: "not_sure" if sure[name] < SURE else "met" if met[name] else "not_met" for name in names
        }
        topics = self._topics(beliefs, met, outcomes) if kind == "spoken" else ()
        verdicts = tuple(
            Verdict(
                name,
                outcomes[name],
                met[name],
                sure[name],
                self._evidence(name, text, windows) if met[name] else (),
                reason_for(name, outcomes[name], met, topics),
            )
            for name in names
        )
        return Judgement(verdicts, topics, self._version)

    def logits(self, text: str) -> dict[str, float]:
        """The raw logits of a text, its windows combined as for a verdict: what calibration is fitted on."""
        windows = self._windows(text)
        return {name: self._logit(name, windows) for name in self._scales} if windows else {}

    def _windows(self, text: str) -> list[Window]:
        from closer_tui.scoring.encoder import LABELS, LONGEST

        start, end = self._tokenizer.start, self._tokenizer.end
        pieces = pieces_of(text, self._tokenizer)
        windows = []
        for part in windows_of(text, pieces, LONGEST - 2):
            reading = self._encoder.read([start, *(piece.row for piece in part), end])
            logits = dict(zip(LABELS, reading.logits.tolist(), strict=True))
            windows.append(Window(part, logits, dict(zip(LABELS, reading.added, strict=True))))
        return windows

    def _logit(self, name: str, windows: Sequence[Window]) -> float:
        """What is said in any window is said; a greeting stands at the beginning and a sign-off at the end."""
        if name == "greeting":
            return windows[0].logits[name]
        if name == "sign_off":
            return windows[-1].logits[name]
        return max(window.logits[name] for window in windows)

    def _belief(self, name: str, windows: Sequence[Window]) -> float:
        return self._scales[name].probability(self._logit(name, windows))

    def _asked_twice(self, windows: Sequence[Window]) -> float:
        """How likely it is that two windows ask: the belief in the second surest."""
        beliefs = sorted(self._scales["asks"].probability(window.logits["asks"]) for window in windows)
        return beliefs[-2] if len(beliefs) > 1 else 0.0

    def _is_met(self, name: str, belief: float) -> bool:
        return belief >= self._scales[name].threshold

    def _consistent(self, beliefs: Mapping[str, float]) -> dict[str, float]:
        """The rubric's own logic: who asks several, insightful or unwelcome questions asks; a reason counts
        only beside an interest. Two verdicts that cannot both be right meet in the middle, and fall together."""
        changed: dict[str, float] = {}
        for parent, child in IMPLIED:
            held, other = changed.get(parent, beliefs[parent]), beliefs[child]
            if self._is_met(parent, held) or not self._is_met(child, other):
                continue
            middle = (held + other) / 2
            stands = self._is_met(parent, middle) and self._is_met(child, middle)
            low = min(self._scales[parent].threshold, self._scales[child].threshold) - 0.001
            changed[parent] = changed[child] = middle if stands else min(middle, low)
        # A parent that one child has raised carries the others; one that fell takes them along.
        for parent, child in IMPLIED:
            if not self._is_met(parent, changed.get(parent, beliefs[parent])):
                low = self._scales[child].threshold - 0.001
                changed[child] = min(changed.get(child, beliefs[child]), low)
        return changed

    def _topics(
        self, beliefs: Mapping[str, float], met: Mapping[str, bool], outcomes: Mapping[str, Outcome]
    ) -> tuple[str, ...]:
        """Topics, the surest first; none where nothing is asked, at least one where something surely is."""
        if outcomes["asks"] == "not_met":
            return ()
        ranked = sorted(TOPICS, key=lambda topic: -beliefs[topic])
        found = [topic for topic in ranked if self._is_met(topic, beliefs[topic])]
        return tuple(found or ranked[: 1 if met["asks"] else 0])

    def _evidence(self, name: str, text: str, windows: Sequence[Window]) -> tuple[Span, ...]:
        return evidence_for(name, text, windows)


class _Digest(Thread):
    """The digest of a file, taken while NumPy is imported, which takes as long."""

    def __init__(self, path: Path) -> None:
        super().__init__(name="closer-model-digest", daemon=True)
        self._path = path
        self._digest = ""
        self.start()

    def run(self) -> None:
        with suppress(OSError), self._path.open("rb") as file:  # whoever reads it in earnest tells what is wrong
            self._digest = hashlib.file_digest(file, "sha256").hexdigest()

    def wait(self) -> str:
        """The digest in hexadecimal digits; empty where it could not be taken."""
        self.join()
        return self._digest


def _let_go(whole: memoryview) -> None:
    """Keep no page of the file in this process's memory but those that are looked at from now on: 20 MB less."""
    mapped = whole.obj
    if isinstance(mapped, mmap.mmap) and sys.platform != "win32":
        mapped.madvise(mmap.MADV_DONTNEED)


def confidence(met: bool, belief: float) -> float:
    """The probability that the guess is right, to three digits; even odds where the threshold, which
    favours what is rare, goes against the likelier side."""
    return round(max(0.5, belief if met else 1 - belief), 3)


def load_scorer(path: Path | None = None) -> FileScorer:
    """The bundled scorer, or one from another model file; raises weights.ModelError on a file that is none."""
    return FileScorer(MODEL if path is None else path)
