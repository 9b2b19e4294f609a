"""`closer prepare`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.hostile.words import STEER
from tests.person import Person

from closer_tui import cli
from closer_tui.commands import model
from closer_tui.scenario.load import load_file
from closer_tui.scenario.shape import DIFFICULTIES
from closer_tui.scenario.template_lines import MOODS
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer

Closer = Callable[..., Result]
ADVERTS = Path(__file__).parent.parent / "scenario" / "adverts"
FINTECH = str(ADVERTS / "fintech.txt")
WHAT = ("--role", "Backend engineer", "--company", "Larkspur Pay")


@pytest.fixture(scope="module")
def loaded() -> Scorer:
    return model.load()


@pytest.fixture(autouse=True)
def one_scorer(loaded: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one, loaded once."""
    monkeypatch.setattr(model, "lazy", lambda: LazyScorer(lambda: loaded))


def test_it_tells_the_questions_and_writes_a_scenario_that_passes_its_check(closer: Closer, home: Path) -> None:
    done = closer(
        "prepare", *WHAT, "--with", "Ines Cardoso, Team lead; Tom Webb", "--when", "Tuesday", "--advert", FINTECH
    )
    assert (done.exit_code, done.stderr) == (0, "")
    file = home / "scenarios" / "your-interview-at-larkspur-pay.toml"
    assert f"Written: {file}" in done.stdout and "What happens next" in done.stdout
    assert "The advert says: “£60,000 to £72,000” – do not ask what it pays" in " ".join(done.stdout.split())
    assert all(len(line) <= 100 for line in done.stdout.split("\n") if str(file) not in line)
    assert load_file(file).interviewer.name == "Ines Cardoso"
    check = closer("check")
    assert (check.exit_code, check.stderr) == (0, "")
    assert closer("play", "your-interview-at-larkspur-pay", "--plain").exit_code == 0
    assert "your-interview-at-larkspur-pay" in closer("list").stdout


def test_only_the_questions_are_text_and_nothing_is_written(closer: Closer, home: Path) -> None:
    done = closer("prepare", *WHAT, "--advert", FINTECH, "--questions")
    assert done.exit_code == 0 and "Written" not in done.stdout and not home.exists()
    assert done.stdout.lstrip().startswith("Questions worth asking: Backend engineer, Larkspur Pay\n")


def test_the_advert_may_come_from_standard_input(closer: Closer) -> None:
    done = closer("prepare", *WHAT, "--advert", "-", "--questions", typed=Path(FINTECH).read_bytes())
    assert "£60,000" in done.stdout


def test_without_an_advert_it_says_what_one_would_bring(closer: Closer, home: Path) -> None:
    done = closer("prepare", *WHAT, "--yes")
    assert done.exit_code == 0 and "There was no advert" in done.stdout and "Nobody was named" in done.stdout
    assert closer("check").exit_code == 0 and (home / "scenarios").is_dir()


