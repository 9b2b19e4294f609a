"""One scenario file that is being edited: what of it is saved, and what happens to it outside meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from closer_tui.scenario.drafts import Drafts, Unsaved
from closer_tui.scenario.manuscript import Manuscript, digest_on_disk, mark_of, read_manuscript, write_manuscript

Outside = Literal["same", "changed", "gone"]


class ChangedOutside(Exception):
    """The file is not the one that was read: saving would take away what somebody else wrote."""


class Editing:
    """Nothing is written but by `save`, `save_elsewhere` and `keep_draft`; all of them raise OSError where it can't be
    written, and then what was there is still there."""

    def __init__(self, manuscript: Manuscript, drafts: Drafts) -> None:
        self.manuscript = manuscript
        self._drafts = drafts
        self._mark = mark_of(manuscript.path)
        self._known = manuscript.digest  # of what is on disk, as far as the author was told

    @property
    def path(self) -> Path:
        return self.manuscript.path

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    def unsaved(self, text: str) -> bool:
        return text != self.manuscript.text or self._known != self.manuscript.digest

    def outside(self) -> Outside:
        """Whether what is on disk is what the author was told last. Cheap while nobody touches the file."""
        mark = mark_of(self.path)
        if mark == self._mark:
            return "same"
        found = digest_on_disk(self.path)
        if found == self._known:
            self._mark = mark
            return "same"
        return "changed" if found else "gone"

    def save(self, text: str) -> None:
        """Write it. Raises ChangedOutside where something else is on disk than the author was told; where the file is
        gone it is written anew."""
        self._mark = None  # looked at for good, whatever the clock of the disk
        if self.outside() == "changed":
            raise ChangedOutside
        self._wrote(write_manuscript(self.manuscript, text))

    def save_elsewhere(self, text: str) -> None:
        """Write it under the free name `elsewhere`, and go on with that file."""
        self._drafts.forget(self.path)
        self._wrote(write_manuscript(replace(self.manuscript, path=self.elsewhere), text))

    @property
    def elsewhere(self) -> Path:
        """A free name in the same folder."""
        stem = self.manuscript.name
        names = (f"{stem}-mine" if number == 1 else f"{stem}-mine-{number}" for number in range(1, 1_000_000))
        paths = (self.path.with_name(f"{name}.toml") for name in names)
        return next(path for path in paths if not path.exists())

    def read_again(self) -> str:
        """What is on disk now, from now on what is edited. Raises DiagnosticError."""
        self._wrote(read_manuscript(self.path), forget=False)
        return self.manuscript.text

    def keep_mine(self) -> None:
        """The author knows what is on disk, or that nothing is, and wants it replaced."""
        self._known, self._mark = digest_on_disk(self.path), mark_of(self.path)

    # --- what is not saved ---------------------------------------------------------------------------------

    def draft(self) -> Unsaved | None:
        """What was written and not saved when the program ended, if that is something else than what is on disk."""
        found = self._drafts.find(self.path)
        return found if found is not None and found.text != self.manuscript.text else None

    def keep_draft(self, text: str) -> None:
        """Keep what is not saved yet; nothing is kept of what is."""
        if self.unsaved(text):
            self._drafts.keep(self.path, text, self.manuscript.digest)
        else:
            self._drafts.forget(self.path)

    def forget_draft(self) -> None:
        self._drafts.forget(self.path)

    def _wrote(self, manuscript: Manuscript, forget: bool = True) -> None:
        self.manuscript = manuscript
        self._known, self._mark = manuscript.digest, mark_of(manuscript.path)
        if forget:
            self._drafts.forget(manuscript.path)
