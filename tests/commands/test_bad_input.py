"""Whatever is handed in as a scenario: a message with its place and what to write instead, no traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Closer = Callable[..., Result]

STEP = '[[step]]\nmove = "questions"\nsays = ["Any questions?"]\n'


def changed(old: str, new: str) -> Callable[[str], bytes]:
    def change(small: str) -> bytes:
        assert old in small
        return small.replace(old, new, 1).encode()

    return change


def added(more: str) -> Callable[[str], bytes]:
    return lambda small: (small + more).encode()


def instead(content: bytes) -> Callable[[str], bytes]:
    return lambda _: content


@pytest.fixture
def spoilt(small: Path) -> Callable[[Callable[[str], bytes]], Path]:
    def spoil(change: Callable[[str], bytes]) -> Path:
        small.write_bytes(change(small.read_text(encoding="utf-8")))
        return small

    return spoil


BAD: dict[str, tuple[Callable[[str], bytes], int, str]] = {
    # what is wrong: how the good scenario is spoilt, the line that is named (0: the file), a word of the message
    "empty": (instead(b""), 0, "format"),
    "binary": (instead(bytes(range(256)) * 40), 0, "text"),
    "an image": (instead(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), 0, "text"),
    "50 MB": (instead(b'title = "x"\n' * 4_400_000), 0, "bytes"),
    "bad UTF-8": (changed("Ann Bell", "Ann \ufffd"), 0, "UTF-8"),
    "UTF-16": (lambda small: small.encode("utf-16"), 0, "UTF-8"),
    "bad syntax": (changed('title = "A small ending"', "title = A small ending"), 2, "quotes"),
    "an open text": (changed('"For tests."', '"For tests.'), 3, "quotes"),
    "a wrong type": (changed('title = "A small ending"', "title = 5"), 2, "title"),
    "a number of words": (changed("format = 1", 'format = "one"'), 1, "format"),
    "another format": (changed("format = 1", "format = 2"), 1, "format"),
    "an unknown key": (changed("company =", "compnay ="), 4, "company"),
    "a key twice": (changed('company = "Acme"', 'company = "Acme"\ncompany = "Acme"'), 5, "Keep one"),
    "no steps": (lambda small: small[: small.index("[[step]]")].encode(), 0, "step"),
    "an unknown move": (changed('"questions"', '"question"'), 16, "questions"),
    "an unknown difficulty": (changed('"easy"', '"impossible"'), 6, "easy"),
    "an unknown topic": (added(STEP + '[[step.answer]]\ntopic = "enjoyement"\nsays = "x"\n'), 27, "enjoyment"),
    "no cues": (added(STEP + '[[step.criterion]]\nname = "x"\ntitle = "X"\nadvice = "y"\n'), 26, "cues"),
    "deep nesting": (added("x = " + "[" * 5000 + "\n"), 0, "deep"),
    "escapes in keys": (added('"\\u001b[31m[bold]" = 1\n'), 23, "key"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", [("check",), ("play", "--plain")])
def test_a_bad_scenario_is_told_with_its_place(
    closer: Closer, spoilt: Callable[..., Path], case: str, command: tuple[str, ...]
) -> None:
    change, line, word = BAD[case]
    path = spoilt(change)
    if case == "bad UTF-8":
        path.write_bytes(path.read_bytes().replace("\ufffd".encode(), b"\xff"))
    done = closer(*command, str(path))
    assert done.exit_code == 1
    told, nothing = (done.stdout, done.stderr) if command == ("check",) else (done.stderr, done.stdout)
    assert nothing == ""
    place = f"{path}:{line}:" if line else f"{path}:"
    assert place in told
    assert word in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    "name", ["missing.toml", "folder.toml", "no-such-name", "x" * 5000 + ".toml", "nul\0.toml", ""]
)
@pytest.mark.parametrize("command", ["check", "play"])
def test_what_is_no_file_is_told_by_its_name(
    closer: Closer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.toml").mkdir()
    done = closer(command, name)
    told, nothing = (done.stdout, done.stderr) if command == "check" else (done.stderr, done.stdout)
    assert (done.exit_code, nothing) == (1, "")
    assert name[:100].replace("\0", "\ufffd") in told
    if (command, name) != ("play", "folder.toml"):  # a folder can be played, and this one is empty
        assert " error S" in told


def test_an_unknown_name_is_answered_with_a_near_one(closer: Closer) -> None:
    done = closer("play", "payment-backend")
    assert done.exit_code == 1
    assert "Did you mean payments-backend?" in done.stderr


HOSTILE = "\\u001b[31m\\u0007\\u202e[bold red]x[/][link=file:///etc/passwd]y 👩‍💻 שלום"


@pytest.mark.usefixtures("words")
def test_hostile_words_in_every_text_are_only_words(closer: Closer, small: Path, own: Path) -> None:
    text = small.read_text("utf-8")
    for words in ("A small ending", "For tests.", "Acme", "Developer", "A small room.", "Goodbye.", "Ann Bell",
                  "Manager", "Any questions?", "Good question.", "Later, at home."):  # fmt: skip
        text = text.replace(f'"{words}"', f'"{HOSTILE}"')
    for path in (small, own / "small.toml"):
        path.write_text(text, encoding="utf-8")
    outputs = [
        closer("check", str(small)),
        closer("list"),
        closer("list", "--json"),
        closer("play", str(small), typed="asks\n.\n"),
        closer("play", "small", "--level", "silent", typed="asks\n.\n"),
        closer("history"),
        closer("--plain", typed=""),
    ]
    for done in outputs:
        assert done.exit_code in (0, 1)
        assert not set(done.stdout + done.stderr) & {"\x1b", "\x07", "\u202e"}
    assert any("[bold red]x[/]" in done.output for done in outputs) or outputs[0].exit_code == 1
    assert json.loads(outputs[2].stdout)
