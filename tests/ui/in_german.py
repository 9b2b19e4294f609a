"""Screens of the program in another language, as JSON: CLOSER_LANGUAGE=de python -m tests.ui.in_german home rehearsing

For each stop of these trails (tests.ui.gallery) at 80x24: its text, what found no room, the keys that the footer
names, and the titles of its boxes.
"""

# ruff: noqa: E402 - the language is chosen before anything of the tests is imported

from __future__ import annotations

import asyncio
import json
import sys

from closer_tui.i18n import language

SPOKEN = language()  # chosen here and now: what the tests share says English

from tests.ui.conftest import settle
from tests.ui.gallery import SMALL, TRAILS, drawn, program
from textual.app import App
from textual.content import Content
from textual.widget import Widget
from textual.widgets._footer import FooterKey


async def walked(trail: str) -> dict[str, dict[str, object]]:
    stops: dict[str, dict[str, object]] = {}
    with program() as app:
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            async for name in TRAILS[trail](pilot):
                picture = await drawn(pilot)
                stops[name] = {
                    "text": picture.text,
                    "cut": picture.cut,
                    "keys": [str(key.description) for key in app.screen.query(FooterKey)],
                    "titles": titles(app),
                }
    return stops


def titles(app: App[None]) -> list[str]:
    """Those of the boxes that are in sight, and what stands at their foot."""
    shown = [each for each in app.screen.query(Widget) if each.display and each.region]
    found = [title for each in shown for title in (each.border_title, each.border_subtitle) if title]
    return [title.plain if isinstance(title, Content) else str(title) for title in found]


if __name__ == "__main__":
    seen: dict[str, object] = {}
    for each in sys.argv[1:]:
        seen |= asyncio.run(walked(each))
    print(json.dumps({"language": SPOKEN, "stops": seen}))
