"""Putting a scenario of one's own where its author says, and telling where it is."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from closer_tui import paths
from closer_tui.commands.ending import Failure, complain
from closer_tui.files import reason
from closer_tui.i18n import _, figure, ngettext
from closer_tui.linear import cells
from closer_tui.report_words import one_line
from closer_tui.scenario.load import id_of
from closer_tui.scenario.placing import free_file, own_file, put_scenario
from closer_tui.scoring.text import printable


def named_file(path: str | None) -> Path | None:
    """The file that is named; None where a folder is, or nothing. It is refused before anybody answers questions."""
    if not path or path.endswith(("/", os.sep)) or Path(path).is_dir():
        return None
    file = Path(path)
    if file.suffix != ".toml":
        file = file.with_name(f"{file.name}.toml")
    if os.path.lexists(file):
        raise _taken(file)
    if not file.parent.is_dir():
        what = _("There is no folder {path}.").format(path=file.parent)
        raise Failure(what, _("Make it first, or name a file in a folder that is there."))
    return file


def file_called(title: str, folder: str | None = None) -> Path:
    """A free file for a scenario of this title, in the folder or among the user's own; another name than the title's
    is told."""
    file, stem = own_file(title, Path(folder) if folder else None), id_of(title)
    if file.stem != stem:
        told = _("{name} is there already: this one is called {other}.")
        complain(one_line(told.format(name=stem, other=file.stem)))
    return file


def _taken(file: Path) -> Failure:
    size = file.stat().st_size if file.is_file() else 0
    if file.is_dir():
        what = _("{path} is there already, a folder.")
    elif file.is_file():
        what = ngettext(
            "{path} is there already, a file of {n} byte.", "{path} is there already, a file of {n} bytes.", size
        )
    else:
        what = _("{path} is there already, something.")
    help_ = _("It stays as it is. This name is free: {path}").format(path=free_file(file))
    return Failure(what.format(path=file, n=figure(size)), help_)


def write_scenario(file: Path, text: str) -> None:
    """Write the scenario, and beside it the schema that its first line names. Raises Failure; then nothing was
    written."""
    try:
        trouble = put_scenario(file, text)
    except FileExistsError:
        raise _taken(file) from None
    except OSError as error:
        help_ = _("Name a file in a folder that is there and that you may write to.")
        raise Failure(f"{file}: {reason(error)}.", help_) from error
    if trouble:
        complain(trouble)


def tell_written(file: Path) -> None:
    """Where it is, and the three commands that come next."""
    path = shlex.quote(str(file))
    own = file.parent == paths.scenarios_dir()
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "nano")
    then = {
        _("change it"): f"{editor} {path}",
        _("check it"): f"closer check {path}",
        _("play it"): f"closer play {shlex.quote(file.stem) if own else path}",
    }
    print(printable(_("Written: {path}").format(path=file)))
    width = max(map(cells, then)) + 3
    for what, command in then.items():
        print(printable(f"  {what}{' ' * (width - cells(what))}{command}"))
