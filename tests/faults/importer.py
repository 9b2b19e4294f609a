"""A process to be killed while it brings a backup in: `importer.py JOURNAL BACKUP`. It says each id once it is in."""

from __future__ import annotations

import sys
from pathlib import Path

from closer_tui.journal import Journal
from closer_tui.journal.backup import read_backup
from closer_tui.journal.whole import Whole


def main(journal: str, backup: str) -> None:
    with Journal.open(Path(journal)) as kept, Path(backup).open("rb") as file:
        batch: list[Whole] = []
        for record, _ in read_backup(file):
            assert isinstance(record, Whole)
            batch.append(record)
            if len(batch) == 3:
                kept.bring(batch)
                print(*(each.id for each in batch), flush=True)
                batch = []
        kept.bring(batch)


if __name__ == "__main__":
    main(*sys.argv[1:])
