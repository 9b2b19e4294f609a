"""Whether a word that differs from another in one letter is a slip of the finger, or a word of its own."""

from __future__ import annotations

from functools import cache

# Words that are one letter apart and the same all the same.
_SAME = (
    "built build", "wrote write", "drove drive", "spent spend", "learnt learn", "began begin", "begun begin",
    "begun began", "chose choose", "women woman", "analyses analysis", "crises crisis", "burnt burn", "dealt deal",
    "meant mean", "leapt leap", "dreamt dream", "spelt spell", "smelt smell",
)  # fmt: skip
SAME_WORDS: frozenset[frozenset[str]] = frozenset(frozenset(pair.split()) for pair in _SAME)


def is_slip(typed: str, meant: str, language: str) -> bool:
    """Whether `typed`, which is one letter away from `meant`, may stand for it: not where it is itself a frequent
    word ("older" is no slip of "order"), unless it is the same one in another spelling or form. Of other languages
    than English it is not known which words are frequent."""
    if language != "en" or typed not in frequent_words():
        return True
    return frozenset((typed, meant)) in SAME_WORDS or _american(typed) == _american(meant)


@cache
def frequent_words() -> frozenset[str]:
    """Some 20,000 English words: the whole words of the vocabulary that comes with the scorer's model. Empty where
    the model can't be read, which is told where an answer is judged."""
    from closer_tui.scoring.scorer import MODEL
    from closer_tui.scoring.weights import ModelError, read  # 80 ms: NumPy; asked for only where a slip is in doubt

    try:
        pieces = bytes(read(MODEL)[0].arrays["vocabulary"]).decode().split("\n")
    except (ModelError, KeyError, ValueError):
        return frozenset()
    return frozenset(piece for piece in pieces if piece.isascii() and piece.isalpha())


def _american(word: str) -> str:
    """The word as its British and its American spelling have it in common."""
    word = word.replace("z", "s").replace("our", "or").replace("ll", "l").replace("ence", "ense").replace("ice", "ise")
    return word[:-2] + "er" if word.endswith("re") else word
