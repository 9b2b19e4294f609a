"""`closer next`, and what plain mode suggests."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from closer_tui.settings import Settings, save_settings

Closer = Callable[..., Result]


def test_next_names_a_scenario_why_and_the_command(closer: Closer) -> None:
    done = closer("next")
    what, command = done.stdout.splitlines()
    assert what.endswith("coached. The first run takes about five minutes.")
    assert command.startswith("closer play ") and command.endswith(" --level coached")
    described = json.loads(closer("next", "--json").stdout)
    assert command == f"closer play {described['scenario']} --level {described['level']}"


@pytest.mark.usefixtures("words", "own")
def test_next_looks_back(closer: Closer) -> None:
    for _ in range(2):
        closer("play", "small", typed="asks insightful several\n.\n")
    done = closer("next")
    assert "in any of your last 2." in done.stdout
    save_settings(Settings(suggestions=False))
    assert closer("next").stdout == done.stdout, "who asks is answered"
