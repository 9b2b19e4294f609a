"""The words of a new scenario: an interviewer in one of three moods, and what candidates say to them.

{company}, {role} and {first} (what the interviewer is called) are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from closer_tui.scoring.rubric import Move


@dataclass(frozen=True, slots=True)
class Part:
    """What an interviewer of one mood says in one step."""

    says: tuple[str, ...]
    made: tuple[str, ...]
    half: tuple[str, ...]
    missed: tuple[str, ...]
    nudge: str = ""


@dataclass(frozen=True, slots=True)
class Mood:
    """An interviewer. `temper` is what they are like in a few words."""

    temper: str
    parts: Mapping[Move, Part]
    fallback: tuple[str, ...]
    farewell: tuple[str, ...]
    winds_down: tuple[str, ...]
    nods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sample answer, with what it meets and misses."""

    text: str
    meets: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is the same for every mood: a hint, a good and a poor answer. `cues` are phrases of the good one, for a
    language in which only criteria of one's own are judged; `name` and `title` are that criterion's."""

    hint: str
    strong: Example
    weak: Example
    name: str
    title: str
    cues: tuple[str, ...]
    seconds: Mapping[str, int]


SCENE = (
    "Three quarters of an hour with {first}, in the meeting room at the end of the corridor. You went through your "
    "last two projects, and heard three things about {company}. A nightly job fails about twice a month, and wakes "
    "whoever is on duty. One person knows how the releases are put together, and that person is about to go on leave. "
    "And the team has promised to mend both this year."
)

_WARM: Mapping[Move, Part] = {
    "questions": Part(
        ("Well, I have asked you a great deal.", "It is your turn. What would you like to know about us?"),
        ("I like that question. I had to think, and I don't have to think often at this hour.", "You have listened."),
        ("Fair enough. I hope that helps a little.", "There you are. It makes more sense once you have seen it."),
        ("Nothing at all? Then I must have talked too much.", "All right. It may come to you on the way home."),
        "Take your time, but they will want this room back soon.",
    ),
    "value": Part(
        ("I am going to tell the others about you at lunch.", "What should I tell them that you would bring us?"),
        ("Lovely. That I can repeat in one breath.", "Good. I know already who will want you at the next desk."),
        ("Mm. I can see some of it.", "Thank you. I will have to fill in the rest myself."),
        ("Well, I will look at my notes again.", "Never mind. It is an odd thing to be asked."),
        "The short version will do, I have a small head.",
    ),
    "interest": Part(
        ("You have heard our good sides and the others.", "Where does that leave you?"),
        (
            "I am glad that you said it. You would be surprised how many leave me guessing.",
            "Good. I will pass that on.",
        ),
        ("Thank you for being frank. Do sleep on it.", "I see. We may both know more next week."),
        ("You needn't know today, of course.", "All right. I won't press you."),
        "No need to be clever about it.",
    ),
    "email": Part(
        ("It is evening, and you are at home. {first}'s card lies on the kitchen table.",),
        ("What a kind note, thank you. I have shown it to the team. You will hear from me on Friday. {first}",),
        ("Thanks for writing. I will be in touch with everybody on Friday. {first}",),
        ("Hello all, no news yet. We decide this week, and I write to each of you. {first}",),
    ),
}

_BRISK: Mapping[Move, Part] = {
    "questions": Part(
        ("That's my list done.", "Your questions. I have four minutes."),
        ("Good question. Next time I'll have a better answer.", "That was worth the four minutes."),
        ("Right.", "Okay. The rest you'll find out on the way."),
        ("None? Fine, that's four minutes for both of us.", "Okay. No questions."),
        "Two minutes.",
    ),
    "value": Part(
        ("I need one sentence for the form.", "Why you?"),
        ("That goes in word for word.", "Clear. Thank you."),
        ("I'll shorten that.", "Half of that goes in."),
        ("The form stays empty, then.", "Okay. Next."),
        "One sentence. Or two.",
    ),
    "interest": Part(
        ("Last thing before I run.", "Do you want to go on with this?"),
        ("Good, that's a tick.", "Clear answer. I like those."),
        ("I'll put down a maybe.", "Let me know when you know."),
        ("Hm. The form only has yes and no.", "Okay. I'll leave that open."),
        "Yes or no is fine.",
    ),
    "email": Part(
        ("Seven in the evening, at home. {first}'s address stands under the invitation.",),
        ("Thanks, good note. Friday. {first}",),
        ("Got it, thanks. You'll hear on Friday. {first}",),
        ("To all: decision on Friday. {first}",),
    ),
}

_SCEPTICAL: Mapping[Move, Part] = {
    "questions": Part(
        (
            "I have heard what I wanted to hear, and some things twice.",
            "So. What do you want to know that isn't on our site?",
        ),
        ("Hm. Nobody has asked me that this week.", "That is the question I would have asked."),
        ("You could have read some of that.", "If that is what you wanted to know."),
        ("No questions. That tells me something too.", "Then you know more about us than I do."),
        "I am waiting.",
    ),
    "value": Part(
        ("I have five people with your CV, more or less.", "What do I get from you that I don't get from them?"),
        ("All right. That one I believe.", "Good. The other four didn't say anything I could check."),
        ("I would want to see that.", "Perhaps. It isn't much to go on."),
        ("The others said that too.", "I can't do much with that."),
        "The other four were quicker.",
    ),
    "interest": Part(
        ("People sit here and nod, and then they go to a bank.", "Why would you be any different?"),
        ("That I can work with.", "Then at least one of us is sure."),
        ("Nodding, then. With words.", "Well. Banks pay better, I am told."),
        ("As I said. A bank.", "I thought so."),
        "It isn't a hard question.",
    ),
    "email": Part(
        ("You are at home. You did not expect it, but {first} gave you an address at the door.",),
        ("I don't usually answer these. Good note. Friday, either way. {first}",),
        ("Received. We decide on Friday. {first}",),
        ("To everyone who was here this week: we decide on Friday. {first}",),
    ),
}

MOODS: Mapping[str, Mood] = MappingProxyType(
    {
        "warm": Mood(
            "warm, in no hurry",
            _WARM,
            ("That one I would have to look up.", "Write to me about it, and I will ask somebody who knows."),
            ("Thank you for coming. I enjoyed this.", "Mind the step on your way out."),
            (
                "Well. I think I have got to the end of my questions.",
                "It is a quiet afternoon. There is still some tea.",
                "I should let you go soon.",
            ),
            ("Mm-hm.", "Yes, I see."),
        ),
        "brisk": Mood(
            "brisk, friendly, always on the way to somewhere",
            _BRISK,
            ("Not my department. Ask the team when you meet them.",),
            ("Thanks for coming. Lift's on the left.",),
            (
                "That's everything from me.",
                "My next one starts in five minutes.",
                "I'll walk with you as far as the lift.",
            ),
            ("Okay.", "Noted."),
        ),
        "sceptical": Mood(
            "sceptical, dry, fair",
            _SCEPTICAL,
            ("I could make something up. Ask me something I know.",),
            ("Well. You were on time, at least. Goodbye.",),
            (
                "I have no more questions. I am not sure that I have answers.",
                "It is getting late, and I still have five of these to compare.",
                "That's it, then.",
            ),
            ("Hm.", "If you say so."),
        ),
    }
)
"""Moods by name."""

REPLIES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "enjoyment": (
            ("enjoy", "you stay|stayed"),
            ("I came for a year, and that was six years ago.",
             "People here tell me when I'm wrong. I've missed that elsewhere."),
        ),
        "measurement": (
            ("performance|review|reviews", "measure"),
            ("Twice a year we write one page together: what got safer, what got faster, who learned from you.",
             "Nobody counts tickets. We tried it, and got a great many small ones."),
        ),
        "success": (
            ("first months", "success|successful"),
            ("After a month you'd have followed one piece of work all the way through.",
             "After six, the nightly job should be yours, and it should be dull."),
        ),
        "team": (
            ("team|colleagues",),
            ("Six of us, two of them far away and awake at other hours.",
             "They're kind, and a little too polite when they look at each other's work."),
        ),
        "challenges": (
            ("nightly job", "problem|problems|challenge|challenges"),
            ("The nightly job. Everybody has an idea about it, and nobody has had a quiet week.",
             "And we never wrote down how a release is made. That's on me."),
        ),
        "growth": (
            ("learn|learning|training", "grow|career"),
            ("You'd get a day a month to learn something, and I see to it that it stays free.",
             "What we haven't got is many rungs on the ladder."),
        ),
        "direction": (
            ("next year", "strategy|roadmap|future"),
            ("The plan says two new products. The plan always says two.",
             "I'd be glad of one, and of fewer nights like the last ones."),
        ),
        "practice": (
            ("on call", "tools|process|release|releases|deploy"),
            ("Changes go out on most days, and never on a Friday afternoon. We learned that in one evening.",
             "You'd be on duty one week in six."),
        ),
        "doubts": (
            ("doubt|doubts|hesitate|concern|concerns",),
            ("Since you ask: I haven't heard yet how you are when something breaks and people are looking at you.",
             "If you have a story about that, I'd like to hear it."),
        ),
        "next_steps": (
            ("next step|steps", "happens next"),
            ("You'd meet two people from the team, for an hour. We decide a week later.",
             "I write to you on the Friday, whatever the answer is."),
        ),
        "pay_perks": (
            ("pay|salary|holiday|holidays|remote",),
            ("The range is the one in the advert. The rest comes in a letter, before you have to decide anything.",),
        ),
        "basics": (
            ("company do|make|sell", "offices"),
            ("That's all on our site, and better put than I could.", "What it doesn't say is how few of us there are."),
        ),
    }
)  # fmt: skip
"""Replies to questions by their topic: phrases of the question, for a language in which no topics are judged, and what
is said."""

LESSONS: Mapping[Move, Lesson] = MappingProxyType(
    {
        "questions": Lesson(
            "Ask what only {first} can tell you: about one of the three things you heard, or about {first}. Have a "
            "second question ready that goes somewhere else.",
            Example(
                "You said that the nightly job wakes somebody twice a month: what has kept the team from mending it so "
                "far? And what made you stay at {company}, when you could have had quieter nights elsewhere?",
                ("asks", "several", "insightful"),
                ("turn_off",),
            ),
            Example(
                "No, you covered everything, I think. Only one thing: how many days of holiday would I get?",
                ("asks", "turn_off"),
                ("several", "insightful"),
            ),
            "inside_question",
            "Asked what only they can tell",
            ("what has kept", "what made you"),
            {"medium": 120, "hard": 75},
        ),
        "value": Lesson(
            "Choose the one of their troubles that you have been nearest to. Say what you did about it, with a figure, "
            "and then what that means for {company}.",
            Example(
                "At my last place I took over an import that failed three nights a week. I gave it safe retries and "
                "proper alarms, and it has failed once in the fourteen months since. Your nightly job is the same kind "
                "of trouble, so in the {role} role at {company} I would take that off your hands first.",
                ("strength", "relevance", "evidence"),
                ("hedged",),
            ),
            Example(
                "I'm no expert, to be honest, but I guess I work hard, and people get on with me.",
                ("hedged",),
                ("strength", "relevance", "evidence"),
            ),
            "own_strength",
            "Said what you bring, with proof",
            ("took over", "failed once"),
            {"medium": 75, "hard": 45},
        ),
        "interest": Lesson(
            "Say in one plain sentence that you want the job, and in the next which thing that you heard is behind it.",
            Example(
                "I can say it plainly: I want this job. I want the {role} role at {company} because you told me about "
                "the bad nights before I asked, and I'd like to work with people who talk like that.",
                ("interested", "reason"),
                ("wavering",),
            ),
            Example(
                "It was very nice to meet you, and thanks for the coffee. I'll look forward to hearing from you.",
                (),
                ("interested", "reason", "wavering"),
            ),
            "wants_job",
            "Said outright that you want the job",
            ("want this job",),
            {"medium": 60, "hard": 30},
        ),
        "email": Lesson(
            "Two thanks, for the time and for considering you; one thing that you heard today; where you stand; your "
            "name.",
            Example(
                "Subject: Thank you, and the nightly job\n\nDear {first},\n\nthank you for the time you gave me today, "
                "and for considering me for the {role} role at {company}.\n\nOn the way home I kept thinking about the "
                "nightly job. You said that it wakes somebody twice a month; I would begin by finding out which of its "
                "steps can safely run twice. I'd love to do that with you: I want this job even more than I did this "
                "morning.\n\nBest regards,\nAlex Morgan",
                ("greeting", "thanks_time", "thanks_consideration", "specific", "email_interest", "sign_off"),
                ("pushy",),
            ),
            Example(
                "Hi,\n\nhere is my CV again, with the new phone number. The second reference is easier to reach by "
                "email.\n\nSent from my phone",
                ("greeting",),
                ("thanks_time", "thanks_consideration", "specific", "email_interest", "sign_off", "pushy"),
            ),
            "both_thanks",
            "Thanked them twice",
            ("thank you for", "considering me"),
            {},
        ),
    }
)
"""The four moves."""
