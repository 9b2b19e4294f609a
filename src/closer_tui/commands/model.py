"""The scorer of a command: loaded when it is needed, and told in a sentence when it can't be."""

from __future__ import annotations

from pathlib import Path

from closer_tui.commands.ending import Failure
from closer_tui.i18n import _
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer


def load(model: Path | None = None) -> Scorer:
    """The scorer, by the bundled model or another one. Raises Failure on a file that is no model."""
    from closer_tui.scoring.scorer import load_scorer
    from closer_tui.scoring.weights import ModelError

    try:
        return load_scorer(model)
    except ModelError as error:
        help_ = _("Install closer-tui again; what you wrote is kept.")
        what = _("The scorer can't be loaded: {why}.").format(why=error)
        raise Failure(what, _("Name a model file with --model.") if model else help_) from error


def lazy() -> LazyScorer:
    """The bundled scorer, loaded by the first judgement."""
    return LazyScorer(load)
