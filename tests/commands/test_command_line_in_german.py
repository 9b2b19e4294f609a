"""The command line in German: it fits a screen, says nothing in English, and programs notice nothing of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from tests.catalogue import translated
from tests.conftest import said_by_python
from tests.person import Person

from closer_tui import i18n
from closer_tui.cli import click_words, main
from closer_tui.linear import cells

Program = Callable[..., subprocess.CompletedProcess[str]]
LANGUAGES = pytest.mark.parametrize("language", sorted(i18n.LANGUAGES))


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that are started speak German."""
    monkeypatch.setenv("CLOSER_LANGUAGE", "de")


def command_paths(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from command_paths(each, (*path, name))


def every_help(language: str) -> dict[str, list[str]]:
    """The lines of the help of each command on a terminal of 80 columns, by the words that lead to it."""
    code = (
        f"import json, os, sys; os.environ.update(COLUMNS='80', CLOSER_LANGUAGE={language!r})\n"
        "from click.testing import CliRunner\n"
        "from closer_tui.cli import main\n"
        "paths = json.loads(sys.argv[1])\n"
        "helps = [CliRunner().invoke(main, [*path, '--help'], prog_name='closer').stdout for path in paths]\n"
        "print(json.dumps(helps))"
    )
    paths = list(command_paths())
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(paths)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return {" ".join(path): said.splitlines() for path, said in zip(paths, json.loads(done.stdout), strict=True)}


@LANGUAGES
def test_the_help_fits_a_screen_and_shows_examples_and_no_help_is_wider_than_it(language: str) -> None:
    helps = every_help(language)
    assert len(helps[""]) <= 24
    assert "closer play first-job --level silent" in "\n".join(helps[""])
    assert len(helps) > 20
    for name, lines in helps.items():
        wide = [line for line in lines if cells(line) > 80]
        assert not wide, name


def test_every_help_is_german_and_none_is_that_of_another_command() -> None:
    german, english = every_help("de"), every_help("en")
    said = {lines[2]: name for name, lines in german.items()}
    assert len(said) == len(german)
    for name, lines in german.items():
        words = {"Usage:", "Options:", "Commands:", "Examples:", "[OPTIONS]", "Show this message and exit."}
        assert not [line for line in lines if any(word in line for word in words)], name
        # What is the same in both languages is examples, options and names alone.
        same = [line for line in lines if line in english[name] and len(line.split()) > 1]
        assert all(line.lstrip().startswith(("closer ", "eval ", "in ", "out ", "-")) for line in same), same


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["paly"], "Fehler: Den Befehl 'paly' gibt es nicht. Meintest du play?"),
        (["play"], "Fehler: Es fehlt das Argument 'NAME|PFAD'."),
        (["play", "a", "b"], "Fehler: Ein Argument zu viel (b)"),
        (["play", "a", "--level", "hard"], "'hard' ist keines von 'coached', 'realistic', 'silent'."),
        (["check", "--explain"], "Die Option '--explain' braucht einen Wert."),
        (["list", "--jsn"], "Meintest du '--json'?"),
        (["list", "x"], "Hilfe gibt „closer list --help“."),
        (["history", "--last", "x"], "ist keine gültige Zahl"),
        (["history", "--last", "0"], "0 liegt nicht im Bereich x>=1."),
        (["score"], "Nötig ist --move ZUG"),
    ],
)
def test_wrong_usage_is_told_in_german_by_click_too(program: Program, arguments: list[str], says: str) -> None:
    done = program(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not [word for word in ("Usage", "Error", "Missing", "Try ", "Invalid") if word in done.stderr]


# What click says to those who build a command line wrongly, or of parts that closer has none of.
NOT_SAID = {
    "Aborted!", "Choice({choices})", "Confirm the action without prompting.", "Do you want to continue?",
    "Press any key to continue...", "Repeat for confirmation", "Value must be an iterable.", "deprecated",
}  # fmt: skip
PROMPTS = {"_termui_impl.py", "_winconsole.py", "shell_completion.py", "termui.py", "utils.py", "testing.py"}


def test_each_text_that_click_may_say_here_is_in_the_catalogue() -> None:
    """A new version of click may have new ones: list them in click_words."""
    listed = {
        message.id if isinstance(message.id, str) else message.id[0] for message in translated("de") if message.id
    }
    folder = Path(click.__file__).parent
    found = extract_from_dir(folder, method_map=[("**.py", "python")])
    said = {
        message if isinstance(message, str) else str(message[0])
        for file, _line, message, _comments, _context in found
        if file not in PROMPTS
    }
    builders = ("DeprecationWarning", "Boolean option", "Could not determine", "No options", "Name '", "Arguments take")
    dates = ("{value!r} does not match the format", "{value!r} is not a valid UUID", "{len_type} values")
    parts = ("Unexpected", "Takes {nargs}", "Invalid start character", "Unknown", "The option", "The command")
    missing = {text for text in said - listed - NOT_SAID if not text.startswith((*builders, *dates, *parts))}
    assert len(said & listed) > 25
    assert missing == set()


def test_english_leaves_click_as_it_is() -> None:
    code = (
        "import gettext, click.core; from closer_tui.cli import main; "
        "print(click.core._ is gettext.gettext, main.options_metavar)"
    )
    assert said_by_python(code) == "True [OPTIONS]"


@pytest.mark.usefixtures("german")
def test_german_is_handed_to_every_part_of_click_that_speaks() -> None:
    code = (
        "import click.core, click.exceptions, click.formatting, click.parser, click.types\n"
        "from closer_tui import cli, i18n\n"
        "parts = click.core, click.exceptions, click.formatting, click.parser, click.types\n"
        "print([part._ is i18n._ for part in parts], click.core.ngettext is i18n.ngettext)"
    )
    assert said_by_python(code) == "[True, True, True, True, True] True"


def test_click_s_texts_are_told_apart() -> None:
    texts = click_words.texts()
    assert len(texts) == len(set(texts))


def in_both(program: Program, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[str, str]:
    said = []
    for language in ("en", "de"):
        monkeypatch.setenv("CLOSER_LANGUAGE", language)
        done = program(*arguments)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    return said[0], said[1]


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["history"], ["history", "--json"], ["next", "--json"]]
)
def test_what_goes_into_a_pipe_is_the_same_in_every_language(
    program: Program, monkeypatch: pytest.MonkeyPatch, small: Path, arguments: list[str]
) -> None:
    monkeypatch.setenv("CLOSER_LANGUAGE", "en")
    typed = "What do you enjoy most here?\n.\nSubject: Thanks\n\nThank you, Ann.\n.\n"
    assert program("play", str(small), "--plain", typed=typed).returncode == 0
    english, german = in_both(program, monkeypatch, *arguments)
    assert english
    assert english == german


