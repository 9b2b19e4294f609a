"""Judgements that are remembered from one process to the next, so that a text is judged once.

For `closer check`, which is run again after every change to a scenario, most of whose samples are as they were: to
load the scorer and judge them takes a second. Kept are verdicts by a digest of the text, never the text, for as long
as model and code are the same. A memory that is damaged, from elsewhere or can't be written counts as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from closer_tui.paths import data_dir, make_private
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.verdict import Judgement, Kind, Scorer, Span, Verdict

MOST = 1_000
"""Texts that are remembered, the last ones asked about; those of thirty scenarios are 500."""
MOST_BYTES = 8_000_000

log = logging.getLogger(__name__)


class RememberedScorer:
    """A Scorer that asks another one about what was never judged before. `by` names what judges, in every part that a
    judgement depends on. Call `keep` in the end."""

    def __init__(self, scorer: Scorer, path: Path, by: str) -> None:
        self._scorer = scorer
        self._path = path
        self._by = by
        self._before = _kept(path, by)
        self._asked: dict[str, Any] = {}
        self._new = False

    @property
    def version(self) -> str:
        return self._scorer.version

    def judge(self, text: str, kind: Kind) -> Judgement:
        key = hashlib.sha256(f"{kind}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
        stored = self._asked.get(key) or self._before.get(key)
        judgement = _read(stored, text, kind)
        if judgement is None:
            judgement = self._scorer.judge(text, kind)
            stored, self._new = _stored(judgement), True
        self._asked[key] = stored
        return judgement

    def keep(self) -> None:
        """Remember what was judged; nothing where nothing else of the user's is kept yet."""
        if not self._new or not data_dir().is_dir():
            return
        others = [(key, stored) for key, stored in self._before.items() if key not in self._asked]
        judged = dict([*self._asked.items(), *others][:MOST])
        try:
            from closer_tui.files import replace_file

            make_private(self._path.parent)
            replace_file(self._path, json.dumps({"by": self._by, "judged": judged}).encode())
        except (OSError, ValueError) as error:
            log.info("judgements are not kept: %s", error)


def _kept(path: Path, by: str) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        kept = json.loads(data) if len(data) <= MOST_BYTES else None
    except (OSError, ValueError, RecursionError):
        return {}
    judged = kept.get("judged") if isinstance(kept, dict) and kept.get("by") == by else None
    return judged if isinstance(judged, dict) else {}


def _stored(judgement: Judgement) -> list[object]:
    verdicts = [
        [v.criterion, v.outcome, v.met, v.confidence, [[span.start, span.end] for span in v.evidence], v.reason]
        for v in judgement.verdicts
    ]
    return [verdicts, judgement.topics, judgement.scorer]


def _read(stored: object, text: str, kind: Kind) -> Judgement | None:
    """What was stored, where it is a whole judgement of this text."""
    match stored:
        case [list(verdicts), [*topics], str(scorer)] if all(topic in TOPICS for topic in topics):
            read = [_verdict(each, len(text)) for each in verdicts]
            whole = [verdict for verdict in read if verdict is not None]
            if tuple(verdict.criterion for verdict in whole) == (EMAIL_NAMES if kind == "email" else SPOKEN_NAMES):
                return Judgement(tuple(whole), tuple(map(str, topics)), scorer)
    return None


def _verdict(stored: object, length: int) -> Verdict | None:
    match stored:
        case [
            str(name),
            ("met" | "not_met" | "not_sure") as outcome,
            bool(met),
            float(sure),
            [*pairs],
            str(reason),
        ]:
            spans = [_span(pair, length) for pair in pairs]
            if 0 <= sure <= 1 and None not in spans:
                evidence = tuple(span for span in spans if span is not None)
                return Verdict(name, outcome, met, sure, evidence, reason)
    return None


def _span(stored: object, length: int) -> Span | None:
    match stored:
        case [int(start), int(end)] if 0 <= start < end <= length:
            return Span(start, end)
    return None
