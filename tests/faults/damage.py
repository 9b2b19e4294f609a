"""Bytes of the program's files changed at random: the journal's, the settings', a draft's, the memory of scenarios."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from closer_tui.events import AnswerGiven
from closer_tui.journal import Draft, Journal, JournalError, schema
from closer_tui.paths import heads_file, settings_file
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import build_report
from closer_tui.settings import Settings, load_settings, save_settings

SMALL = load_text((Path(__file__).parent / "small.toml").read_text(encoding="utf-8"), "small")


def damaged(content: bytes, chance: random.Random, end: int | None = None) -> bytes:
    """The same with one, a few or many bits the other way round, up to `end`."""
    flipped = bytearray(content)
    for _ in range(chance.choice([1, 3, 40])):
        flipped[chance.randrange(end or len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def torn(content: bytes, chance: random.Random) -> bytes:
    """The same damaged, cut short, emptied, or with bytes of anything in it."""
    how = chance.randrange(6)
    if how == 0:
        return content[: chance.randrange(len(content))]
    if how == 1:
        at = chance.randrange(len(content))
        return content[:at] + chance.randbytes(chance.choice([1, 5, 200])) + content[at:]
    return damaged(content, chance)


@contextmanager
def home(folder: Path) -> Iterator[Path]:
    """Everything is kept there meanwhile."""
    before = os.environ.get("CLOSER_HOME")
    os.environ["CLOSER_HOME"] = str(folder)
    folder.mkdir(exist_ok=True)
    try:
        yield folder
    finally:
        if before is None:
            del os.environ["CLOSER_HOME"]
        else:
            os.environ["CLOSER_HOME"] = before


def closer(*arguments: str) -> tuple[int, str, str]:
    """What the command says: its exit status, standard output, standard error."""
    from closer_tui.cli import main

    done = CliRunner().invoke(main, list(arguments))
    assert "Traceback" not in done.output and "This is a bug" not in done.output, done.output
    return done.exit_code, done.stdout, done.stderr


# --- the journal -------------------------------------------------------------------------------------------------


@cache
def sound_journal() -> bytes:
    """A journal of some rehearsals, closed properly."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        with Journal.open(path) as journal:
            for count in range(6):
                session = journal.begin(SMALL, "coached")
                for number in range(4):
                    journal.append(session, AnswerGiven(f"My own words, number {number}. " * 40, float(number)))
                journal.save_draft(session, Draft("half a sent"))
                if count % 2:
                    journal.finish(session, build_report(SMALL, ()))
        return path.read_bytes()


def journal_damaged(seed: int, folder: Path) -> str:
    """It is read, or set aside untouched and begun anew; nothing but a JournalError comes of it, and rehearsing goes
    on."""
    chance = random.Random(seed)
    # A third of them hit the header and the schema, where a flip does the most.
    flipped = damaged(sound_journal(), chance, 100 if seed % 6 == 0 else 4096 if seed % 6 == 1 else None)
    file = folder / "journal.sqlite"
    file.write_bytes(flipped)
    (version,) = struct.unpack(">i", flipped[60:64])
    if flipped.startswith(b"SQLite format 3\x00") and version > schema.VERSION:
        with suppress(JournalError), Journal.open(file):
            return "opened"
        assert file.read_bytes() == flipped
        return "left to a newer closer"
    with Journal.open(file) as journal:
        aside = sorted(folder.glob("journal.damaged-*.sqlite"))
        came = "set aside" if journal.notices else "read"
        if journal.notices:
            assert aside[0].read_bytes() == flipped
            assert journal.history() == ()
        else:
            assert aside == []
            came = "read in part" if read_everything(journal) else "read"
        try:
            goes_on(journal, SMALL)
            return came
        except JournalError as error:
            # A flip that the check at the start does not see, met in writing: it says to start again.
            assert not journal.notices
            assert "start it again" in str(error)  # noqa: PT017 - not raised by most
    with Journal.open(file) as journal:
        goes_on(journal, SMALL)
    return "set aside at the next start"


def goes_on(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "realistic")
    journal.append(session, AnswerGiven("it goes on"))
    assert journal.load(session).events == (AnswerGiven("it goes on"),)


def read_everything(journal: Journal) -> int:
    """What can be read is read; what can't is a JournalError, which is an answer too, and nothing else. How many."""
    sessions: list[str] = []
    calls: list[Callable[[], object]] = [
        lambda: sessions.extend(info.id for info in (*journal.unfinished(), *journal.history())),
        journal.best,
        lambda: [journal.load(session) for session in sessions],
        lambda: [journal.reports(session) for session in sessions],
    ]
    refused = 0
    for call in calls:
        try:
            call()
        except JournalError:
            refused += 1
    return refused


# --- the settings ------------------------------------------------------------------------------------------------


def settings_damaged(seed: int, folder: Path) -> str:
    """Whatever stands there, the program starts, says where it is wrong, and saves settings again without losing it."""
    chance = random.Random(seed)
    with home(folder):
        save_settings(Settings(theme="nord", level="silent", voice="robot", voice_rate=150))
        path = settings_file()
        spoilt = torn(path.read_bytes() + b'theme_of_tomorrow = "mauve"\n', chance)
        path.write_bytes(spoilt)
        found, diagnostics = load_settings()
        assert all(each.what and each.help and each.path for each in diagnostics)
        for command in ("where", "list"):
            status, said, _ = closer(command)
            assert status == 0 and said
        assert path.read_bytes() == spoilt, "nothing that is only read is repaired behind one's back"
        save_settings(Settings(level="realistic"))
        assert load_settings()[0] == Settings(level="realistic")
        aside = list(folder.glob("settings.damaged-*.toml"))
        if aside:
            assert aside[0].read_bytes() == spoilt
            return "set aside"
        return "read with complaints" if diagnostics else "read" if found else ""


# --- what was not saved in the editor ----------------------------------------------------------------------------


def draft_damaged(seed: int, folder: Path) -> str:
    """It is offered, or kept under another name; and the next is kept and found."""
    chance = random.Random(seed)
    drafts, path = Drafts(folder / "drafts"), folder / "mine.toml"
    drafts.keep(path, 'title = "Mine"\n' * 30, "0" * 64)
    (file,) = (folder / "drafts").iterdir()
    spoilt = torn(file.read_bytes(), chance)
    file.write_bytes(spoilt)
    found = drafts.find(path)
    aside = list((folder / "drafts").glob("*.damaged-*"))
    assert found is not None or [each.read_bytes() for each in aside] == [spoilt]
    drafts.keep(path, "the next", "1" * 64)
    unsaved = drafts.find(path)
    assert unsaved is not None and unsaved.text == "the next"
    drafts.forget(path)
    assert drafts.find(path) is None
    return "offered" if found is not None else "set aside"


# --- the memory of scenarios -------------------------------------------------------------------------------------


def memory_damaged(seed: int, folder: Path) -> str:
    """The list is the one that it was."""
    chance = random.Random(seed)
    with home(folder):
        before = closer("list")
        if not heads_file().exists():
            heads_file().parent.mkdir(parents=True)
            heads_file().write_bytes(b"0" * 500)
        heads_file().write_bytes(torn(heads_file().read_bytes(), chance))
        assert closer("list") == before
        assert closer("list") == before
    return "the same list"
