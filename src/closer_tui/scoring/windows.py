"""Long answers in parts that the network can read: at most 254 pieces, cut where a sentence ends."""

from __future__ import annotations

from collections.abc import Sequence

from closer_tui.scoring.tokens import Token, WordPiece

# Parts of a text that are judged: the first six and the last six, some 2,000 words. Ten minutes of speech
# fit; of a longer text the middle is left out, so that no text can make scoring slow.
MOST_WINDOWS = 12
# Of a text longer than this only so many characters from either end are looked at at all.
LONGEST_END = 100_000

_SENTENCE, _CLAUSE = ".!?…", ",;:—–"


def pieces_of(text: str, tokenizer: WordPiece) -> list[Token]:
    """The pieces of a text, or of both ends of a very long one, with offsets into the whole."""
    if len(text) <= 2 * LONGEST_END:
        return tokenizer.cut(text)
    shift = len(text) - LONGEST_END
    tail = (Token(t.row, t.start + shift, t.end + shift, t.inner) for t in tokenizer.cut(text[shift:]))
    return [*tokenizer.cut(text[:LONGEST_END]), *tail]


def windows_of(text: str, pieces: Sequence[Token], longest: int) -> list[Sequence[Token]]:
    """The parts to judge, in order; nothing where there are no pieces."""
    cuts = [0]
    while len(pieces) - cuts[-1] > longest:
        cuts.append(_cut(text, pieces, cuts[-1], longest))
    parts = [pieces[a:b] for a, b in zip(cuts, [*cuts[1:], len(pieces)], strict=True) if a < b]
    half = MOST_WINDOWS // 2
    return parts if len(parts) <= MOST_WINDOWS else parts[:half] + parts[-half:]


def _cut(text: str, pieces: Sequence[Token], begin: int, longest: int) -> int:
    """Where the part that begins at `begin` ends: after a sentence, else a clause, else a word."""
    ends = range(begin + longest, begin + longest // 2, -1)
    for marks in (_SENTENCE, _CLAUSE):
        for end in ends:
            last, following = pieces[end - 1], pieces[end]
            if text[last.start] in marks or (marks is _SENTENCE and "\n" in text[last.end : following.start]):
                return end
    return next((end for end in ends if not pieces[end].inner), ends[0])
