"""`closer check`: everything that is wrong with scenarios, for their authors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from closer_tui import paths
from closer_tui.commands.check_formats import Told, as_github, as_json, as_text, coloured, columns, summary
from closer_tui.commands.ending import BAD_INPUT, FINE, USAGE, Failure
from closer_tui.commands.model import lazy
from closer_tui.diagnostics import Diagnostic, Severity
from closer_tui.i18n import _, figure, in_english, ngettext, translated
from closer_tui.linear import wrapped
from closer_tui.scenario.checking import check_file
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.heads import readers
from closer_tui.scenario.load import Reading
from closer_tui.scenario.places import bundled_folder
from closer_tui.scenario.reader import nearest
from closer_tui.scoring.remembered import RememberedScorer
from closer_tui.scoring.text import one_line, printable

Format = Literal["text", "json", "github"]


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file: how messages name it, its lines, and what came of it."""

    name: str
    lines: Sequence[str]
    reading: Reading


def check(names: Sequence[str], format: Format = "text", *, samples: bool = True, strict: bool = False) -> int:
    """Tell every problem of the scenarios that are named: files, folders of them, or names that `closer list` shows;
    the user's own folder where nothing is named. Without `samples` nothing is scored. Returns the exit status: 1
    where there is an error (or with `strict` a warning)."""
    with nullcontext() if format == "text" else in_english():
        return _check(names, format, samples, strict)


def _check(names: Sequence[str], format: Format, samples: bool, strict: bool) -> int:
    # Loaded with the first sample that has not been scored yet.
    scorer = RememberedScorer(lazy(), paths.judgements_file(), readers()) if samples else None
    files, missing = _files(names)
    checked = []
    ids: dict[str, str] = {}
    if format == "text":
        _show(missing)
    for path in files:
        text, reading = check_file(path, scorer)
        reading = _with_twin(reading, str(path), text, ids)
        one = _Checked(str(path), text.split("\n"), reading)
        checked.append(one)
        if format == "text":  # at once: scoring many files takes a while
            _show([Told(each, one.lines) for each in reading.diagnostics])
            _praise(one, samples)
    if scorer is not None:
        scorer.keep()
    found = [*(told.diagnostic for told in missing), *(each for one in checked for each in one.reading.diagnostics)]
    _end(found, len(files) + len(missing), format)
    wrong = ("error", "warning") if strict else ("error",)
    return BAD_INPUT if any(each.severity in wrong for each in found) else FINE


def _end(found: Sequence[Diagnostic], files: int, format: Format) -> None:
    if format == "json":
        print(as_json(found))
        return
    if format == "github":
        for each in found:
            print(as_github(each))
    elif found:
        code = next((each.code for each in found if each.severity == "error"), found[0].code)
        print(_("What a code means, with an example: closer check --explain {code}").format(code=code))
    print(summary(files, found))


def _show(problems: Iterable[Told]) -> None:
    width, paint = columns(), _paint()
    for told in problems:
        print(f"{as_text(told, width, paint, fold=sys.stdout.isatty())}\n", flush=True)


def _paint() -> Callable[[str, Severity], str]:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return lambda text, _: text
    return coloured


def _praise(one: _Checked, samples: bool) -> None:
    scenario = one.reading.scenario
    if scenario is None or any(each.severity == "error" for each in one.reading.diagnostics):
        return
    steps, number = len(scenario.steps), sum(len(step.samples) for step in scenario.steps)
    if samples:
        scored = ngettext("{n} sample scored as said", "{n} samples scored as said", number)
    else:
        scored = ngettext("{n} sample not scored", "{n} samples not scored", number)
    told = _("{file}: can be played. {steps}, {samples}.").format(
        file=one.name,
        steps=ngettext("{n} step", "{n} steps", steps).format(n=figure(steps)),
        samples=scored.format(n=figure(number)),
    )
    print(one_line(told), flush=True)


# --- which files -----------------------------------------------------------------------------------------------


