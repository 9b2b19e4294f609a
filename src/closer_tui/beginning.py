"""What every process of the command `closer` does first."""

from __future__ import annotations

import os
import sys

from closer_tui.collector import in_a_hurry


def begin() -> None:
    """Make the standard streams ones that can be used, and the start a quick one."""
    in_a_hurry()
    _open_streams()


def _open_streams() -> None:
    """A stream that the caller closed reads as empty and swallows; what a locale can't write is escaped."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
