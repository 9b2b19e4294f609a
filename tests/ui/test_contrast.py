"""Everybody can read it: words stand out from what is behind them, and nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.ui.conftest import Start, rehearsal, settle, until
from tests.ui.gallery import DARK, LIGHT, SMALL, TRAILS, WITHOUT_COLOUR, drawn, home, keys, program, walked
from tests.ui.looking import LINES, Cell, Picture, Triplet, contrast
from textual.color import Color
from textual.geometry import Region
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input, TextArea

from closer_tui.ui.theme import WORDS, readable
from closer_tui.ui.widgets.choices import BAR

READABLE, VISIBLE = 4.5, 3.0
"""What WCAG 2.2 asks for: of words (1.4.3), and of edges and marks that say something (1.4.11)."""
OWN_COLOURS = ("ansi-dark", "ansi-light")
"""Themes in the colours of the terminal, of which a program knows nothing."""
THEMES = [name for name in BUILTIN_THEMES if name not in OWN_COLOURS]
DECORATION = set("▁▂▃▄▅▆▇█▔▕🔎")
"""Parts of scroll bars, the palette's frame and a picture beside the words that say the same."""


def faint(picture: Picture, least: float) -> Iterator[str]:
    """The words that can hardly be read, with their contrast."""
    worst: dict[tuple[Triplet, Triplet], list[Cell]] = {}
    for cell in picture.cells():
        if cell.character not in LINES | DECORATION and contrast(cell.color, cell.ground) < least:
            worst.setdefault((cell.color, cell.ground), []).append(cell)
    for (color, ground), cells in worst.items():
        words = "".join(cell.character for cell in cells)[:40]
        yield f"{contrast(color, ground):.2f}: {words!r} {color} on {ground}"


