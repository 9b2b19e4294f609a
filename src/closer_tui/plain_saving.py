"""In lines: the words of a rehearsal that can't be kept at the moment, told of once and saved elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from closer_tui.i18n import _
from closer_tui.journal import Draft
from closer_tui.linear import Linear
from closer_tui.own_words import own_words, save_words, words_file
from closer_tui.rehearsal import State
from closer_tui.scoring.text import one_line


def tell(linear: Linear, trouble: str) -> None:
    """Say what is wrong with the journal now; empty: nothing is any more, and all is written."""
    if trouble:
        rest = _("The rehearsal goes on. /save on the first line of an answer saves your words elsewhere.")
        linear.say(_("Note: {what}").format(what=f"{one_line(trouble)} {rest}"))
    else:
        linear.say(_("Note: What could not be saved before is saved now."))


def save_elsewhere(linear: Linear, state: State, draft: Draft) -> None:
    """Save what was said so far into a file of its own: in the folder that closer was started in, or, where that can't
    be, wherever the person says."""
    when = datetime.now().astimezone()
    words, name = own_words(state, draft, when), str(words_file(Path.cwd(), state, when))
    while name:
        try:
            linear.say(_("Saved as {path}.").format(path=save_words(Path.cwd() / Path(name).expanduser(), words)))
        except FileExistsError:
            linear.say(_("There is a file of this name already, and it stays as it is."))
        except (OSError, ValueError, RuntimeError) as error:  # ValueError: a name with NUL; RuntimeError: ~nobody
            why = one_line(getattr(error, "strerror", "") or str(error))
            linear.say(_("It can't be written as {path} ({why}).").format(path=one_line(name), why=why))
        else:
            return
        if not linear.interactive:
            return
        linear.say(_("Write the path of another file; an empty line leaves it."))
        name = (linear.line() or "").strip()
