"""The manual page: what man reads, of every command, and the one in docs/ is it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from closer_tui.cli import main
from closer_tui.cli.man import page

CHECKOUT = Path(__file__).parents[2]
LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])


def printed(language: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "closer_tui", "man"],
        env={**os.environ, "CLOSER_LANGUAGE": language},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def names(command: click.Command, path: str = "") -> Iterator[str]:
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield f"{path}{name}"
            yield from names(each, f"{path}{name} ")


def test_the_page_in_docs_is_the_one_that_is_printed() -> None:
    on_disk = (CHECKOUT / "docs" / "closer.1").read_text(encoding="ascii")
    assert on_disk == printed("en"), "CLOSER_LANGUAGE=en python -m closer_tui man > docs/closer.1"


@LANGUAGES
def test_each_command_and_option_is_in_it(language: str) -> None:
    lines = printed(language).splitlines()
    for name in names(main):
        assert f".SS {name}" in lines
    said = "\n".join(lines).replace("\\-", "-")
    assert all(option in said for option in ("--record", "--dry-run", "--explain", "CLOSER_HOME"))


@LANGUAGES
@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")
def test_groff_accepts_it_without_a_warning(language: str) -> None:
    command = ["groff", "-man", "-ww", "-z"]
    done = subprocess.run(command, input=printed(language), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@LANGUAGES
@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not here")
def test_mandoc_wants_nothing_but_a_date(language: str) -> None:
    command = ["mandoc", "-T", "lint", "-W", "warning"]
    done = subprocess.run(command, input=printed(language), capture_output=True, text=True, check=False)
    # A page that is made anew whenever a help changes has no day.
    assert [line for line in (done.stdout + done.stderr).splitlines() if "missing date" not in line] == []


@pytest.mark.skipif(not shutil.which("man"), reason="man is not here")
def test_man_shows_it(tmp_path: Path) -> None:
    (tmp_path / "closer.1").write_text(printed("en"))
    environment = {**os.environ, "MANWIDTH": "80", "MANPAGER": "cat", "LC_ALL": "C"}
    done = subprocess.run(
        ["man", str(tmp_path / "closer.1")], env=environment, capture_output=True, text=True, check=False
    )
    if "not available" in done.stdout + done.stderr or "minimized" in done.stdout:
        pytest.skip("this man shows nothing")
    assert (done.returncode, done.stderr) == (0, "")
    words = " ".join(done.stdout.split())
    assert "closer history delete [OPTIONS] ID" in words
    assert "closer play first-job --level silent nobody asks: make every move" in words


def test_nothing_in_a_help_is_read_as_a_request() -> None:
    """Words of a help that begin as a request does, or hold what has a meaning in man(7)."""

    @click.command(help=".SH not a section\n\n'quoted' \\fB and `bold`\n\n\b\n.nf\n  a^b ~c")
    @click.option("--way", help="Ä .TP")
    def odd(way: str) -> None:
        del way

    @click.group(help="A group.")
    def group() -> None: ...

    group.add_command(odd, "odd")
    lines = page(group).splitlines()
    for line in (
        "\\&.SH not a section",
        "\\(aqquoted\\(aq \\efB and \\fBbold\\fR",
        "\\&.nf",
        "  a\\(hab \\(tic",
        "\\[u00C4] .TP",
    ):
        assert line in lines
