"""A clock that is set back a day or forward a year, and a machine that changes its time zone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.clocks import DAY, clock_jumped, wrong_clock
from tests.faults.damage import SMALL, home
from tests.ui.conftest import Start, seen, settle

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal
from closer_tui.scoring.report import build_report


@pytest.mark.parametrize("seed", range(6))
def test_no_time_is_negative_and_the_history_has_an_order_however_the_clock_jumps(seed: int, tmp_path: Path) -> None:
    assert clock_jumped(seed, tmp_path)


def test_the_clock_that_jumps_is_the_one_that_the_program_reads(tmp_path: Path) -> None:
    with home(tmp_path / "home"), wrong_clock() as clock, Journal.open() as journal:
        journal.begin(SMALL, "coached")
        clock.jump(-400 * DAY)
        journal.begin(SMALL, "coached")
        # The one whose claim is held by this process is left out elsewhere; here both are listed by their dates.
        first, second = sorted(info.started for info in journal._infos("finished IS NULL", "started"))
        assert 399 * DAY < (second - first).total_seconds() < 401 * DAY


async def test_home_history_and_progress_show_rehearsals_of_the_future(start: Start, journal: Journal) -> None:
    with wrong_clock() as clock:
        for jump in (0, 365 * DAY, -DAY):
            clock.jump(jump)
            session = journal.begin(SMALL, "coached")
            journal.append(session, AnswerGiven("asks", 1.0))
            journal.finish(session, build_report(SMALL, ()), seconds=60.0)
            journal.keep_note(session, "Ann Bell", "", "Thanks", "Dear Ann", out=True)
            journal.release(session)
    app = start()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key, there in (("h", "A small room"), ("p", "Run 3")):
            await pilot.press(key)
            await settle(pilot)
            assert there in seen(app), seen(app)
            await pilot.press("escape")
            await settle(pilot)
    assert app.return_code in (None, 0)