def test_contrast_is_that_of_the_recommendation() -> None:
    """The examples that the recommendation's own tools give."""
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    assert round(contrast((119, 119, 119), (255, 255, 255)), 2) == 4.48
    assert round(contrast((255, 0, 0), (255, 255, 255)), 2) == 4.0


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("trail", TRAILS)
def test_every_word_on_every_screen_stands_out(trail: str, theme: str) -> None:
    """Placeholders, the cursor's cell, selected text, highlighted rows and toasts too; what can't be used now is left
    out, as the recommendation does."""
    found = {stop.name: list(faint(stop.themes[theme], READABLE)) for stop in walked(trail)}
    assert not {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("trail", TRAILS)
def test_where_the_keys_are_is_seen(trail: str, theme: str) -> None:
    for stop in walked(trail):
        picture = stop.themes[theme]
        if picture.focus is None:
            continue
        edges = [cell for cell in picture.cells() if _is_edge(cell, picture.focus)]
        assert all(contrast(cell.color, cell.ground) >= VISIBLE for cell in edges), stop.name


def _is_edge(cell: Cell, focus: Region) -> bool:
    """Whether it is of the heavy line around a place, or of the bar at the left of the row in it; not the bar beside
    what is said, which is further in, nor one that is there in the colour of its ground, to keep its room."""
    beside = cell.x in (focus.x - 1, focus.x, focus.right - 1, focus.right) and focus.y - 1 <= cell.y <= focus.bottom
    above = cell.y in (focus.y - 1, focus.y, focus.bottom - 1, focus.bottom) and focus.x - 1 <= cell.x <= focus.right
    line = (beside and cell.character in "┏┓┗┛┃" + BAR) or (above and cell.character in "┏┓┗┛━")
    return line and cell.color != cell.ground


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_that_can_be_chosen_is_made_readable(theme: str) -> None:
    variables = BUILTIN_THEMES[theme].to_color_system().generate()
    changed = variables | readable(variables)
    background = Color.parse(changed["background"])
    for ground in ("background", "surface", "surface-lighten-1", "panel", "panel-lighten-1", "block-cursor-background",
                   "block-cursor-blurred-background", "input-selection-background"):  # fmt: skip
        behind = (background + Color.parse(changed[ground])).rgb
        for words in WORDS:
            assert contrast((background + Color.parse(changed[words])).rgb, behind) >= READABLE, (words, ground)
    assert contrast(Color.parse(changed["border"]).rgb, background.rgb) >= VISIBLE


def test_a_theme_in_the_colours_of_the_terminal_stays_as_it_is() -> None:
    for theme in OWN_COLOURS:
        assert not readable(BUILTIN_THEMES[theme].to_color_system().generate())


async def test_other_themes_are_readable_on_the_screen_too() -> None:
    found = {}
    with program() as app:
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            await keys(pilot, "escape")
            for screen in ("home", "history"):
                if screen == "history":
                    await keys(pilot, "h")
                for theme in THEMES:
                    app.theme = theme
                    found[screen, theme] = list(faint(await drawn(pilot), READABLE))
    assert not {each: words for each, words in found.items() if words}


# --- without colour -----------------------------------------------------------------------------------------------


def attributes(cell: Cell) -> tuple[bool, bool, bool]:
    """What even the oldest terminal can show of a style."""
    return bool(cell.style.bold), bool(cell.style.underline), bool(cell.style.reverse)


def explained(picture: Picture, line: str, words: str) -> frozenset[tuple[bool, bool, bool]]:
    """How these words of the legend in this line are drawn."""
    lines = picture.text.splitlines()
    y = next(n for n, text in enumerate(lines) if line in text)
    start = lines[y].index(words, lines[y].index(line))
    return frozenset(
        attributes(cell) for cell in picture.cells() if cell.y == y and start <= cell.x < start + len(words)
    )


def stop(trail: str, name: str) -> Picture:
    return next(each for each in walked(trail) if each.name == name).themes[DARK]


@pytest.mark.parametrize(
    ("name", "line", "marks"),
    [
        ("debrief, met", "Your words: met", ("met", "flag", "not sure", "selected")),
        ("compare, a step", "Your words: gained", ("gained", "lost", "in both", "flag")),
    ],
)
def test_marks_in_an_answer_are_told_apart_without_colour(name: str, line: str, marks: tuple[str, ...]) -> None:
    drawn_as = [explained(stop("debriefing", name), line, mark) for mark in marks]
    assert len(set(drawn_as)) == len(marks), drawn_as


def test_every_outcome_has_a_sign_and_the_words_of_the_selected_one_are_reversed() -> None:
    signs = {"met": "✓", "not_met": "✗", "not_sure": "?", "flag": "!"}
    for outcome, sign in signs.items():
        picture = stop("debriefing", f"debrief, {outcome}")
        assert any(text.startswith(f"{BAR}{sign} ") for text in picture.text.splitlines()), picture.text
        if outcome != "not_met":
            assert any(cell.style.reverse and cell.character.isalpha() for cell in picture.cells()), outcome
    assert "not sure" in stop("debriefing", "debrief, not_sure").text


def test_what_was_gained_and_lost_is_told_in_words() -> None:
    shown = stop("debriefing", "compare, a step").text
    assert "− lost" in shown or "+ gained" in shown
    assert "which counts" in shown


def test_what_is_ticked_picked_and_made_has_a_sign() -> None:
    assert "[x]" in stop("debriefing", "rating").text and "[ ]" in stop("debriefing", "rating").text
    assert "★" in stop("debriefing", "debrief, picked").text
    assert "★" in stop("taking_along", "sheet, in full").text
    assert "½" in stop("looking_back", "history").text and "✓" in stop("looking_back", "history").text


@pytest.mark.parametrize("trail", TRAILS)
def test_what_is_chosen_and_where_the_keys_are_shows_without_colour(trail: str) -> None:
    for each in walked(trail):
        picture = each.themes[DARK]
        assert _focus_shows(picture), f"{each.name}: nothing says where the keys are\n{picture.text}"


def _focus_shows(picture: Picture) -> bool:
    """By a heavy line around it, the bar of a row in it, an underlined button, or a cursor."""
    if picture.focus is None or picture.places < 2:
        return True
    ring = picture.focus.grow((1, 1, 1, 1))
    around = [cell for cell in picture.cells(blanks=True) if ring.contains(cell.x, cell.y)]
    return any(cell.character in f"┏━┃{BAR}" or cell.style.reverse or cell.style.underline for cell in around)


async def test_no_colour_leaves_all_of_this_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WITHOUT_COLOUR.items():
        monkeypatch.setenv(name, value)
    with program(variables=WITHOUT_COLOUR) as app:
        assert app.no_color
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            trail = home(pilot)
            seen_by: dict[str, Picture] = {}
            async for name in trail:
                seen_by[name] = await drawn(pilot)
                if name == "home, a broken one":
                    break
            for picture in seen_by.values():
                for cell in picture.cells():
                    assert len(set(cell.color)) == 1 and len(set(cell.ground)) == 1, cell
                assert not list(faint(picture, READABLE - 0.5))
            assert "✗ broken" in seen_by["home, a broken one"].text
            assert f"{BAR}1  Coached" in seen_by["level"].text
            assert "┏━ About" in seen_by["home, what it is about"].text


# --- nothing moves ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("animated", [False, True])
async def test_nothing_blinks_and_lines_come_at_once_for_whoever_wants_no_motion(start: Start, animated: bool) -> None:
    """TEXTUAL_ANIMATIONS=none, as Textual reads it at the start."""
    app = start(animated=animated)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await keys(pilot, "enter", "1")
        box = app.screen.query_one(TextArea)
        assert app.focused is box and box.cursor_blink == animated
        box.text = "asks"
        await pilot.press("enter")
        await until(pilot, lambda: "Why you?" in [turn.text for turn in rehearsal(app).session.state.turns])
        await pilot.pause()
        assert any(not line.display for line in app.screen.query(".said")) == animated
        await keys(pilot, "escape", "l", "h", "slash")
        assert isinstance(app.focused, Input) and app.focused.cursor_blink == animated
