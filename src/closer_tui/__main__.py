"""The command `closer`, also as `python -m closer_tui`.

Alone it opens home, for which no command line has to be read: what reads one is not imported for it.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command, and end the process with its exit status."""
    if len(sys.argv) > 1 or "_CLOSER_COMPLETE" in os.environ:  # the shell asks how a line can go on
        from closer_tui.cli import main as command

        command(prog_name="closer")
    sys.exit(_home())


def _home() -> int:
    try:
        from closer_tui.beginning import begin
        from closer_tui.commands.play import play

        begin()
        status = play(None, None, None)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        from closer_tui.commands.ending import status_of

        status = status_of(error)
    return status


if __name__ == "__main__":
    main()
