"""`closer try`: what a step makes of an answer, for whoever writes the scenario."""

from __future__ import annotations

import os
import sys

from closer_tui.commands.ending import FINE, USAGE, Failure, complain_of
from closer_tui.commands.listing import dump
from closer_tui.commands.model import lazy
from closer_tui.commands.score import read_text
from closer_tui.i18n import _, in_english
from closer_tui.linear import Linear
from closer_tui.paths import scenarios_dir
from closer_tui.report_words import one_line
from closer_tui.scenario.library import find
from closer_tui.scenario.model import Scenario
from closer_tui.settings import load_settings
from closer_tui.trial import find_steps, try_answer
from closer_tui.trial_text import to_data, to_lines


def try_step(name: str, wanted: str, text: str | None, as_json: bool) -> int:
    """Tell what the step makes of `text` ("-": standard input). Without a text a screen is opened on a terminal, and
    elsewhere standard input is read. Raises DiagnosticError for the scenario, Failure for the step and the text."""
    scenario = find(name, scenarios_dir())
    step = _step(scenario, wanted)
    if text is None and not as_json and not (why := _why_lines()):
        return _on_screen(scenario, step)
    if text is None and not as_json and sys.stdin.isatty():
        sys.stderr.write(_("In lines, {why}.").format(why=why) + " ")
    # What a shell hands over as an argument may hold half characters.
    text = read_text("-") if text in (None, "-") else os.fsencode(str(text)).decode("utf-8", "replace")
    if not text.strip():
        raise Failure(_("There is nothing to try."), _("Hand in the words of an answer."), USAGE)
    if as_json:
        with in_english():
            dump(to_data(try_answer(lazy(), scenario, step, text)))
    else:
        trial = try_answer(lazy(), scenario, step, text)
        Linear(sys.stdin, sys.stdout, sys.stdout.isatty()).say(*to_lines(trial, scenario))
    return FINE


def _step(scenario: Scenario, wanted: str) -> int:
    found = find_steps(scenario, wanted)
    if len(found) == 1:
        return found[0]
    steps = found or range(len(scenario.steps))
    listed = "; ".join(f"{index + 1} {one_line(scenario.steps[index].name)}" for index in steps)
    shown = f"“{one_line(wanted)[:60]}”"
    if found:
        what = _("{step} may be several steps: {steps}.").format(step=shown, steps=listed)
        raise Failure(what, _("Name one by its number."))
    if not wanted:
        help_ = _("{scenario} has {steps}.").format(scenario=one_line(scenario.title), steps=listed)
        raise Failure(_("Which step?"), help_, USAGE)
    help_ = _("The steps are: {steps}. Name one by its number, or by a part of it.").format(steps=listed)
    raise Failure(_("No step is called {step}.").format(step=shown), help_)


def _why_lines() -> str:
    from closer_tui.commands.play import why_plain

    settings, _ = load_settings()
    return why_plain(None, settings, os.environ, sys.stdin, sys.stdout)


def _on_screen(scenario: Scenario, step: int) -> int:
    from closer_tui.commands.play import run_app
    from closer_tui.scoring.lazy import standard_scorer
    from closer_tui.ui.trying_app import TryingApp

    settings, diagnostics = load_settings()
    complain_of(diagnostics)
    return run_app(TryingApp(scenario, step, standard_scorer(), settings))
