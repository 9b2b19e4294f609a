"""`closer schema`: the format of scenarios, for editors that complete and check TOML by a JSON Schema."""

from __future__ import annotations

from pathlib import Path

from closer_tui.commands.ending import FINE, Failure
from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.scenario.placing import put_schema
from closer_tui.scenario.schema import FILE_NAME, schema_text


def show_schema(path: Path | None) -> int:
    """Print the schema, or write it to `path`, where only an older copy of it may be. Raises Failure."""
    if path is None:
        print(schema_text(), end="")
        return FINE
    if path.is_dir():
        path /= FILE_NAME
    try:
        mine = put_schema(path)
    except OSError as error:
        help_ = _("Name a file in a folder that is there and that you may write to.")
        raise Failure(f"{path}: {reason(error)}.", help_) from error
    if not mine:
        what = _("{path} is there already, and is no schema of closer.").format(path=path)
        raise Failure(what, _("Name another file."))
    return FINE
