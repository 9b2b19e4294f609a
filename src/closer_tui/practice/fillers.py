"""English words that fill a gap in speech, and the sentences in which they do and in which they do not."""

from __future__ import annotations

from closer_tui.practice.wordings import KINDS, NUMBERS, SOFT, WHICH, Wording
from closer_tui.scoring.languages import word_set

FILLERS = (
    Wording(
        "filler",
        ("um", "umm", "ummm", "uhm", "uh", "uhh", "uhhh", "erm", "ehm"),
        ("Um, I ran the payments team.", "I worked on, uh, ledgers.", "so erm that is why"),
        ("He said “um” a lot.", "We moved the UM tables first.", "The album is done."),
    ),
    Wording(
        "filler",
        ("er",),
        ("I led, er, three people.", "Er, yes."),
        ("I drew the ER diagram.", "I was an ER nurse.", "He said “er”."),
        apart="either",
    ),
    Wording(
        "filler",
        ("like",),
        ("It was, like, huge.", "We had, like, no tests."),
        ("I like the team.", "I have used queues like Kafka.", "What is it like, and who leads it?"),
        apart="both",
    ),
    Wording(
        "filler",
        ("like",),
        ("It took like three weeks.", "I had like 20 tickets a day.", "We were on call for like six months."),
        ("It felt like three jobs.", "Firms like 3M buy it.", "I like two things here."),
        only_before=word_set("for took takes take had has have with about around was were got maybe in"),
        only_after=NUMBERS | {"#"},
    ),
    Wording(
        "filler",
        ("like",),
        ("and like really I want it", "It was like super slow.", "So um like I know Go."),
        ("I would like really small steps.", "We do things like totally new tools.", "It looks like really hard work."),
        only_before=word_set("and but so was is it's its were that's um uh erm basically literally just"),
        only_after=word_set("really super totally literally basically i i'm um uh you"),
    ),
    Wording(
        "filler",
        ("you know", "y'know", "yknow", "ya know"),
        ("It was, you know, hard.", "They were tired, you know?", "You know, I liked that talk."),
        (
            "Do you know, roughly, when you decide?",
            "I will let you know.",
            "As you know, I ran it.",
            "It is good to work with people you know.",
            "Is it somebody you know?",
        ),
        apart="after",
        unless_before=WHICH
        | word_set(
            "let would once things people anyone somebody someone something all until will should must may might don't "
            "didn't only lets to so the and can could before case one tool tools code words names"
        ),
    ),
    Wording(
        "filler",
        ("you know",),
        ("it was like you know really slow", "and you know i just fixed it", "We were you know just tired."),
        ("You know the codebase and I know the domain.", "How do you know it's done?", "If you know I am keen, good."),
        only_before=word_set("and but so like was is it's were that's um uh"),
        only_after=word_set("i i'm i've i'd we we've like just really um uh"),
    ),
    Wording(
        "filler",
        ("i mean",),
        ("I mean, we shipped it.", "It was fine. I mean, mostly."),
        ("That is what I mean, mostly.", "By load I mean requests.", "I mean it: I want this job."),
        apart="both",
    ),
    Wording(
        "filler",
        ("basically", "literally"),
        ("I basically ran the team.", "Basically, I fix things.", "It literally took a day."),
        ("The report called it “basically sound”.", "I teach the basics.", "I translated it too literally."),
        unless_before=word_set("too quite translated taken"),
    ),
    Wording(
        "filler",
        ("obviously",),
        ("Obviously, I know SQL.", "I know SQL, obviously."),
        ("The bug was obviously mine.", "It was not obviously wrong."),
        apart="either",
    ),
    Wording(
        "filler",
        ("sort of", "sorta"),
        ("I sort of ran the team.", "It's sort of my thing.", "and sort of took over the pipeline"),
        ("What sort of team is it?", "I have seen that sort of outage.", "It's sort of you to ask."),
        only_before=SOFT,
        unless_after=KINDS,
    ),
    Wording(
        "filler",
        ("so yeah", "but yeah", "and yeah", "yeah so", "so um yeah"),
        ("So yeah, that is me.", "I know Go and yeah, some Rust."),
        ("Yeah, that was my team.", "Yes, so did I.", "The score was “so, yeah”."),
    ),
    Wording(
        "filler",
        ("and stuff", "and stuff like that", "and things like that", "and whatnot", "and what not", "or whatever"),
        ("I know Docker and stuff.", "I did queues, caches and things like that.", "Jenkins, or whatever."),
        (
            "I sorted tickets and stuff we inherited.",
            "We used Go or whatever the client had.",
            "I like tools and things.",
        ),
        apart="after",
    ),
    Wording(
        "filler",
        ("at the end of the day",),
        ("At the end of the day, I deliver.", "It is, at the end of the day, about people."),
        ("We deploy at the end of the day.", "At the end of the day shift, I hand over."),
        apart="both",
    ),
    Wording(
        "filler",
        ("to be honest", "to be fair", "if i'm honest", "if i'm being honest", "tbh", "not gonna lie"),
        ("To be honest, I want this.", "I was nervous, to be honest.", "tbh, I prefer Go."),
        ("I try to be honest.", "I want you to be honest with me.", "They were quick, to be fair to them."),
        apart="either",
        unless_before=word_set("want wanted try tried trying have had need needs prefer like you me us them not"),
        unless_after=word_set("to with on about"),
    ),
)