def _files(names: Sequence[str]) -> tuple[list[Path], list[Told]]:
    """The files that are meant, each once, in the order in which they are named; and what is no scenario at all."""
    found: dict[Path, Path] = {}
    missing: list[Told] = []
    for name in names or [str(paths.scenarios_dir())]:
        path = _named(name)
        inside = _inside(path) if name else None  # what an unset variable of a shell gives is no folder
        if inside == []:
            missing.append(Told(_empty(path, own=not names), ()))
        for each in [path] if inside is None else inside:
            found.setdefault(_real(each), each)
    return list(found.values()), missing


def _named(name: str) -> Path:
    """A path, or the file of a scenario that is known by this name."""
    path = Path(name)
    if name and not name.endswith(".toml") and path.name == name and not os.path.lexists(name):
        for folder in (paths.scenarios_dir(), bundled_folder()):
            known = folder / f"{name}.toml"
            if known.is_file():
                return known
    return path


def _inside(path: Path) -> list[Path] | None:
    """The scenario files in a folder; None where it is no folder. Hidden ones belong to editors."""
    if path != paths.scenarios_dir() and not _is_folder(path):
        return None
    try:
        return sorted(each for each in path.iterdir() if each.suffix == ".toml" and not each.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError:
        return None  # reading it says why


def _is_folder(path: Path) -> bool:
    try:
        # A folder that is called like a scenario was meant to be one.
        return path.suffix != ".toml" and path.is_dir()
    except (OSError, ValueError):
        return False


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path


def _empty(folder: Path, *, own: bool) -> Diagnostic:
    if own:
        what = _("You have no scenarios of your own yet: there is no .toml file in this folder.")
        help = _("Begin one with closer new, or name what to check: closer check mine.toml")
    else:
        what = _("There is no .toml file in this folder, so nothing was checked.")
        help = _("Name the folder that the scenarios are in; folders inside it are not looked into.")
    return Diagnostic("S090", "error", what, help, printable(str(folder)))


def _with_twin(reading: Reading, path: str, text: str, ids: dict[str, str]) -> Reading:
    """With a warning where an earlier file has the same id."""
    scenario = reading.scenario
    if scenario is None:
        return reading
    other = ids.setdefault(scenario.id, path)
    if other == path:
        return reading
    what = _("This scenario has the id of {other}: they would share one history of practice.")
    what = what.format(other=one_line(other))
    help = _("Give one of them an id of its own, or take the id out.")
    from closer_tui.scenario.positions import locate

    line, column, *end = locate(text, {("id",)}).find(("id",), on_key=False)
    twin = Diagnostic("S053", "warning", what, help, printable(path), line, column, "id", *end)
    return Reading(scenario, tuple(sorted((*reading.diagnostics, twin), key=lambda each: (each.line, each.column))))


# --- the long story --------------------------------------------------------------------------------------------


def explain(code: str) -> int:
    """Tell what a code means, with an example that is wrong and one that is right. Raises Failure (wrong usage) on
    one that there is not."""
    from closer_tui.scenario.explained import explanation

    wanted = code.strip().upper()
    if wanted not in HEADLINES:
        near = nearest(wanted, map(str.lower, HEADLINES)).upper()
        help_ = _("Codes go from S001 to S099; closer check shows them.")
        if near:
            help_ = " ".join((_("Did you mean {name}?").format(name=near), help_))
        raise Failure(_("There is no code {code}.").format(code=repr(one_line(code))), help_, USAGE)
    told = explanation(wanted)
    width = min(columns(), 100)
    print(f"{wanted}: {translated(HEADLINES[wanted])}\n")
    for paragraph in told.story:
        print("\n".join(wrapped(paragraph, width)) + "\n")
    for number, (title, example) in enumerate(((_("Wrong:"), told.wrong), (_("Right:"), told.right))):
        print("\n" * number + f"{title}\n\n" + "\n".join(f"    {line}".rstrip() for line in example.splitlines()))
    return FINE
