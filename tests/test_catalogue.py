"""The catalogue of the interface's words: complete, in step with the source, and chosen as people expect."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from tests import catalogue

from closer_tui import i18n

CODES = pytest.mark.parametrize("code", catalogue.TRANSLATED)


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogue.from_source()


@CODES
def test_every_text_is_translated_and_fills_in_the_same_places(code: str, source: Catalog) -> None:
    assert list(catalogue.faults(catalogue.merged(code, source))) == []


@CODES
def test_the_catalogue_holds_what_the_source_says_and_no_more(code: str, source: Catalog) -> None:
    on_disk = (catalogue.folder(code) / f"{i18n.DOMAIN}.po").read_bytes()
    assert on_disk == catalogue.written(catalogue.merged(code, source)), "python -m tests.catalogue update"


@CODES
def test_programs_read_what_translators_wrote(code: str) -> None:
    on_disk = (catalogue.folder(code) / f"{i18n.DOMAIN}.mo").read_bytes()
    assert on_disk == catalogue.compiled(catalogue.translated(code)), "python -m tests.catalogue update"


@pytest.mark.parametrize(
    "path", sorted(catalogue.PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(catalogue.PACKAGE).as_posix()
)
def test_only_literal_texts_are_given_to_gettext(path: Path) -> None:
    assert list(catalogue.computed(path)) == []


def test_a_text_within_an_f_string_is_found(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("f\"{_('Quit')}: {ngettext('{n} day', '{n} days', n).format(n=n)}\"\n_('Help')\n")
    found = {message.id for message in catalogue.from_source(tmp_path) if message.id}
    assert found == {"Quit", "Help", ("{n} day", "{n} days")}


def test_a_fault_in_a_translation_is_found() -> None:
    wrong = Catalog(locale="de")
    wrong.add("{n} words in {place}", "{n} Wörter", locations=[("a.py", 0)])
    wrong.add("Quit", "", locations=[("b.py", 0)])
    wrong.add(("{n} day", "{n} days"), ("ein Tag", "{m} Tage"), locations=[("c.py", 0)])
    assert [fault.partition(":")[0] for fault in catalogue.faults(wrong)] == ["a.py", "b.py", "c.py"]


def chosen(home: Path, **variables: str) -> str:
    """Which language a new process speaks with these variables and no others that matter."""
    about = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", i18n.VARIABLE}
    environment = {name: value for name, value in os.environ.items() if name not in about}
    ask = "from closer_tui.i18n import language; print(language())"
    return subprocess.run(
        [sys.executable, "-c", ask],
        env=environment | {"CLOSER_HOME": str(home)} | variables,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "CLOSER_LANGUAGE": "de"}, "de"),
        ({"LANG": "de_DE.UTF-8", "CLOSER_LANGUAGE": "en"}, "en"),
        ({"LANG": "de_DE.UTF-8", "CLOSER_LANGUAGE": "klingon"}, "de"),
    ],
)
def test_the_language_is_that_of_the_machine_unless_another_is_named(
    tmp_path: Path, variables: dict[str, str], spoken: str
) -> None:
    assert chosen(tmp_path, **variables) == spoken


def test_the_setting_decides_over_the_machine_and_the_variable_over_the_setting(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "de"\n')
    assert chosen(tmp_path, LANG="en_US.UTF-8") == "de"
    assert chosen(tmp_path, LANG="en_US.UTF-8", CLOSER_LANGUAGE="en") == "en"


@pytest.mark.parametrize("damaged", ['language = "de', "language = 3", "language = \xff"])
def test_damaged_settings_leave_the_language_to_the_machine(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "settings.toml").write_bytes(damaged.encode("latin-1"))
    assert chosen(tmp_path, LANG="de_DE.UTF-8") == "de"


def test_figures_are_marked_as_the_language_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (i18n.figure(1234.5, 1), i18n.figure(20_000)) == ("1,234.5", "20,000")
    monkeypatch.setattr(i18n, "language", lambda: "de")
    assert (i18n.figure(1234.5, 1), i18n.figure(20_000)) == ("1.234,5", "20.000")
