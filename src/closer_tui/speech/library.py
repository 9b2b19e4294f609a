"""Which espeak-ng the child uses on Linux: the system's, else the one that the extra brings. Child only."""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path

SYSTEM = "libespeak-ng.so.1"
BUNDLED_VARIABLE = "CLOSER_SPEECH_BUNDLED"
"""Set to 1, the extra's library is taken even where the system has one."""
_LONGEST_DATA_PATH = 150
"""espeak-ng ends the process where the path of its data is longer (measured: 158 works, 160 does not)."""


def find() -> str:
    """Load the library, so that pyttsx3 gets it by its name, and say which one it is; empty where there is
    none. Call it before pyttsx3 is asked for a driver."""
    if os.environ.get(BUNDLED_VARIABLE) != "1":
        try:
            ctypes.CDLL(SYSTEM)
            return f"{SYSTEM} (system)"
        except OSError:
            pass
    return _bundled()


def _bundled() -> str:
    try:
        import espeakng_loader

        # Its own soname is the system's, so the loader of the C library hands pyttsx3 this copy. The data
        # must be named before it starts: without, espeak-ng ends the process.
        ctypes.CDLL(espeakng_loader.get_library_path())
        os.environ["ESPEAK_DATA_PATH"] = _short(espeakng_loader.get_data_path())
    except (ImportError, OSError, RuntimeError):
        return ""
    return "espeakng-loader (bundled)"


def _short(path: str) -> str:
    """The path, or a link to it in the temporary folder, which the parent deletes."""
    if len(os.fsencode(path)) < _LONGEST_DATA_PATH:
        return path
    link = Path(tempfile.gettempdir()) / "espeak-ng-data"
    if not link.is_symlink():
        link.symlink_to(path)
    return str(link)
