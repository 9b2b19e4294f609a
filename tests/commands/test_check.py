"""`closer check`: which files it takes, how it tells what is wrong, and what its exit status says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from closer_tui.commands.check import check
from closer_tui.commands.check_formats import Told, as_github, as_text
from closer_tui.diagnostics import Diagnostic
from closer_tui.linear import cells

Closer = Callable[..., Result]

BROKEN = Path(__file__).parents[1] / "scenario" / "broken"
SAMPLE = '[[step.sample]]\nlevel = "strong"\ntext = "asks team"\nmeets = ["asks", "{}"]\n\n[[step]]\nmove = "email"'


def last_line(done: Result) -> str:
    return done.stdout.splitlines()[-1]


# --- golden outputs: what a person, a program and GitHub are told of fifteen faults ------------------------


@pytest.mark.parametrize(("format_", "file"), [("text", "txt"), ("json", "json"), ("github", "github")])
def test_fifteen_faults_are_told_as_they_always_were(
    closer: Closer, monkeypatch: pytest.MonkeyPatch, format_: str, file: str
) -> None:
    monkeypatch.chdir(BROKEN)
    done = closer("check", "fifteen.toml", "--no-samples", "--format", format_)
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout == (BROKEN / f"fifteen.{file}").read_text(encoding="utf-8")


def test_json_is_a_list_of_objects_with_stable_keys(closer: Closer, small: Path) -> None:
    small.write_text(small.read_text("utf-8").replace("easy", "hardest"), encoding="utf-8")
    done = closer("check", str(small), "missing.toml", "--format", "json")
    rows = json.loads(done.stdout)
    keys = ["code", "severity", "headline", "path", "line", "column", "end_line", "end_column", "key", "what", "help"]
    assert all(list(row) == keys for row in rows) and len(rows) > 2
    hardest = next(row for row in rows if row["code"] == "S018")
    assert (hardest["path"], hardest["line"], hardest["column"], hardest["end_column"]) == (str(small), 6, 14, 23)
    missing = next(row for row in rows if row["code"] == "S001")
    assert (missing["path"], missing["line"], missing["column"]) == ("missing.toml", None, None)
    assert closer("check", str(small), "--format", "json", "--no-samples").exit_code == 1


def test_json_of_nothing_wrong_is_an_empty_list(closer: Closer) -> None:
    done = closer("check", "first-job", "--no-samples", "--format", "json")
    assert (done.exit_code, [row for row in json.loads(done.stdout) if row["severity"] != "note"]) == (0, [])


# --- which files -------------------------------------------------------------------------------------------


def test_without_a_path_the_own_folder_is_checked(closer: Closer, own: Path) -> None:
    (own / "b.toml").write_text("format = 2\n", encoding="utf-8")
    (own / "a.toml").write_text("format = 3\n", encoding="utf-8")
    (own / ".#b.toml").write_text("format = 4\n", encoding="utf-8")
    done = closer("check")
    told = [line.split(":")[0] for line in done.stdout.splitlines() if " error S010" in line]
    assert told == [str(own / "a.toml"), str(own / "b.toml")]
    assert f"{own / 'small.toml'}: can be played. 2 steps, 0 samples scored as said.\n" in done.stdout
    assert (done.exit_code, last_line(done).split(",")[0]) == (1, "3 files: 2 errors")


def test_a_folder_without_scenarios_is_no_success(closer: Closer, tmp_path: Path, home: Path) -> None:
    done = closer("check", str(tmp_path))
    told = json.loads(closer("check", str(tmp_path), "--format", "json").stdout)
    assert [(row["code"], row["path"]) for row in told] == [("S090", str(tmp_path))]
    assert done.exit_code == 1 and "nothing was checked" in done.stdout
    done = closer("check")
    assert done.exit_code == 1 and str(home / "scenarios") in done.stdout and "closer new" in done.stdout


def test_a_file_that_is_named_twice_is_checked_once(closer: Closer, small: Path) -> None:
    done = closer("check", str(small), str(small.parent), str(small.parent / "." / "small.toml"))
    assert done.stdout.count("can be played") == 1 and last_line(done).startswith("1 file: ")


def test_a_name_of_the_list_is_enough(closer: Closer, own: Path) -> None:
    assert "first-job.toml: can be played." in closer("check", "first-job", "--no-samples").stdout
    (own / "first-job.toml").write_text("format = 2\n", encoding="utf-8")
    assert f"{own / 'first-job.toml'}:1:10: error S010" in closer("check", "first-job").stdout


def test_every_problem_of_every_file_is_told_and_counted_last(closer: Closer, small: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(small.read_text("utf-8").replace("easy", "hardest").replace("company", "compnay"), encoding="utf-8")
    done = closer("check", str(small), str(bad), str(tmp_path / "missing.toml"))
    assert f"{small}: can be played. 2 steps, 0 samples scored as said.\n" in done.stdout
    assert all(f"{bad}:{line}:" in done.stdout for line in (4, 6))
    assert f"{tmp_path / 'missing.toml'}: error" in done.stdout
    assert (done.exit_code, last_line(done)) == (1, "3 files: 3 errors, 6 warnings")


def test_two_files_with_one_id_are_told_where_the_id_is(closer: Closer, small: Path, tmp_path: Path) -> None:
    text = small.read_text("utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text('id = "same"\n' + text, encoding="utf-8")
    done = closer("check", str(tmp_path / "a.toml"), str(tmp_path / "b.toml"))
    assert f"{tmp_path / 'b.toml'}:1:6: warning S053:" in done.stdout and done.stdout.count("S053") == 1


# --- the exit status ---------------------------------------------------------------------------------------


def test_warnings_are_errors_only_where_one_is_strict(closer: Closer, small: Path) -> None:
    done = closer("check", str(small))
    assert done.exit_code == 0 and " warning S05" in done.stdout and " error " not in done.stdout
    assert closer("check", str(small), "--strict").exit_code == 1
    assert closer("check", "first-job", "--strict", "--no-samples").exit_code == 0


@pytest.mark.usefixtures("words")
def test_samples_are_scored_unless_one_says_no(closer: Closer, small: Path) -> None:
    text = small.read_text("utf-8")
    small.write_text(text.replace('[[step]]\nmove = "email"', SAMPLE.format("insightful")), encoding="utf-8")
    done = closer("check", str(small))
    assert done.exit_code == 1 and f"{small}:23:18: error S060:" in done.stdout and "meets insightful" in done.stdout
    done = closer("check", str(small), "--no-samples")
    assert done.exit_code == 0 and "2 steps, 1 sample not scored.\n" in done.stdout
    small.write_text(text.replace('[[step]]\nmove = "email"', SAMPLE.replace(', "{}"', "")), encoding="utf-8")
    done = closer("check", str(small))
    assert done.exit_code == 0 and f"{small}: can be played. 2 steps, 1 sample scored as said.\n" in done.stdout


# --- the line and its carets -------------------------------------------------------------------------------


def drawn(line: str, column: int, end: int, width: int = 60) -> tuple[str, str]:
    diagnostic = Diagnostic("S013", "error", "What.", "Help.", "x.toml", 1, column, "", 1, end)
    _, source, carets, *_ = as_text(Told(diagnostic, [line]), width).split("\n")
    return source.removeprefix("  1 | "), carets.removeprefix("    | ")


@pytest.mark.parametrize(
    ("line", "column", "end", "carets"),
    [
        ("rate = 900", 8, 11, "       ^^^"),
        ("\tрейт = 900", 9, 12, "        ^^^"),
        ('x = ["面接", 7]', 12, 13, "             ^"),
        ('x = "ä"', 1, 2, "^"),
        ("x = ", 5, 5, "   ^"),
        ("x", 40, 50, " ^"),
    ],
)
def test_carets_stand_under_the_very_words(line: str, column: int, end: int, carets: str) -> None:
    assert drawn(line, column, end)[1] == carets


@pytest.mark.parametrize("column", [1, 50, 150, 290])
def test_of_a_long_line_the_part_is_shown_that_is_meant(column: int) -> None:
    line = "".join(f"<{n:03}>" for n in range(60))
    source, carets = drawn(line, column, column + 5)
    begin = carets.index("^")
    assert cells(source) <= 60 and source[begin : begin + 5] == line[column - 1 : column + 4]
    assert carets.count("^") == 5


def test_the_first_line_is_broken_between_words_for_people_alone() -> None:
    diagnostic = Diagnostic(
        "S013", "error", "One two three four five six seven eight nine ten.", "Help.", "x.toml", 1, 1
    )
    assert as_text(Told(diagnostic, ["x"]), 40).split("\n")[0].endswith(" ten.")
    rows = as_text(Told(diagnostic, ["x"]), 40, fold=True).split("\n")
    assert rows[:3] == ["x.toml:1:1: error S013: One two", "    three four five six seven eight nine", "    ten."]


def test_a_text_over_many_lines_is_marked_to_the_end_of_its_first() -> None:
    diagnostic = Diagnostic("S057", "warning", "What.", "Help.", "x.toml", 1, 5, "", 3, 4)
    assert as_text(Told(diagnostic, ['x = """a', "b", '"""']), 60).split("\n")[2] == "    |     ^^^^"


@pytest.mark.parametrize(("changes", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_colour_unless_one_says_no_or_it_is_a_dumb_one(
    changes: dict[str, str],
    coloured: bool,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small.write_text(small.read_text().replace('"easy"', '"eazy"'))
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.chdir(small.parent)
    assert check([small.name], samples=False) == 1
    told = capsys.readouterr().out
    assert "error S018" in told and ("\x1b[1;31merror S018\x1b[0m" in told) is coloured
    assert ("\x1b" in told) is coloured


# --- hostile words -----------------------------------------------------------------------------------------

HOSTILE = "x%0A::set-env name=PATH::%25\r\n::add-mask::y,file=/etc/passwd:: \x1b[31m\u202e##[error]z"


def undone(line: str) -> tuple[str, dict[str, str], str]:
    """As GitHub's runner reads a line: command, properties, message."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL)
    assert match

    def plain(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
        for code, char in pairs:
            text = text.replace(code, char)
        return text

    data = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
    more = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
    properties = dict(each.split("=", 1) for each in match[2].split(","))
    return match[1], {name: plain(value, more) for name, value in properties.items()}, plain(match[3], data)


def test_hostile_words_stay_inside_one_workflow_command() -> None:
    diagnostic = Diagnostic("S011", "warning", HOSTILE, HOSTILE, HOSTILE, 3, 4, HOSTILE, 3, 9)
    line = as_github(diagnostic)
    assert "\n" not in line and "\r" not in line and "\x1b" not in line and line.startswith("::warning file=")
    command, properties, message = undone(line)
    seen = HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd").replace("\r", "\ufffd")
    assert command == "warning"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert properties["file"] == seen and properties["title"] == "S011 unknown key"
    assert message == f"{seen} (at {seen})\n{seen}"


@pytest.mark.parametrize("format_", ["text", "github", "json"])
def test_a_hostile_file_gives_no_line_that_is_a_command_of_its_own(closer: Closer, small: Path, format_: str) -> None:
    evil = '"x\\n::set-output name=a::b\\u001b[31m%0A::add-mask::c" = 1\n# ::stop-commands::d\n'
    small.write_text(evil + small.read_text("utf-8"), encoding="utf-8")
    done = closer("check", str(small), "--format", format_)
    assert done.exit_code == 1 and "\x1b" not in done.output
    commands = [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in commands)
    assert bool(commands) == (format_ == "github")