def test_what_is_there_stays(closer: Closer, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("kept", encoding="utf-8")
    done = closer("prepare", str(file), *WHAT)
    assert done.exit_code == 1 and "is there already" in done.stderr and "This name is free" in done.stderr
    assert file.read_text(encoding="utf-8") == "kept"
    closer("prepare", *WHAT)
    assert "is there already: this one is called your-interview-at-larkspur-pay-2" in closer("prepare", *WHAT).stderr


@pytest.mark.parametrize("lacking", ["role", "company"])
def test_what_cannot_be_guessed_has_to_be_said(closer: Closer, home: Path, lacking: str) -> None:
    said = [word for pair in zip(WHAT[::2], WHAT[1::2], strict=True) if pair[0] != f"--{lacking}" for word in pair]
    done = closer("prepare", *said, "--yes")
    assert done.exit_code == 2 and f"closer prepare --{lacking} TEXT" in done.stderr and not home.exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("advert.pdf", b"%PDF-1.7\n\x00", "is a PDF, and closer reads text. Open it, select and copy"),
        ("advert.docx", b"PK\x03\x04word", "is a document of a word processor"),
        ("advert.html", b"<p>Python</p>", "is a whole web page"),
        ("advert", b"\n<!DOCTYPE html><html>", "is a whole web page"),
        ("advert.png", b"\x89PNG\r\n", "is a picture"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(
    closer: Closer, tmp_path: Path, home: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = closer("prepare", *WHAT, "--advert", str(tmp_path / name))
    assert done.exit_code == 1 and said in done.stderr and "paste it" in done.stderr and not home.exists()


@pytest.mark.parametrize("name", ["none.txt", ".", "\0"])
def test_an_advert_that_is_not_there_is_told(closer: Closer, tmp_path: Path, home: Path, name: str) -> None:
    done = closer("prepare", *WHAT, "--advert", str(tmp_path / name) if name != "\0" else "a\0b")
    assert done.exit_code == 1 and "can't be read" in done.stderr and not home.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encodings_of_editors_are_read(closer: Closer, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "advert.txt").write_bytes("We pay £40,000 in São Paulo.".encode(encoding))
    done = closer("prepare", *WHAT, "--advert", str(tmp_path / "advert.txt"), "--questions")
    assert "We pay £40,000 in São Paulo." in done.stdout
    assert ("is not UTF-8" in done.stderr) == (encoding == "cp1252")


def test_a_hostile_advert_and_hostile_answers_are_only_words(closer: Closer, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_bytes((ADVERTS / "hostile.txt").read_bytes() * 900)
    words = 'a "quote" """ \x1b[31m {company} \u202eevil = [[step]]'
    done = closer("prepare", "--role", words, "--company", words, "--with", words, "--when", words,
                  "--advert", str(hostile))  # fmt: skip
    assert done.exit_code == 0 and STEER.search(done.output.replace("\n", "")) is None
    assert "The advert is very long" in done.stdout
    assert closer("check").exit_code == 0


def test_another_language_is_told_what_it_takes(closer: Closer) -> None:
    done = closer("prepare", *WHAT, "--language", "de", "--advert", str(ADVERTS / "german.txt"))
    assert done.exit_code == 0 and "The lines are English" in done.stderr
    assert closer("check").exit_code == 0


def test_the_choices_of_the_command_line_are_those_of_the_template() -> None:
    from closer_tui.cli.scenarios import prepare_command

    choices = {option.name: getattr(option.type, "choices", None) for option in prepare_command.params}
    assert choices["mood"] == tuple(MOODS) and choices["difficulty"] == DIFFICULTIES
    assert "prepare" in cli.main.commands


def test_at_a_terminal_it_asks_and_the_advert_is_pasted(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    person = Person("prepare", str(file), "--company", "Lark")
    for question, answer in (
        ("Which job is it?", ""), ("This one is needed", "QA engineer"), ("Who will interview you?", "Ann Bell, CTO"),
        ("When is it?", ""), ("How are they", "sc"),
        ("Paste the advert", "You write Playwright tests.\n\nSalary: £1\n."),
    ):  # fmt: skip
        person.wait_for(question)
        person.seen = ""
        person.type(f"{answer}\n")
    assert person.ended() == 0, person.seen
    assert "“Salary: £1”" in person.seen and "Playwright" in person.seen
    scenario = load_file(file)
    assert (scenario.role, scenario.interviewer.name) == ("QA engineer", "Ann Bell")
    assert scenario.interviewer.temper == MOODS["sceptical"].temper


def test_at_a_terminal_leaving_in_the_middle_writes_nothing(tmp_path: Path) -> None:
    person = Person("prepare", str(tmp_path / "mine.toml"))
    person.wait_for("Which job")
    person.type("\x04")
    assert person.ended() == 1 and "Nothing was written" in person.seen
    assert list(tmp_path.iterdir()) == []
