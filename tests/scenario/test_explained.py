"""Every code has its story; of the examples in it the wrong one has the problem, and the right one has not."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from closer_tui.cli import main
from closer_tui.commands.check import explain
from closer_tui.diagnostics import Diagnostic
from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.explained import explanation
from closer_tui.scoring.verdict import Judgement, Kind, Scorer

BEGIN = {
    "format": "1", "title": '"The train"', "summary": '"A short one."', "company": '"Kestrel"',
    "role": '"Developer"', "difficulty": '"easy"',
}  # fmt: skip
INTERVIEWER = '[interviewer]\nname = "Priya Nair"\ntitle = "Engineering manager"\n'
STEP = '[[step]]\nmove = "value"\nsays = "Why you?"\n[[step.sample]]\nlevel = "strong"\ntext = "strength"\n'
STEP += 'meets = ["strength"]\n'
COMMANDS = [code for code in HEADLINES if explanation(code).is_command]
PARTS = [code for code in HEADLINES if code not in COMMANDS]


def whole(part: str) -> str:
    """The scenario that the example is a part of."""
    if part.startswith("format"):
        return part
    header = re.search(r"^\[", part, re.MULTILINE)
    head, tables = (part[: header.start()], part[header.start() :]) if header else (part, "")
    begin = "".join(f"{k} = {v}\n" for k, v in BEGIN.items() if not re.search(rf"^{k} =", head, re.MULTILINE))
    step = "" if "[[step]]" in tables else STEP
    return f"{begin}{head}\n{INTERVIEWER}{step}{tables}\n"


class Doubtful:
    """The words' scorer, not sure of whoever would only go on; the real one may learn to be."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self.version = "doubtful"

    def judge(self, text: str, kind: Kind) -> Judgement:
        judged = self._scorer.judge(text.replace("I want this job", "interested"), kind)
        if "next round" not in text:
            return judged
        return replace(judged, verdicts=tuple(replace(v, outcome="not_sure") for v in judged.verdicts))


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [each.code for each in found]


def test_every_code_has_a_story_of_some_sentences_and_nothing_else_has() -> None:
    text = (Path(check_scenario.__code__.co_filename).parent / "explained.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(HEADLINES)
    for code in HEADLINES:
        told = explanation(code)
        assert len(" ".join(told.story).split()) > 15 and told.wrong != told.right, code


@pytest.mark.parametrize("code", PARTS)
def test_the_wrong_example_has_the_problem_and_the_right_one_has_not(code: str, word_scorer: Scorer) -> None:
    told = explanation(code)
    scorer = Doubtful(word_scorer) if code in ("S060", "S061", "S062") else None
    assert code in codes(check_scenario(whole(told.wrong), "x", "x.toml", scorer))
    found = check_scenario(whole(told.right), "x", "x.toml", scorer)
    assert code not in codes(found)
    assert [str(each) for each in found if each.severity == "error"] == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands of the examples are typed."""
    good = whole("")
    for name, data in {
        "mine.toml": b'id = "mine"\n' + good.encode(),
        "copy.toml": b'id = "mine"\n' + good.encode(),
        "other.toml": good.encode(),
        "scenarios/one.toml": good.encode(),
        "drafts/notes.txt": b"",
        "folder.toml/x": b"",
        "photo.toml": b"\x89PNG\0",
        "latin.toml": good.replace("Kestrel", "Café").encode("latin-1"),
        "huge.toml": b"#" * 300_000,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("code", COMMANDS)
def test_the_wrong_command_is_answered_with_the_problem_and_the_right_one_is_not(code: str) -> None:
    told = explanation(code)

    def run(command: str) -> str:
        program, *arguments = shlex.split(command)
        assert program == "closer"
        samples = ["--no-samples"] if arguments[0] == "check" else ["--plain"]
        done = CliRunner().invoke(main, [*arguments, *samples])
        assert "Traceback" not in done.output
        return done.output

    assert f" {code}: " in run(told.wrong)
    right = run(told.right)
    assert f" {code}: " not in right and " error S" not in right


def test_the_story_is_told_by_the_command_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(" s012 ") == 0
    told = capsys.readouterr().out
    assert told.startswith("S012: missing key\n\nThe table needs this key") and "Wrong:\n\n    [[step]]\n" in told
    assert told.endswith('    says = "So, why you?"\n') and max(map(len, told.splitlines())) <= 100
