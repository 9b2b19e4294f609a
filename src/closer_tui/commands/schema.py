"""`closer schema`: the format of scenarios, for editors that complete and check TOML by a JSON Schema."""

from __future__ import annotations

from pathlib import Path

from closer_tui.commands.ending import FINE, Failure
from closer_tui.scenario.schema import FILE_NAME, MARK, schema_text


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
        help_ = "Name a file in a folder that is there and that you may write to."
        raise Failure(f"{path}: {error.strerror or error}.", help_) from error
    if not mine:
        raise Failure(f"{path} is there already, and is no schema of closer.", "Name another file.")
    return FINE


def put_schema(path: Path) -> bool:
    """Write the schema to `path`, or bring an older copy of it there up to date. False where something else is there,
    which is left as it is. Raises OSError."""
    text = schema_text()
    if path.exists() and not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            there = file.read(len(text) + 1)
    except FileNotFoundError:
        there = None
    if there is not None and MARK not in there[:1000]:
        return False
    if there != text:
        path.write_text(text, encoding="utf-8", newline="\n")
    return True
