"""One sentence for the candidate beside each verdict. The words that decided are quoted elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from closer_tui.scoring.rubric import TOPICS
from closer_tui.scoring.verdict import Outcome

NOTHING = "There is nothing here to judge."

# What was done; and what is said where it was not found.
_SAYINGS: Mapping[str, tuple[str, str]] = {
    "asks": ("you asked a genuine question", "No genuine question to the interviewer was found."),
    "several": ("you asked at least two different questions", "You asked one question, not two."),
    "insightful": (
        "you asked what only somebody inside can answer",
        "You asked, but nothing only an insider could answer.",
    ),
    "turn_off": (
        "you asked about pay, perks, hours or public facts",
        "You asked nothing about pay, perks or public facts.",
    ),
    "strength": (
        "you named something specific that you bring",
        "Nothing specific that you bring was found.",
    ),
    "relevance": (
        "you tied what you bring to something they need",
        "You did not tie what you bring to anything they need.",
    ),
    "evidence": ("you gave concrete proof", "No result, number or finished thing was found as proof."),
    "hedged": ("you undermined your own claim", "You made no apology for yourself."),
    "interested": (
        "you said outright that you want this job",
        "You did not say outright that you want this job.",
    ),
    "reason": (
        "you gave a reason particular to them",
        "You said that you want it, but gave no reason particular to them.",
    ),
    "wavering": (
        "you took the interest back or made it conditional",
        "You took nothing back and set no conditions.",
    ),
    "greeting": ("you opened with a greeting", "No greeting was found at the start."),
    "thanks_time": (
        "you thanked them for their time or the conversation",
        "You did not thank them for their time or the conversation.",
    ),
    "thanks_consideration": (
        "you thanked them for considering you",
        "You did not thank them for considering you, or for the opportunity.",
    ),
    "specific": (
        "you mentioned something from this conversation",
        "Nothing in it is particular to this conversation, team or role.",
    ),
    "email_interest": (
        "you said that you are still interested",
        "You did not say outright that you want the job.",
    ),
    "sign_off": ("you closed with a sign-off", "No closing line or name was found at the end."),
    "pushy": ("you pressed, bargained or complained", "You made no demands and no complaints."),
}


def reason_for(name: str, outcome: Outcome, met: Mapping[str, bool], topics: Sequence[str]) -> str:
    """The sentence for one verdict. `met` holds the best guesses on the whole answer."""
    did, did_not = _SAYINGS[name]
    if outcome == "not_sure":
        return f"It is not clear whether {did}."
    if outcome == "met":
        return _capital(_met(name, did, topics))
    if name in ("several", "insightful", "turn_off") and not met.get("asks"):
        return "You asked nothing."
    if name == "reason" and not met.get("interested"):
        return "A reason counts only beside the wish for the job."
    if name == "relevance" and not met.get("strength"):
        return "There was nothing specific to tie to what they need."
    if name == "interested" and met.get("wavering"):
        return "You left it open whether you want this job."
    return did_not


def _met(name: str, did: str, topics: Sequence[str]) -> str:
    if name == "turn_off" and "pay_perks" in topics and "basics" not in topics:
        return "you asked about pay, hours or perks"
    if name == "turn_off" and "basics" in topics and "pay_perks" not in topics:
        return "you asked what their web site or the advert tells"
    telling = [topic for topic in topics if topic not in ("pay_perks", "basics", "other")]
    if name == "insightful" and telling:
        return f"{did}: {TOPICS[telling[0]]}"
    return did


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:] + "."
