"""A process to be killed while it judges rehearsals again: `rescorer.py JOURNAL`. It says each id once it is done."""

from __future__ import annotations

import sys
from pathlib import Path

from closer_tui.journal import Journal
from closer_tui.journal.rescoring import judged_otherwise, rescore
from closer_tui.scoring.verdict import Judgement, Kind, Verdict


class NewScorer:
    version = "new"

    def judge(self, text: str, kind: Kind) -> Judgement:  # noqa: ARG002
        return Judgement((Verdict("asks", "not_met", False, 0.9),), (), self.version)


def main(path: str) -> None:
    with Journal.open(Path(path)) as journal:
        for result in rescore(journal, NewScorer(), judged_otherwise(journal.history(), NewScorer.version)):
            print(result.info.id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
