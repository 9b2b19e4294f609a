"""What every key of a scenario file is for, in a sentence or two: what an editor shows beside it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closer_tui.i18n import _, translated
from closer_tui.scoring.rubric import TOPICS

_TOPICS = "; ".join(f"{name}: {translated(means)}" for name, means in TOPICS.items())

_INTERVIEWER = {
    "name": _("What the interviewer is called, as you would introduce them."),
    "title": _("Their job title, such as Engineering manager."),
    "temper": _("A few words on what they are like, such as: warm, unhurried."),
    "email": _("Where the thank-you email goes. One plain address; end it in .example if it is made up."),
    "voice": _("Wishes for the voice, where the interviewer is heard. What a machine has may differ."),
}
_VOICE = {
    "language": _("The language of the voice, as a tag such as en-GB. Otherwise the scenario's own."),
    "gender": _("The voice sounds female or male; any leaves it open."),
    "rate": _("How fast they speak, in words a minute."),
    "volume": _("How loud they speak: 0 is silence, 1 full volume."),
}

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "": _("The last minutes of one interview, to be rehearsed with closer."),
        "interviewer": _("Who winds the interview up."),
        "interviewer.voice": _INTERVIEWER["voice"],
        "silent": _("The interviewer on the silent level, on which nobody asks for anything."),
        "step": _("One thing that the candidate has to do. Steps are played in the order of the file."),
        "step.answer": _("What the interviewer replies to one question. It is given once, to the first that fits."),
        "step.reaction": _(
            "How the interviewer takes what was said; attempts go through the lines in turn. In an email step: the "
            "message that comes back."
        ),
        "step.criterion": _("A criterion of your own, judged by phrases that you choose."),
        "step.sample": _("An example answer, and what it should be judged as; closer check scores it."),
        "step.interviewer": _("Who asks in this step, where it is not the scenario's own interviewer."),
        "step.interviewer.voice": _INTERVIEWER["voice"],
    }
)
"""Every table by its dotted name; lists of tables too."""

KEYS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "": {
            "format": _("The version of this format; it comes first in the file."),
            "id": _(
                "Stays the same when the file gets another name, so that the history of practice goes on. Small "
                "letters, digits and hyphens. Otherwise made from the file's name."
            ),
            "title": _("What the scenario is called in lists."),
            "summary": _("One line on who waits there and what makes it hard."),
            "company": _("The company that the interview is with."),
            "role": _("The job that the interview is for."),
            "difficulty": _("How hard it is to close this one well."),
            "language": _(
                "The language that is spoken, as a tag such as en-GB or de. The standard criteria are judged in "
                "English only: in any other language every step needs criteria of its own."
            ),
            "group": _("The shelf that lists put it on, in a few words, such as Developer."),
            "scene": _(
                "Told before the first line: the room, the hour before, and what the candidate has learned there."
            ),
            "farewell": _("The last thing that the interviewer says in the room."),
            "interviewer": TABLES["interviewer"],
            "silent": TABLES["silent"],
            "step": TABLES["step"],
        },
        "interviewer": _INTERVIEWER,
        "interviewer.voice": _VOICE,
        "silent": {
            "winds_down": _(
                "The first line is said at once, one more after each thing that the candidate says. Write lines that "
                "fit whatever was said."
            ),
            "nods": _("What is left to say when winds_down has run out, in turn."),
        },
        "step": {
            "move": _(
                "What has to be done here: ask questions, say your value, say your interest, write the email; or "
                "custom, which is judged by criteria of its own alone. The email comes after everything spoken."
            ),
            "title": _("What the step is called; otherwise the move's own title. A custom step needs one."),
            "says": _(
                "What the interviewer says first, line by line. In an email step it is told: the candidate is at home "
                "by then."
            ),
            "hint": _("Shown on the coached level to those who ask for it."),
            "seconds": _("The time given; leave it out for as long as it takes."),
            "nudge": _("Said when the time is over."),
            "fallback": _("The reply to every question that has none of its own."),
            "answer": TABLES["step.answer"],
            "reaction": TABLES["step.reaction"],
            "criterion": TABLES["step.criterion"],
            "sample": TABLES["step.sample"],
            "interviewer": TABLES["step.interviewer"],
        },
        "step.answer": {
            "topic": _("What the question is about. {topics}.").format(topics=_TOPICS),
            "cues": _(
                "Phrases of a question that this is the reply to, written like those of a criterion: beside a topic, "
                "or in place of one."
            ),
            "says": _("The reply, line by line."),
        },
        "step.reaction": {
            "made": _("Said when the step was made."),
            "half": _("Said when it was half made."),
            "missed": _("Said when it was missed."),
        },
        "step.criterion": {
            "name": _(
                "What samples call it: a small letter first, then small letters, digits, _ and -. No other criterion "
                "may have the name."
            ),
            "title": _("What the report calls it, such as: Said when you can start."),
            "advice": _("One sentence for those who missed it."),
            "cues": _(
                "Phrases that meet it: a few words each, which have to stand side by side in one sentence. Endings, "
                "capitals and one typo do not count; * is up to five words, a|b is either word."
            ),
            "blockers": _("Phrases that take back a cue that they stand beside, such as: not sure."),
            "points": _("What it is worth."),
            "essential": _("Whether a close is complete without it."),
            "flag": _("Whether it is something to avoid: found, it takes its points away."),
            "least": _("How many different cues have to be found."),
        },
        "step.sample": {
            "level": _("How good an answer it is. The strong one is shown to the candidate after their own attempt."),
            "text": _("The answer. An email may begin with a line Subject: …."),
            "meets": _("The criteria and flags that its words meet, by their names."),
            "misses": _("The criteria and flags that its words do not meet."),
        },
        "step.interviewer": _INTERVIEWER,
        "step.interviewer.voice": _VOICE,
    }
)
"""Every key of every table."""
