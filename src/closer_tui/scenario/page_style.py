"""How the page of a scenario looks: on a screen, light or dark, and printed on A4."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1c1d21; --quiet: #5b606b; --paper: #ffffff; --panel: #f4f5f7; --rule: #d5d8de;
  --accent: #175a8f; --good: #1b6b3a; --fair: #7a5a00; --poor: #a32a24;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7e8ea; --quiet: #a3a9b5; --paper: #16181c; --panel: #202329; --rule: #3a3f49;
    --accent: #7fbcf0; --good: #7fd19b; --fair: #e3c25f; --poor: #f1928c;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid; }
h1 { margin: .2rem 0 .5rem; font-size: 1.9rem; }
h2 { margin: 2.8rem 0 .6rem; padding-bottom: .3rem; font-size: 1.35rem; border-bottom: 2px solid var(--rule); }
h3 { margin: 1.5rem 0 .4rem; font-size: 1rem; color: var(--accent); }
h4 { margin: 0 0 .3rem; font-size: .95rem; }
p { margin: .35rem 0; }
.text { white-space: pre-line; overflow: clip; overflow-clip-margin: .4em; }
.kind, .aside, footer { color: var(--quiet); }
.kind, footer { font-size: .9rem; }
.summary { font-size: 1.15rem; }
.facts {
  display: grid; gap: .2rem; margin: 1rem 0;
  padding: .8rem 1rem; background: var(--panel); border-radius: .4rem;
}
.facts div { display: grid; grid-template-columns: 7rem 1fr; }
dt { color: var(--quiet); }
dd { margin: 0; }
nav { padding: .2rem 1rem .8rem; border: 1px solid var(--rule); border-radius: .4rem; }
nav h2 { margin: .6rem 0 .3rem; padding: 0; font-size: 1rem; border: 0; }
nav ol { margin: 0; padding-left: 0; list-style: none; }
a { color: var(--accent); }
.speech { margin: .4rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--accent); break-inside: avoid; }
.who { display: block; font-size: .9rem; }
.replies { margin: .4rem 0; }
.replies dt { margin-top: .9rem; break-after: avoid; }
table { width: 100%; margin: .4rem 0; border-collapse: collapse; }
th, td { padding: .35rem .5rem; text-align: left; vertical-align: top; border-top: 1px solid var(--rule); }
thead th { border-top: 0; font-size: .9rem; color: var(--quiet); }
tbody th { width: 38%; font-weight: 600; }
tr { break-inside: avoid; }
em {
  padding: 0 .35rem; font-size: .8rem; font-style: normal;
  font-weight: 400; border: 1px solid; border-radius: .3rem;
}
.flag th, .flag .points { color: var(--poor); }
.points { text-align: right; white-space: nowrap; }
.cues td { padding-top: 0; border-top: 0; font-size: .95rem; }
code {
  padding: 0 .25rem; font: .9em/1.4 ui-monospace, "DejaVu Sans Mono", monospace;
  background: var(--panel); border-radius: .2rem;
}
.blocker { color: var(--poor); }
.sample {
  margin: .8rem 0; padding: .6rem .9rem; background: var(--panel);
  border-left: 4px solid; border-radius: .2rem; break-inside: avoid;
}
.sample blockquote { margin: 0; color: var(--ink); }
.strong { border-color: var(--good); }
.middling { border-color: var(--fair); }
.weak { border-color: var(--poor); }
.claims { font-size: .92rem; color: var(--quiet); }
footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root {
    --ink: #000000; --quiet: #444444; --paper: #ffffff; --panel: #f2f2f2; --rule: #aaaaaa;
    --accent: #123f66; --good: #1b6b3a; --fair: #7a5a00; --poor: #8f211c;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h1 { font-size: 18pt; }
  h2 { margin-top: 1.6rem; font-size: 13pt; }
  a { color: inherit; text-decoration: none; }
}
"""
