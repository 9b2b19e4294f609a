"""Progress for programs: plain data, its words in English whatever the interface speaks."""

from __future__ import annotations

from collections.abc import Iterator

from closer_tui.i18n import in_english
from closer_tui.practice.progress import Progress, SelfJudged, advised
from closer_tui.practice.progress_text import remark
from closer_tui.practice.timeline import Mark


def to_data(shown: Progress) -> dict[str, object]:
    """All of it as plain data, its words in English."""
    with in_english():
        remarks = [remark(row) for row in shown.rows]
    return {
        "scenario": shown.choice.name or None,
        "level": shown.choice.level,
        "total": shown.total,
        "runs": shown.runs,
        "best": shown.best if shown.runs else None,
        "median": shown.now,
        "median_before": shown.before,
        "marks": list(_marks(shown.marks)),
        "each": shown.each,
        "dated": list(_marks(shown.dated)),
        "scenarios": [
            {"name": each.name, "title": each.title, "runs": each.runs}
            | {"first": each.first, "last": each.last, "best": each.best}
            for each in shown.scenarios
        ],
        "moves": [
            {"move": row.move, "title": row.title, "results": list(row.cells), "remark": said}
            for row, said in zip(shown.rows, remarks, strict=True)
        ],
        "missed": [
            {"name": each.name, "flag": each.flag, "missed": each.missed, "of": each.of}
            | {"title": each.title, "advice": each.advice}
            for each in shown.missed
        ],
        "length": [
            {"move": each.move, "title": each.title, "words": each.words, "last_words": each.last_words}
            | {"advised_words": list(advised(each.move)), "seconds": each.seconds, "last_seconds": each.last_seconds}
            for each in shown.answered
        ],
        "self_rating": None if shown.judged_self is None else _judged_self(shown.judged_self),
    }


def _judged_self(found: SelfJudged) -> dict[str, object]:
    imagined = {"name": found.imagined, "times": found.times} if found.imagined else None
    return {"runs": found.rated, "percent": found.now, "percent_before": found.before, "imagined": imagined}


def _marks(marks: tuple[Mark, ...]) -> Iterator[dict[str, object]]:
    for mark in marks:
        yield {"run": mark.run, "finished": mark.when.isoformat(), "completeness": mark.completeness} | {
            "level": mark.level,
            "runs": mark.runs,
        }
