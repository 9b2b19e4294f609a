"""What strangers write in a scenario is only words: in the linear front end, in every command, and on the page."""

from __future__ import annotations

import dataclasses
import inspect
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt
from tests.hostile.words import (
    BULK,
    CODE,
    CONTROL,
    HARMLESS,
    KINDS,
    MARKUP,
    NO_TEXT,
    STEER,
    as_table,
    full,
    poisoned,
    texts,
    watched,
)
from tests.scenario.test_page import Page

from closer_tui.cli import main
from closer_tui.commands import check, in_lines, trying
from closer_tui.linear import Linear
from closer_tui.plain import play as play_plain
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.report_text import to_markdown
from closer_tui.scenario import model
from closer_tui.scenario.load import load_file, read_file
from closer_tui.scenario.page import to_html
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session
from closer_tui.trial import try_answer
from closer_tui.trial_text import to_lines

Closer = Callable[..., Result]
EMAIL = "[bold]$(id)\"'`%s{0}@[red]evil.example"
SAID = "asks team how many coffee?\n.\nI start on monday\n.\nthanks_time\n.\n"

every_kind = pytest.mark.parametrize("words", KINDS.values(), ids=KINDS)


@pytest.fixture
def closer(word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> Closer:
    for module in (in_lines, check, trying):
        monkeypatch.setattr(module, "lazy", lambda: LazyScorer(lambda: word_scorer))

    def run(*arguments: str, typed: str = "") -> Result:
        done = CliRunner().invoke(main, list(arguments), input=typed)
        assert "Traceback" not in done.output and done.exit_code in (0, 1), done.output
        assert_words(done.output)
        return done

    return run


def assert_words(text: str) -> None:
    found = STEER.search(text)
    assert found is None, f"{found[0]!r} in {text[max(0, found.start() - 60) : found.end() + 20]!r}"


def in_a_file(words: str) -> str:
    """A scenario with these words in every text, as a file's."""
    no_half = re.sub("[\ud800-\udfff]", "", words)
    table = as_table(poisoned(full(), lambda _: no_half))
    for person in [each["interviewer"] for each in (table, *table["step"]) if "interviewer" in each]:
        person["email"] = EMAIL
    return tomli_w.dumps(table)


def fitting(words: str) -> str:
    """As many of the words as the loader lets stand in one line."""
    return words[:300].strip()


# --- the tests' own tools ------------------------------------------------------------------------------------


def model_classes() -> Iterator[tuple[str, Any]]:
    for name, thing in inspect.getmembers(model, dataclasses.is_dataclass):
        if thing.__module__ == model.__name__:
            yield name, thing


def test_no_text_of_the_model_is_forgotten() -> None:
    """A field that comes later is found here: it has to be in the scenario that is poisoned."""
    filled = {(owner, field) for _, owner, field in texts(full())} | {("Reply", "cues"), ("Sample", "misses")}
    for name, thing in model_classes():
        for field in dataclasses.fields(thing):
            if field.type in ("str", "tuple[str, ...]"):
                assert (name, field.name) in filled, f"{name}.{field.name} is empty in the scenario of these tests"


def test_every_text_is_poisoned() -> None:
    done = poisoned(full(), lambda _: "poison")

    def clean(thing: Any) -> Iterator[str]:
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            for each in value if isinstance(value, tuple) else (value,):
                if dataclasses.is_dataclass(each):
                    yield from clean(each)
                elif (
                    isinstance(each, str)
                    and each not in ("poison", "")
                    and (type(thing).__name__, field.name) not in NO_TEXT
                ):
                    yield f"{type(thing).__name__}.{field.name} = {each}"

    assert {each.partition(" ")[0] for each in clean(done)} == {
        "Scenario.difficulty", "Step.move", "Voice.gender", "Sample.level",
    }  # fmt: skip


def test_the_watch_sees_what_is_written_outside_and_what_is_run(tmp_path: Path) -> None:
    inside, outside = tmp_path / "here", tmp_path / "home"
    outside.mkdir()
    with pytest.raises(AssertionError, match="open"), watched(inside):
        (outside / "x").write_text("x")
    with pytest.raises(AssertionError, match="Popen"), watched(inside):
        subprocess.run(["true"], check=True)
    with watched(inside):
        (inside / "x").write_text("x")
        (outside / "x").read_text()


# --- the linear front end -------------------------------------------------------------------------------------


@every_kind
@pytest.mark.parametrize("level", LEVELS)
def test_a_hostile_scenario_is_played_in_lines(words: str, level: Level, word_scorer: Scorer) -> None:
    scenario = poisoned(full(), lambda _: words)
    out = io.StringIO()
    session = Session.begin(None, word_scorer, scenario, level)
    assert play_plain(session, Linear(io.StringIO("/hint\n" + SAID), out, False)) == 0
    assert session.state.phase == "finished"
    assert_words(out.getvalue())
    if words == MARKUP:
        assert "[bold red]Mark[/] [@click=app.quit]quit[/]" in out.getvalue()
    if words == CODE:
        assert "$(touch pwned) `touch pwned`" in out.getvalue() and "%s %n %(x)s {0} {name}" in out.getvalue()


@pytest.mark.parametrize("words", [MARKUP, CODE, BULK], ids=["markup", "code", "bulk"])
def test_a_hostile_file_goes_through_every_command(words: str, closer: Closer, place: Path) -> None:
    own = place / "home" / "scenarios"
    own.mkdir(parents=True)
    file = own / "hostile.toml"
    file.write_text(in_a_file(fitting(words)), encoding="utf-8")
    assert read_file(file).scenario is not None, read_file(file).diagnostics
    for format_ in ("text", "json", "github"):
        closer("check", str(file), "--format", format_)
    for level in LEVELS:
        played = closer("play", "hostile", "--level", level, typed=SAID)
        assert played.exit_code == 0
    listed = closer("list", "--json")
    assert fitting(words) in [each["title"] for each in json.loads(listed.stdout)]
    assert len(json.loads(closer("history", "--json").stdout)) == 3
    if words == MARKUP:  # these read every bundled scenario
        closer("list")
        closer("history")
        closer("--plain")
    for step in ("1", "2", "3"):
        closer("try", "hostile", step, words)
        assert json.loads(closer("try", "hostile", step, "--json", "--", words).stdout)["text"]
    closer("try", "hostile", words[:100], "x")
    closer("export", "hostile", "--html", "page.html")
    assert Page((place / "here" / "page.html").read_text("utf-8")).words
    assert sorted(each.name for each in (place / "here").iterdir()) == ["page.html"]
    assert sorted(each.name for each in own.iterdir()) == ["hostile.toml"]


RAW = "\x80\x9b31m\x9d0;t\x9c\x85 \u202eesrever \u2066 \ufeff [bold]raw[/] "


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_what_is_wrong_with_a_hostile_file_is_told_in_harmless_words(closer: Closer, place: Path, format_: str) -> None:
    named = place / "here" / "\x1b[31m[bold]\u202e$(touch pwned)\n::error::x.toml"
    table = in_a_file(CONTROL)
    keys = '"\\u001b[2J\\u0007[bold]key[/]" = 1\n"::error::x\\n::error::y" = 2\n'
    faults = {
        "controls": table,
        "keys": keys + table + f'"{RAW.strip()}" = "\\u009b"\n["a\\u001b"."b\\u0000".c]\n',
        "no toml": f"title = {RAW}\n::error::x\n# {RAW}\n\x1b[31m = [",
        "values": f'format = 1\ndifficulty = "{RAW}\\u001b]8;;x\\u0007"\nlanguage = "{RAW}"\nid = "../../etc/passwd"\n',
    }
    for text in faults.values():
        for file in (named, place / "file.toml"):
            file.write_text(text, encoding="utf-8")
            done = closer("check", str(file), "--format", format_)
            assert done.exit_code == 1
            if format_ == "json":
                assert json.loads(done.stdout)
            if format_ == "github":
                begins = [line.split(" ")[0] for line in done.stdout.splitlines() if line.startswith("::")]
                assert begins and set(begins) <= {"::error", "::warning", "::notice"}
                assert not any(line.startswith("::error::") for line in done.output.splitlines())
            if format_ == "text":
                closer("play", str(file), typed=SAID)
                closer("export", str(file), "--html")
                closer("try", str(file), "1", "x")


def test_hostile_names_on_the_command_line_are_told_in_harmless_words(closer: Closer) -> None:
    for words in (MARKUP, CODE, CONTROL.replace("\x00", "").encode(errors="replace").decode(), "../../etc/passwd"):
        for command in (["play", words], ["check", words], ["export", words, "--html"], ["try", words, "1", "x"]):
            assert closer(*command).exit_code == 1


def test_a_hostile_scenario_in_the_list_hides_no_other(closer: Closer, place: Path) -> None:
    own = place / "home" / "scenarios"
    own.mkdir(parents=True)
    (own / "\x1b[2J[bold]x.toml").write_text(in_a_file(fitting(MARKUP)), encoding="utf-8")
    (own / "broken.toml").write_text(in_a_file(CONTROL), encoding="utf-8")
    done = closer("list")
    assert "first-job" in done.stdout and "[2J[bold]x" in done.stdout
    assert "closer check" in done.stderr


# --- the page and the report ---------------------------------------------------------------------------------


@every_kind
def test_the_page_of_a_hostile_scenario_has_the_tags_of_any_other(words: str) -> None:
    page = to_html(poisoned(full(), lambda _: words))
    assert_words(page)
    tags, others = Page(page).tags, Page(to_html(poisoned(full(), lambda _: HARMLESS))).tags
    assert tags == others
    if words == CODE:
        assert "<script>alert(1)</script>" in Page(page).words
        assert "\"><img src=x onerror=alert(1)> ' &lt; &#x3c;" in Page(page).words


@every_kind
def test_the_saved_report_of_a_hostile_scenario_has_no_markup(words: str, word_scorer: Scorer) -> None:
    from datetime import UTC, datetime

    scenario = poisoned(full(), lambda _: words)
    session = Session.begin(None, word_scorer, scenario, "realistic")
    play_plain(session, Linear(io.StringIO(SAID), io.StringIO(), False))
    text = to_markdown(session.report(), scenario, "realistic", datetime.now(UTC))
    assert_words(text)
    tokens = MarkdownIt("gfm-like").parse(text)
    kinds = {each.type for token in tokens for each in (token, *(token.children or ()))}
    assert not kinds & {"link_open", "image", "html_block", "html_inline", "fence", "code_block", "table_open"}


@every_kind
def test_a_hostile_answer_is_tried_against_hostile_cues(words: str, word_scorer: Scorer) -> None:
    scenario = poisoned(full(), lambda _: words)
    for step in range(3):
        for line in to_lines(try_answer(word_scorer, scenario, step, f"asks team. {words}"), scenario):
            assert_words(line)


def test_a_file_that_was_poisoned_says_what_it_said(place: Path) -> None:
    """What the loader gives is what was written: the tests above play the words that they mean to."""
    file = place / "file.toml"
    file.write_text(in_a_file(fitting(CODE)), encoding="utf-8")
    scenario = load_file(file)
    found = {value for where, _, _ in texts(scenario) for value in [where]}
    assert len(found) > 25
    assert scenario.title == scenario.steps[0].says[0] == scenario.steps[1].criteria[0].advice == fitting(CODE)
