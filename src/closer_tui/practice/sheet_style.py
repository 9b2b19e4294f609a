"""How the cheat sheet looks: on a screen, and printed on one page of A4 or Letter."""

from __future__ import annotations

SIZES = (11.0, 10.0, 9.0, 8.5)
"""Points of its letters; the largest with which all of it fits on a page is taken."""
MARGIN = (34.0, 40.0)
"""Points above and below, left and right."""
PAGE = (595.0, 792.0)
"""Points: as narrow as A4, as low as Letter. What fits here fits on both."""
LINE = 1.35
"""Height of a line, in letters' sizes."""


def size_class(size: float) -> str:
    """The class of a page with letters of this size."""
    return f"s{round(size * 10)}"


STYLE = (
    """
:root { color-scheme: light dark; --ink: #1c1d21; --quiet: #5b606b; --paper: #ffffff; --rule: #b9bec8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e8ea; --quiet: #a3a9b5; --paper: #16181c; --rule: #4a505b; }
}
* { box-sizing: border-box; }
body {
  max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem;
  font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; line-height: 1.35;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.5em; line-height: 1.25; }
.who { margin: .15em 0 0; color: var(--quiet); }
section { margin-top: .8em; padding-top: .35em; border-top: 1px solid var(--rule); }
h2 { margin: 0; font-size: 1.15em; line-height: 1.35; break-after: avoid; }
.box {
  display: inline-block; width: .8em; height: .8em; margin-right: .5em;
  border: 1.5px solid var(--ink); border-radius: .12em; vertical-align: -.05em;
}
.todo { margin: 0; color: var(--quiet); break-after: avoid; }
blockquote { margin: .45em 0 0; padding-left: .7em; border-left: 2px solid var(--rule); }
blockquote p { margin: 0; white-space: pre-line; overflow: clip; overflow-clip-margin: .4em; }
.aside { color: var(--quiet); font-size: .85em; }
footer { margin-top: .8em; color: var(--quiet); font-size: .85em; }
"""
    + "".join(f".{size_class(size)} {{ font-size: {size:g}pt; }}\n" for size in SIZES)
    + f"""@page {{ margin: {MARGIN[0]:g}pt {MARGIN[1]:g}pt; }}
@media print {{
  :root {{ color-scheme: light; --ink: #000000; --quiet: #444444; --paper: #ffffff; --rule: #999999; }}
  body {{ max-width: none; padding: 0; }}
}}
"""
)
