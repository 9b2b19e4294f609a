"""Words that authors write for a name of the format: what is spelled otherwise no comparison of letters finds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_MEANT: Mapping[str, str] = {
    # Keys.
    "seconds": "time timer timeout time_limit limit duration length minutes",
    "says": "question prompt line speech dialogue message",
    "text": "answer body content",
    "hint": "tip help clue",
    "company": "employer firm organisation organization",
    "role": "job position post",
    "title": "name heading",
    "summary": "description about",
    "advice": "description explanation help",
    "farewell": "goodbye ending closing",
    "cues": "keywords phrases patterns matches words",
    "blockers": "exceptions excludes unless",
    "points": "score weight worth",
    "essential": "required mandatory must",
    "least": "minimum min at_least atleast needed count threshold",
    "group": "category shelf section track area",
    "meets": "expects passes",
    "misses": "fails lacks",
    "rate": "speed wpm",
    "language": "lang locale",
    "temper": "mood character personality",
    "difficulty": "level",
    "move": "type kind",
    "made": "good success",
    "missed": "bad failure",
    # Topics.
    "pay_perks": "salary pay money compensation holidays vacation perks benefits hours remote",
    "basics": "company business website",
    "team": "culture people manager colleagues",
    "success": "onboarding expectations",
    "measurement": "performance metrics review reviews",
    "practice": "tools stack process technology on-call",
    "growth": "career learning training mentoring",
    "direction": "strategy roadmap future vision",
    "challenges": "problems risks pain",
    "doubts": "hesitations concerns fit",
    "next_steps": "timing timeline afterwards",
    # Moves, levels and the rest.
    "value": "pitch strengths",
    "email": "mail thanks thank-you",
    "easy": "simple",
    "medium": "normal middle",
    "hard": "difficult tough",
    "strong": "good best",
    "middling": "medium average okay",
    "weak": "bad poor",
    "female": "woman",
    "male": "man",
}

SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        word: tuple(name for name, words in _MEANT.items() if word in words.split())
        for word in sorted({word for words in _MEANT.values() for word in words.split()})
    }
)
"""For each such word the names that it can stand for; a table of a file knows one of them at most."""
