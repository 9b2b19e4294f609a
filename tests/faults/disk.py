"""A disk that is full, and a folder that can't be written, made for real around the program."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

_DAC = "-dac_override,-dac_read_search"


class Disk:
    """Where the program keeps everything. `under` is the command under which it has to be run; `home` is what it calls
    the folder, and `outside` the same folder for everybody else. `everywhere`: where it is full, all disks are."""

    everywhere = False

    def __init__(self, home: Path, outside: Path, under: Sequence[str]) -> None:
        self.home, self.outside, self.under = home, outside, tuple(under)

    def copy_to(self, folder: Path) -> Path:
        """Everything that is kept, copied: SQLite goes the way of a link itself, and would end up elsewhere."""
        folder.mkdir()
        for path in self.outside.iterdir():
            if path.is_file() and path.name != "filler":
                shutil.copy(path, folder)
        return folder

    def fill(self, pid: int) -> None:
        """From now on nothing more fits, for the program of this id."""
        raise NotImplementedError

    def make_room(self, pid: int) -> None:
        """There is room again."""
        raise NotImplementedError


class _Tiny(Disk):
    """A disk in memory, mounted where the program alone sees it: it goes with whoever holds it."""

    @property
    def _filler(self) -> Path:
        return self.outside / "filler"

    def fill(self, pid: int) -> None:  # noqa: ARG002 - nothing fits for anybody
        with self._filler.open("ab", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(bytes(4096))

    def make_room(self, pid: int) -> None:  # noqa: ARG002
        self._filler.unlink()


class _Limited(Disk):
    """Where nothing may be mounted: the system refuses to let any file of the program grow."""

    everywhere = True

    def fill(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def make_room(self, pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk(home: Path, size: int = 2_000_000) -> Iterator[Disk]:
    """A disk of so many bytes at `home`, which must not be there yet."""
    home.mkdir(mode=0o700)
    if not may_mount():
        yield _Limited(home, home, ())
        return
    mount = 'mount -t tmpfs -o size="$1",mode=700 closer "$2" && echo mounted && exec cat'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(size), str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "mounted\n"
        yield _Tiny(home, Path(f"/proc/{holder.pid}/root{home}"), _inside(holder.pid))
        assert holder.stdin is not None
        holder.stdin.close()


@contextmanager
def read_only_disk(home: Path) -> Iterator[Disk]:
    """A disk at `home` that nobody may write to. Only where `may_mount`."""
    with small_disk(home) as disk:
        again = ["mount", "-o", "remount,ro", str(home)]
        subprocess.run([*disk.under, *again], check=True)
        yield disk


def _inside(pid: int) -> list[str]:
    # Where one enters, one stands in the root folder: the command begins where we are.
    go = ["sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", os.getcwd()]
    return ["nsenter", "-t", str(pid), "-U", "-m", "--preserve-credentials", *go]


@cache
def may_mount() -> bool:
    """Whether a disk may be mounted here, for a program and its children alone."""
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        return False
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "closer", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


# --- a folder whose owner may not write to it ----------------------------------------------------------------


def as_anybody() -> tuple[str, ...]:
    """The command under which a program has to heed the rights of files, though root runs it. Raises LookupError where
    there is none."""
    if os.geteuid():
        return ()
    under = ("setpriv", f"--bounding-set={_DAC}", f"--inh-caps={_DAC}")
    if shutil.which("setpriv") and not subprocess.run([*under, "true"], capture_output=True, check=False).returncode:
        return under
    raise LookupError("root may write everywhere, and there is no setpriv to take that away")


def protect(folder: Path) -> None:
    """Nobody may write there any more."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(path.stat().st_mode & ~0o222)


def release(folder: Path) -> None:
    """Its owner may write there again."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
