"""`closer score --about`: how well the scorer agrees with people, as measured."""

from __future__ import annotations

from pathlib import Path

import msgspec

from closer_tui.commands.ending import FINE, Failure
from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.scoring.accuracy import CARD, CardError, model_hash, page, read_card
from closer_tui.scoring.scorer import MODEL
from closer_tui.scoring.text import printable


def show_accuracy(as_json: bool, model: Path | None) -> int:
    """Print the accuracy card, as a page or as JSON. Raises Failure where there is none for the model."""
    path = model or MODEL
    try:
        card = read_card(CARD)
        known = model_hash(path)
    except CardError as error:
        what = _("The accuracy card can't be read: {why}.").format(why=error)
        raise Failure(what, _("Install closer-tui again.")) from error
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise Failure(f"{path}: {why}.", _("Name a model file with --model.")) from error
    if card.model != known:
        help_ = _("Leave out --model for the bundled one.") if model else _("Install closer-tui again.")
        what = _("{path}: the accuracy card is not about this model, but about {scorer}.")
        raise Failure(what.format(path=path, scorer=card.scorer), help_)
    print(
        msgspec.json.format(msgspec.json.encode(card), indent=2).decode() if as_json else printable(page(card)).rstrip()
    )
    return FINE
