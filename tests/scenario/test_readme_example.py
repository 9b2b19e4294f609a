"""The scenario in README is a whole one."""

from __future__ import annotations

import re

from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import read_text


def test_the_example_loads_and_nothing_is_wrong_with_it() -> None:
    readme = (bundled_folder().parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    read = read_text(example, "example")
    assert read.scenario is not None and read.diagnostics == ()
