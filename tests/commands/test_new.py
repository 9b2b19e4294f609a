"""`closer new` and `closer schema`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.person import Person

from closer_tui.cli import scenarios
from closer_tui.commands import model
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import load_file, read_file
from closer_tui.scenario.schema import FILE_NAME, schema_text
from closer_tui.scenario.shape import DIFFICULTIES
from closer_tui.scenario.template import LONGEST, SCHEMA_LINE
from closer_tui.scenario.template_lines import MOODS
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer

Closer = Callable[..., Result]
NAME = "last-minutes-at-kestrel-energy"


@pytest.fixture(scope="module")
def loaded() -> Scorer:
    return model.load()


@pytest.fixture(autouse=True)
def one_scorer(loaded: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one, loaded once."""
    monkeypatch.setattr(model, "lazy", lambda: LazyScorer(lambda: loaded))


def test_without_a_path_it_goes_into_the_own_folder_and_is_listed(closer: Closer, home: Path) -> None:
    done = closer("new")
    assert (done.exit_code, done.stderr) == (0, "")
    file = home / "scenarios" / f"{NAME}.toml"
    assert f"Written: {file}" in done.stdout
    assert done.stdout.endswith(f"  play it     closer play {NAME}\n") and f"closer check {file}" in done.stdout
    assert read_file(file).diagnostics == ()
    assert f"{NAME}\t" in closer("list").stdout


