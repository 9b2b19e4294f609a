"""What runs for a visitor of `closer serve`: the program in their browser, told by pipes what they do.

    python -m closer_tui.commands.visit

Without a voice, which would be heard where the server stands. Ends when its standard input does.
"""

from __future__ import annotations

import os
import sys


def visit() -> int:
    """Run the program until the visitor leaves. Returns the exit status."""
    _keep_to_itself()
    try:
        from closer_tui.collector import in_a_hurry, settled
        from closer_tui.commands.play import run_app
        from closer_tui.opening import Opening
        from closer_tui.paths import scenarios_dir
        from closer_tui.scoring.lazy import standard_scorer
        from closer_tui.settings import load_settings
        from closer_tui.ui.app import CloserApp

        in_a_hurry()
        settings, _ = load_settings()
        opening = Opening()
        try:
            app = CloserApp(opening, standard_scorer(), settings, scenarios_dir())
            app.on_started = settled
            return run_app(app)
        finally:
            opening.close()
    except Exception as error:
        from closer_tui.commands.ending import status_of

        return status_of(error)


def _keep_to_itself() -> None:
    """What the program complains of may hold the visitor's words: it goes to a file in their home, and no file there
    is for anybody else."""
    from closer_tui.paths import data_dir, log_dir, make_private
    from closer_tui.serving.confined import confine

    os.umask(0o077)
    file = os.open(make_private(log_dir()) / "visit.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    sys.stderr.flush()
    os.dup2(file, 2)
    os.close(file)
    confine(data_dir())


if __name__ == "__main__":
    sys.exit(visit())
