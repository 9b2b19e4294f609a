"""The standard rubric: moves, criteria, flags, topics, points and the advice for each.

Source: the article "How Do I Close An IT Interview" (Lily Senior, 2019) names the four moves; the points
say how much of a full close, 100, each part is worth: every move 25.

The words are kept in English: in the journal, in JSON and on the accuracy card. They are drawn by i18n.translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from closer_tui.i18n import english

Move = Literal["questions", "value", "interest", "email", "custom"]
MOVES: tuple[Move, ...] = ("questions", "value", "interest", "email")
SPOKEN_MOVES: tuple[Move, ...] = ("questions", "value", "interest")

MOVE_TITLES: Mapping[Move, str] = MappingProxyType(
    {
        "questions": english("Ask thoughtful questions"),
        "value": english("Restate your value"),
        "interest": english("Say you are still interested"),
        "email": english("Send a thank-you email"),
        "custom": english("A step of this scenario"),
    }
)

MOVE_NAMES: Mapping[Move, str] = MappingProxyType(
    {
        "questions": english("Questions"),
        "value": english("Value"),
        "interest": english("Interest"),
        "email": english("Email"),
    }
)
"""The moves in a word."""

MOVE_HINTS: Mapping[Move, str] = MappingProxyType(
    {
        "questions": english(
            "Ask two things that only somebody inside can answer: what they enjoy, how performance is "
            "measured, what success in the first six months looks like. Leave pay and holidays for later."
        ),
        "value": english(
            "Name one specific thing you bring, prove it with a number or a result, and tie it to something "
            "they said they need. Under a minute, no apologies."
        ),
        "interest": english("Say it outright: you want this job. Then say why this one."),
        "email": english(
            "Greet them by name, thank them for their time and for considering you, mention one thing from "
            "the conversation, say you are still interested, sign with your name."
        ),
        "custom": english("Listen to what is being asked, and answer that."),
    }
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that a close should do, or (a flag) should avoid.

    `points` are earned when a criterion is met, and taken from its move when a flag is raised.
    """

    name: str
    move: Move
    title: str
    points: int
    advice: str
    essential: bool = False
    flag: bool = False


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "asks",
        "questions",
        english("Asked a genuine question"),
        8,
        english("Ask the interviewer something: no questions reads as no interest."),
        essential=True,
    ),
    Criterion(
        "insightful",
        "questions",
        english("Asked what only an insider can answer"),
        12,
        english(
            "Ask what no web site tells: what they enjoy most here, how performance is measured, or what success in "
            "your first six months would look like."
        ),
        essential=True,
    ),
    Criterion(
        "several",
        "questions",
        english("Asked at least two different questions"),
        5,
        english("Have a second, different question ready; the first may already have been answered."),
    ),
    Criterion(
        "turn_off",
        "questions",
        english("Asked about pay, perks, hours or public facts"),
        6,
        english("Keep pay, holidays, hours and anything on their web site for after the offer."),
        flag=True,
    ),
    Criterion(
        "strength",
        "value",
        english("Named something specific you bring"),
        10,
        english("Name one skill, technology or achievement that one could ask to see proof of, not “hard worker”."),
        essential=True,
    ),
    Criterion(
        "relevance",
        "value",
        english("Tied it to what they need"),
        10,
        english("Say why it matters here: tie what you bring to a problem or goal that they told you about."),
        essential=True,
    ),
    Criterion(
        "evidence",
        "value",
        english("Gave concrete proof"),
        5,
        english("Prove it: a number, a result, years, or a named thing that you built or ran."),
    ),
    Criterion(
        "hedged",
        "value",
        english("Undermined your own claim"),
        5,
        english("Drop the “I guess” and the apologies: state what you have done and stop."),
        flag=True,
    ),
    Criterion(
        "interested",
        "interest",
        english("Said outright that you want the job"),
        18,
        english(
            "Say it in so many words: “I want this job” or “I'm still very interested”. Liking the talk is not the "
            "same."
        ),
        essential=True,
    ),
    Criterion(
        "reason",
        "interest",
        english("Gave a reason particular to them"),
        7,
        english("Add why this one: something about this team, this role or what you heard today."),
    ),
    Criterion(
        "wavering",
        "interest",
        english("Took the interest back or made it conditional"),
        9,
        english("Leave out “it depends”, “maybe” and the other offers: negotiate after they have said yes."),
        flag=True,
    ),
    Criterion(
        "thanks_time",
        "email",
        english("Thanked them for their time"),
        7,
        english("Thank them for their time, or for the conversation."),
        essential=True,
    ),
    Criterion(
        "thanks_consideration",
        "email",
        english("Thanked them for considering you"),
        6,
        english("Thank them for considering you, or for the opportunity."),
        essential=True,
    ),
    Criterion(
        "specific",
        "email",
        english("Mentioned something from this conversation"),
        5,
        english("Mention one thing from the conversation, so that the note can only be yours."),
    ),
    Criterion(
        "email_interest",
        "email",
        english("Said that you are still interested"),
        3,
        english("Say once more that you want the job."),
    ),
    Criterion(
        "greeting", "email", english("Opened with a greeting"), 2, english("Open by addressing them, best by name.")
    ),
    Criterion(
        "sign_off", "email", english("Closed with a sign-off"), 2, english("End with a closing line and your name.")
    ),
    Criterion(
        "pushy",
        "email",
        english("Pressed, bargained or complained"),
        8,
        english(
            "Make no demands and set no deadlines in a thank-you note: ask about the next step, politely, at most."
        ),
        flag=True,
    ),
)

BY_NAME: Mapping[str, Criterion] = MappingProxyType({criterion.name: criterion for criterion in CRITERIA})
SPOKEN_NAMES: tuple[str, ...] = (
    *("asks", "several", "insightful", "turn_off"),
    *("strength", "relevance", "evidence", "hedged"),
    *("interested", "reason", "wavering"),
)
EMAIL_NAMES: tuple[str, ...] = (
    *("greeting", "thanks_time", "thanks_consideration", "specific"),
    *("email_interest", "sign_off", "pushy"),
)

IMPLIED: tuple[tuple[str, str], ...] = (
    ("asks", "several"),
    ("asks", "insightful"),
    ("asks", "turn_off"),
    ("interested", "reason"),
)
"""In each pair the first is met wherever the second is."""

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "enjoyment": english("what they enjoy here"),
        "measurement": english("how performance is judged"),
        "success": english("what success looks like"),
        "team": english("the team"),
        "challenges": english("problems and risks"),
        "growth": english("learning and career"),
        "direction": english("where it is heading"),
        "practice": english("how the work is done"),
        "doubts": english("doubts about you"),
        "next_steps": english("what happens next"),
        "pay_perks": english("pay, hours and perks"),
        "basics": english("public facts"),
        "other": english("something else"),
    }
)


def of_move(move: Move) -> tuple[Criterion, ...]:
    """The criteria and flags of a move, in the order in which a report shows them."""
    return tuple(criterion for criterion in CRITERIA if criterion.move == move)