def test_findings_for_programs_are_the_same_in_every_language(
    program: Program, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    for form in ("json", "github"):
        english, german = in_both(program, monkeypatch, "check", str(small), "--no-samples", "--format", form)
        assert english == german


def test_where_tells_the_language_and_what_says_so(
    program: Program, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def last() -> str:
        return program("where").stdout.splitlines()[-1]

    monkeypatch.setenv("CLOSER_LANGUAGE", "de")
    assert last() == "language\tDeutsch (as CLOSER_LANGUAGE says)"
    monkeypatch.setenv("CLOSER_LANGUAGE", "")
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_CH.UTF-8")
    assert last() == "language\tDeutsch (as LANG says)"
    home.mkdir()
    (home / "settings.toml").write_text('language = "en"\n')
    assert last() == "language\tEnglish (as the settings say)"


@pytest.mark.skipif(sys.platform == "win32", reason="a pty is Unix")
@pytest.mark.usefixtures("german")
def test_tables_on_a_terminal_have_german_heads_over_their_columns(program: Program, small: Path) -> None:
    typed = "What do you enjoy most here?\n.\nSubject: Thanks\n\nThank you, Ann.\n.\n"
    assert program("play", str(small), "--plain", "--level", "coached", typed=typed).returncode == 0
    somebody = Person("history")
    assert somebody.ended() == 0
    head, row = somebody.seen.replace("\r", "").splitlines()[:2]
    for title, below in (("Wann", "20"), ("Szenario", "small"), ("Stufe", "mit Hilfe")):
        assert row[head.index(title) :].startswith(below)
    assert "Züge: Fragen, was du mitbringst" in somebody.seen
    somebody = Person("where")
    assert somebody.ended() == 0
    assert "Einstellungen  " in somebody.seen
    starts = {line.index(line.split("  ", 1)[1].lstrip()) for line in somebody.seen.replace("\r", "").splitlines()}
    assert len(starts) == 1
