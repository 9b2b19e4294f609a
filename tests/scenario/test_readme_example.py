"""The scenario in README is a whole one, and its settings are those that there are."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict

from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import read_text
from closer_tui.settings import Settings

TOML = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_example_loads_and_nothing_is_wrong_with_it() -> None:
    readme = (bundled_folder().parent / "README.md").read_text(encoding="utf-8")
    (example,) = (each for each in TOML.findall(readme) if each.startswith("format"))
    read = read_text(example, "example")
    assert read.scenario is not None and read.diagnostics == ()


def test_the_settings_shown_are_those_that_hold_without_a_file() -> None:
    readme = (bundled_folder().parent / "README.md").read_text(encoding="utf-8")
    (shown,) = (each for each in TOML.findall(readme) if each.startswith("theme"))
    assert tomllib.loads(shown) == asdict(Settings())
