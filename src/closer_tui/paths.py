"""Where things live. Every path is computed when asked for; nothing is created here but by `make_private`.

`CLOSER_HOME` moves everything into one folder; without it the platform's own folders are used.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from platformdirs import PlatformDirs

HOME_VARIABLE = "CLOSER_HOME"
SERVED_VARIABLE = "CLOSER_SERVED"
"""Set where the program runs for a visitor in a browser, on the machine of somebody else."""
_PLATFORM = PlatformDirs("closer-tui", appauthor=False)


def _home() -> Path | None:
    """The folder that CLOSER_HOME names, absolute; None when it is unset or empty."""
    named = os.environ.get(HOME_VARIABLE, "")
    return Path(named).expanduser().absolute() if named else None


def data_dir() -> Path:
    """What must not be lost: the journal and the user's own scenarios."""
    return _home() or _PLATFORM.user_data_path


def config_dir() -> Path:
    """The folder of the settings."""
    return _home() or _PLATFORM.user_config_path


def log_dir() -> Path:
    """The folder of the log."""
    home = _home()
    return home / "log" if home else _PLATFORM.user_log_path


def heads_file() -> Path:
    """What lists show of the scenarios, remembered: safe to delete."""
    return cache_dir() / "scenarios.json"


def judgements_file() -> Path:
    """How samples of scenarios were judged, remembered: safe to delete."""
    return cache_dir() / "judgements.json"


def cache_dir() -> Path:
    """The folder of what is remembered of scenarios: safe to delete."""
    home = _home()
    return home / "cache" if home else _PLATFORM.user_cache_path


def scenarios_dir() -> Path:
    """The user's own scenarios."""
    return data_dir() / "scenarios"


def drafts_dir() -> Path:
    """What was written in the editor and not saved."""
    return data_dir() / "drafts"


def journal_file() -> Path:
    """The SQLite file in which every rehearsal is kept."""
    return data_dir() / "journal.sqlite"


def settings_file() -> Path:
    """The TOML file of the settings."""
    return config_dir() / "settings.toml"


def shown(text: str) -> str:
    """A text that may have paths in it, as whoever reads it may see it: a visitor in a browser learns no folder of the
    machine that serves them."""
    if not os.environ.get(SERVED_VARIABLE):
        return text
    folders = {os.path.realpath(data_dir()), str(data_dir()), str(Path(__file__).parent)}
    for folder in sorted(folders, key=len, reverse=True):
        text = text.replace(f"{folder}{os.sep}", "").replace(folder, "your folder")
    return text


def make_private(folder: Path) -> Path:
    """Create `folder` for its owner alone (0700), as the folder of the data in which it may lie, and return it.

    A folder that is there already is narrowed when it is one of the program's own; one that somebody named
    (CLOSER_HOME may be a shared place) keeps its mode, and the files in it are private by themselves.
    Raises OSError where it can't be created.
    """
    if data_dir() in folder.parents:
        make_private(data_dir())
    if not folder.is_dir():
        if folder.exists():
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(folder))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif folder in (_PLATFORM.user_data_path, _PLATFORM.user_config_path, _PLATFORM.user_log_path):
        folder.chmod(0o700)
    return folder
