"""Where scenario files are: the folder of those that come with the program, and the user's own."""

from __future__ import annotations

from pathlib import Path

MOST_FILES = 500
"""Files read of one folder; a mistaken folder can hold a million."""


def bundled_folder() -> Path:
    """Where the scenarios that come with the program are: in the installed package, or else in the checkout
    that it runs from."""
    package = Path(__file__).parent.parent
    installed = package / "scenarios"
    return installed if installed.is_dir() else package.parent.parent / "scenarios"


def paths_of(own: Path | None) -> dict[str, tuple[Path, bool]]:
    """The file of each name, and whether it is bundled; one in the folder `own` takes the place of the bundled one
    of its name."""
    paths = {path.stem: (path, True) for path in files_in(bundled_folder())}
    if own is not None:
        paths |= {path.stem: (path, False) for path in files_in(own)}
    return paths


def files_in(folder: Path) -> list[Path]:
    """The scenario files in a folder; hidden ones belong to editors."""
    try:
        found = sorted(each for each in folder.iterdir() if each.suffix == ".toml" and not each.name.startswith("."))
    except OSError:
        return []
    return found[:MOST_FILES]
