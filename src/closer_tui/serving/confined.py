"""A second lock on a visitor's process: whatever the interface offers them by mistake, it writes in their home alone,
starts no program and opens no connection.

It guards against features that were made for one's own machine, such as an editor to be opened or a file to be saved
under any name; not against code, of which a visitor brings none.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

_NEVER = {
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn",
    "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "webbrowser.open",
}  # fmt: skip
_CHANGES = {"os.chmod": 1, "os.link": 2, "os.mkdir": 1, "os.remove": 1, "os.rename": 2, "os.rmdir": 1, "os.symlink": 2,
            "os.truncate": 1}  # fmt: skip
"""What changes files, and how many of its first arguments are paths."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(home: Path) -> None:
    """From now on this process can do none of it: PermissionError is raised. It can't be taken back."""
    inside = os.path.realpath(home)
    sys.dont_write_bytecode = True  # beside the modules, which are not at home

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            # Where C opens a file for itself flags is 0, as for reading.
            if isinstance(flags, int) and flags & _WRITING:
                _keep_inside(path)
        elif event in _CHANGES:
            for path in arguments[: _CHANGES[event]]:
                _keep_inside(path)
        elif event == "sqlite3.connect":
            _keep_inside(arguments[0])
        elif event in _NEVER:
            raise PermissionError(f"A visitor's process does not do this: {event}")

    def _keep_inside(path: Any) -> None:
        if isinstance(path, int) or path in (os.devnull, ":memory:", ""):
            return
        real = os.path.realpath(os.fsdecode(path))
        if real != inside and not real.startswith(inside + os.sep):
            raise PermissionError(f"A visitor's process writes in their home alone, not {real}")

    sys.addaudithook(watch)
