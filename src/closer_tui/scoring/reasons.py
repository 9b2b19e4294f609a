"""One sentence for the candidate beside each verdict. The words that decided are quoted elsewhere.

It is kept in English, beside the verdict in the journal, and drawn by `reason_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from closer_tui.i18n import _, english, figure, translated
from closer_tui.scoring.verdict import Outcome

NOTHING = english("There is nothing here to judge.")


class _Sayings(NamedTuple):
    """What is said where it was found, where that is not clear, and where it was not."""

    met: str
    not_sure: str
    not_met: str


_SAYINGS: Mapping[str, _Sayings] = {
    "asks": _Sayings(
        english("You asked a genuine question."),
        english("It is not clear whether you asked a genuine question."),
        english("No genuine question to the interviewer was found."),
    ),
    "several": _Sayings(
        english("You asked at least two different questions."),
        english("It is not clear whether you asked at least two different questions."),
        english("You asked one question, not two."),
    ),
    "insightful": _Sayings(
        english("You asked what only somebody inside can answer."),
        english("It is not clear whether you asked what only somebody inside can answer."),
        english("You asked, but nothing only an insider could answer."),
    ),
    "turn_off": _Sayings(
        english("You asked about pay, perks, hours or public facts."),
        english("It is not clear whether you asked about pay, perks, hours or public facts."),
        english("You asked nothing about pay, perks or public facts."),
    ),
    "strength": _Sayings(
        english("You named something specific that you bring."),
        english("It is not clear whether you named something specific that you bring."),
        english("Nothing specific that you bring was found."),
    ),
    "relevance": _Sayings(
        english("You tied what you bring to something they need."),
        english("It is not clear whether you tied what you bring to something they need."),
        english("You did not tie what you bring to anything they need."),
    ),
    "evidence": _Sayings(
        english("You gave concrete proof."),
        english("It is not clear whether you gave concrete proof."),
        english("No result, number or finished thing was found as proof."),
    ),
    "hedged": _Sayings(
        english("You undermined your own claim."),
        english("It is not clear whether you undermined your own claim."),
        english("You made no apology for yourself."),
    ),
    "interested": _Sayings(
        english("You said outright that you want this job."),
        english("It is not clear whether you said outright that you want this job."),
        english("You did not say outright that you want this job."),
    ),
    "reason": _Sayings(
        english("You gave a reason particular to them."),
        english("It is not clear whether you gave a reason particular to them."),
        english("You said that you want it, but gave no reason particular to them."),
    ),
    "wavering": _Sayings(
        english("You took the interest back or made it conditional."),
        english("It is not clear whether you took the interest back or made it conditional."),
        english("You took nothing back and set no conditions."),
    ),
    "greeting": _Sayings(
        english("You opened with a greeting."),
        english("It is not clear whether you opened with a greeting."),
        english("No greeting was found at the start."),
    ),
    "thanks_time": _Sayings(
        english("You thanked them for their time or the conversation."),
        english("It is not clear whether you thanked them for their time or the conversation."),
        english("You did not thank them for their time or the conversation."),
    ),
    "thanks_consideration": _Sayings(
        english("You thanked them for considering you."),
        english("It is not clear whether you thanked them for considering you."),
        english("You did not thank them for considering you, or for the opportunity."),
    ),
    "specific": _Sayings(
        english("You mentioned something from this conversation."),
        english("It is not clear whether you mentioned something from this conversation."),
        english("Nothing in it is particular to this conversation, team or role."),
    ),
    "email_interest": _Sayings(
        english("You said that you are still interested."),
        english("It is not clear whether you said that you are still interested."),
        english("You did not say outright that you want the job."),
    ),
    "sign_off": _Sayings(
        english("You closed with a sign-off."),
        english("It is not clear whether you closed with a sign-off."),
        english("No closing line or name was found at the end."),
    ),
    "pushy": _Sayings(
        english("You pressed, bargained or complained."),
        english("It is not clear whether you pressed, bargained or complained."),
        english("You made no demands and no complaints."),
    ),
}

_INSIGHTFUL: Mapping[str, str] = {
    "enjoyment": english("You asked what only somebody inside can answer: what they enjoy here."),
    "measurement": english("You asked what only somebody inside can answer: how performance is judged."),
    "success": english("You asked what only somebody inside can answer: what success looks like."),
    "team": english("You asked what only somebody inside can answer: the team."),
    "challenges": english("You asked what only somebody inside can answer: problems and risks."),
    "growth": english("You asked what only somebody inside can answer: learning and career."),
    "direction": english("You asked what only somebody inside can answer: where it is heading."),
    "practice": english("You asked what only somebody inside can answer: how the work is done."),
    "doubts": english("You asked what only somebody inside can answer: doubts about you."),
    "next_steps": english("You asked what only somebody inside can answer: what happens next."),
}
"""By the topic of the question."""


def reason_for(name: str, outcome: Outcome, met: Mapping[str, bool], topics: Sequence[str]) -> str:
    """The sentence for one verdict. `met` holds the best guesses on the whole answer."""
    sayings = _SAYINGS[name]
    if outcome == "not_sure":
        return sayings.not_sure
    if outcome == "met":
        return _met(name, sayings.met, topics)
    if name in ("several", "insightful", "turn_off") and not met.get("asks"):
        return english("You asked nothing.")
    if name == "reason" and not met.get("interested"):
        return english("A reason counts only beside the wish for the job.")
    if name == "relevance" and not met.get("strength"):
        return english("There was nothing specific to tie to what they need.")
    if name == "interested" and met.get("wavering"):
        return english("You left it open whether you want this job.")
    return sayings.not_met


def _met(name: str, did: str, topics: Sequence[str]) -> str:
    if name == "turn_off" and "pay_perks" in topics and "basics" not in topics:
        return english("You asked about pay, hours or perks.")
    if name == "turn_off" and "basics" in topics and "pay_perks" not in topics:
        return english("You asked what their web site or the advert tells.")
    telling = [topic for topic in topics if topic in _INSIGHTFUL]
    return _INSIGHTFUL[telling[0]] if name == "insightful" and telling else did


# --- those with something to fill in, of a scenario's own criteria --------------------------------------------

_SO_MANY = ("You have ", " of the ", " things that are looked for here.")
_TAKEN_BACK = ("You came close to it, but “", "” beside it takes it back.")


def so_many(found: int, needed: int) -> str:
    """Why a criterion that wants several things is not met."""
    have, of, here = _SO_MANY
    return f"{have}{found}{of}{needed}{here}"


def taken_back(quote: str) -> str:
    """Why a criterion is not met though its words are there."""
    return quote.join(_TAKEN_BACK)


def reason_words(reason: str) -> str:
    """A reason as it is kept, in the language of the process."""
    have, of, here = _SO_MANY
    if reason.startswith(have) and reason.endswith(here):
        found, _of, needed = reason[len(have) : -len(here)].partition(of)
        if found.isdecimal() and needed.isdecimal():
            text = _("You have {found} of the {needed} things that are looked for here.")
            return text.format(found=figure(int(found)), needed=figure(int(needed)))
    before, after = _TAKEN_BACK
    if reason.startswith(before) and reason.endswith(after):
        quote = reason[len(before) : -len(after)]
        return _("You came close to it, but “{quote}” beside it takes it back.").format(quote=quote)
    return translated(reason)