def test_what_it_writes_passes_closer_check_with_no_word_against_it(closer: Closer, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert closer("new", str(file), "--role", "SRE", "--company", "Acme & Co").exit_code == 0
    done = closer("check", str(file))
    assert (done.exit_code, done.stderr) == (0, "")
    assert closer("play", str(file), "--plain").exit_code == 0


def test_options_say_what_is_wished_for(closer: Closer, tmp_path: Path) -> None:
    done = closer(
        "new", str(tmp_path), "--role", "QA engineer", "--company", "Lark", "--interviewer", "Sam Reed",
        "--title", "CTO", "--moves", "email, val", "--mood", "brisk", "--level", "hard", "--called", "Before Lark",
        "--language", "en-GB",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    scenario = load_file(tmp_path / "before-lark.toml")
    assert (scenario.role, scenario.company, scenario.interviewer.name) == ("QA engineer", "Lark", "Sam Reed")
    assert [step.move for step in scenario.steps] == ["value", "email"]
    assert (scenario.difficulty, scenario.language, scenario.title) == ("hard", "en-GB", "Before Lark")


def test_the_choices_of_the_command_line_are_those_of_the_template() -> None:
    choices = {option.name: getattr(option.type, "choices", None) for option in scenarios.new_command.params}
    assert choices["mood"] == tuple(MOODS) and choices["difficulty"] == DIFFICULTIES


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--moves", "pitch", "Did you mean value? There is questions, value, interest or email."),
        ("--language", "klingon!", "write one such as en-GB or de"),
        ("--role", " \x1b ", "There is nothing in this role that can be read"),
    ],
)
def test_an_option_that_can_t_be_used_says_what_can(
    closer: Closer, tmp_path: Path, option: str, value: str, said: str
) -> None:
    done = closer("new", str(tmp_path / "mine.toml"), option, value)
    assert done.exit_code == 2 and said in done.stderr and "\x1b" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_and_a_free_name_is_told(closer: Closer, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("kept", encoding="utf-8")
    (tmp_path / "mine-2.toml").touch()
    done = closer("new", str(tmp_path / "mine"))
    assert done.exit_code == 1
    assert f"{file} is there already, a file of 4 bytes. It stays as it is." in done.stderr
    assert f"This name is free: {tmp_path / 'mine-3.toml'}" in done.stderr
    assert file.read_text(encoding="utf-8") == "kept" and not (tmp_path / FILE_NAME).exists()


def test_a_link_to_nowhere_is_something_that_is_there(closer: Closer, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").symlink_to(tmp_path / "elsewhere")
    assert closer("new", str(tmp_path / "mine.toml")).exit_code == 1
    assert not (tmp_path / "elsewhere").exists()


def test_a_second_one_of_a_title_gets_the_next_name_and_an_id_of_its_own(closer: Closer, home: Path) -> None:
    closer("new")
    done = closer("new")
    assert done.stderr == f"{NAME} is there already: this one is called {NAME}-2.\n"
    ids = [load_file(home / "scenarios" / f"{name}.toml").id for name in (NAME, f"{NAME}-2")]
    assert ids == [NAME, f"{NAME}-2"]


def test_it_never_takes_the_place_of_a_bundled_one_unasked(closer: Closer, home: Path) -> None:
    assert closer("new", "--called", "First job").exit_code == 0
    assert [path.name for path in (home / "scenarios").glob("*.toml")] == ["first-job-2.toml"]


def test_a_missing_folder_is_made_where_a_folder_is_named_and_told_where_a_file_is(
    closer: Closer, tmp_path: Path
) -> None:
    assert closer("new", f"{tmp_path}/a/b/").exit_code == 0
    assert (tmp_path / "a" / "b" / f"{NAME}.toml").is_file()
    done = closer("new", str(tmp_path / "c" / "mine.toml"))
    assert done.exit_code == 1 and f"There is no folder {tmp_path / 'c'}" in done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_t_be_written_to_is_told(closer: Closer, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = closer("new", str(tmp_path / "mine.toml"))
    tmp_path.chmod(0o700)
    assert done.exit_code == 1 and "Permission denied" in done.stderr


@pytest.mark.parametrize(
    "hostile", ['a "quote"', '"""', "a\nb", "\x1b]0;x\x07a", "\u202ea", "x" * 10_000, "{company}", "\\"]
)
def test_hostile_answers_give_a_scenario_that_passes_its_check(closer: Closer, tmp_path: Path, hostile: str) -> None:
    file = tmp_path / "mine.toml"
    wishes = [word for name in ("role", "company", "interviewer", "title", "called") for word in (f"--{name}", hostile)]
    done = closer("new", str(file), *wishes)
    assert done.exit_code == 0 and "\x1b" not in done.output
    assert (f"its first {LONGEST} characters were taken" in done.stderr) == (len(hostile) > LONGEST)
    assert (closer("check", str(file)).exit_code, closer("check", str(file)).stderr) == (0, "")


def test_a_name_that_changes_the_score_stays_out_of_the_samples(closer: Closer, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    sour = "I might take it, I am not sure"
    assert closer("new", str(file), "--role", sour, "--company", "No, I don't want this job").exit_code == 0
    assert load_file(file).role == sour
    done = closer("check", str(file))
    assert (done.exit_code, done.stderr) == (0, "")


def test_another_language_is_told_what_it_takes(closer: Closer, tmp_path: Path) -> None:
    done = closer("new", str(tmp_path / "mine.toml"), "--language", "de")
    assert done.exit_code == 0 and "The lines are English, for you to put into your language" in done.stderr
    assert closer("check", str(tmp_path / "mine.toml")).stderr == ""


# --- a copy ----------------------------------------------------------------------------------------------


def test_a_copy_has_its_own_id_title_and_name_and_the_rest_of_the_original(closer: Closer, home: Path) -> None:
    done = closer("new", "--from", "payments-backend")
    assert (done.exit_code, done.stderr) == (0, "")
    (file,) = (home / "scenarios").glob("*.toml")
    original = tomllib.loads((bundled_folder() / "payments-backend.toml").read_text(encoding="utf-8"))
    copy = tomllib.loads(file.read_text(encoding="utf-8"))
    assert copy["id"] == file.stem != original["id"] and copy["title"] == f"{original['title']} (copy)"
    assert {**copy, "id": 0, "title": 0} == {**original, "id": 0, "title": 0}
    assert closer("list").stderr == ""


def test_a_copy_of_an_own_file_keeps_its_comments(closer: Closer, small: Path, tmp_path: Path) -> None:
    small.write_text("# Mine.\n" + small.read_text(encoding="utf-8"), encoding="utf-8")
    assert closer("new", str(tmp_path / "b.toml"), "--from", str(small), "--called", 'A "b"').exit_code == 0
    text = (tmp_path / "b.toml").read_text(encoding="utf-8")
    assert text.startswith(f"{SCHEMA_LINE}\n# Mine.\nformat = 1\n")
    assert load_file(tmp_path / "b.toml").title == 'A "b"'


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--from", "payments-bakend"), 1, "Did you mean payments-backend?"),
        (("--from", "first-job", "--role", "SRE"), 2, "only --called goes with it"),
    ],
)
def test_a_copy_that_can_t_be_made_says_why(
    closer: Closer, home: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = closer("new", *arguments)
    assert done.exit_code == status and said in done.stderr
    assert not home.exists()


# --- the schema ------------------------------------------------------------------------------------------


def test_the_schema_lies_beside_it_and_an_older_one_is_refreshed(closer: Closer, tmp_path: Path) -> None:
    schema = tmp_path / FILE_NAME
    closer("new", str(tmp_path / "a.toml"))
    assert schema.read_text(encoding="utf-8") == schema_text()
    schema.write_text(schema_text().replace('"warm', '"cold')[:5000], encoding="utf-8")
    closer("new", str(tmp_path / "b.toml"))
    assert schema.read_text(encoding="utf-8") == schema_text()
    assert (tmp_path / "b.toml").read_text(encoding="utf-8").startswith(SCHEMA_LINE)


def test_somebody_else_s_file_of_that_name_stays_and_is_not_named(closer: Closer, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{}", encoding="utf-8")
    done = closer("new", str(tmp_path / "a.toml"))
    assert done.exit_code == 0 and "something else has that name" in done.stderr
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "{}"
    assert "#:schema" not in (tmp_path / "a.toml").read_text(encoding="utf-8")


def test_schema_prints_and_writes(closer: Closer, tmp_path: Path) -> None:
    assert closer("schema").stdout == schema_text()
    for target in (tmp_path, tmp_path / "other.json"):
        assert closer("schema", "--output", str(target)).exit_code == 0
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == (tmp_path / "other.json").read_text(encoding="utf-8")
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    done = closer("schema", "-o", str(tmp_path / "other.json"))
    assert done.exit_code == 1 and "is no schema of closer" in done.stderr
    assert closer("schema", "-o", str(tmp_path / "no" / "x.json")).exit_code == 1


# --- at a terminal ---------------------------------------------------------------------------------------


def test_at_a_terminal_it_asks_and_an_answer_that_can_t_be_taken_is_asked_for_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    person = Person("new", str(file), "--company", "Lark")
    for question, answer in (
        ("Which job is it for? [Backend developer]", "QA engineer"), ("What is the interviewer called?", ""),
        ("What is their job title?", ""), ("Which moves", "pitches"), ("There is questions, value", "q, e"),
        ("How are they", "sc"), ("How hard shall it be: easy, medium or hard? [medium]", ""),
    ):  # fmt: skip
        person.wait_for(question)
        person.seen = ""
        person.type(f"{answer}\n")
    assert person.ended() == 0, person.seen
    scenario = load_file(file)
    assert (scenario.role, scenario.company, scenario.interviewer.name) == ("QA engineer", "Lark", "Priya Nair")
    assert [step.move for step in scenario.steps] == ["questions", "email"]
    assert scenario.interviewer.temper == MOODS["sceptical"].temper


def test_at_a_terminal_leaving_in_the_middle_writes_nothing(tmp_path: Path) -> None:
    person = Person("new", str(tmp_path / "mine.toml"))
    person.wait_for("Which job")
    person.type("\x04")
    assert person.ended() == 1 and "Nothing was written" in person.seen
    assert list(tmp_path.iterdir()) == []
