"""English words that take back half of what is said, and the sentences in which they do and in which they do not."""

from __future__ import annotations

from closer_tui.practice.wordings import KINDS, NUMBERS, SOFT, WHICH, Wording
from closer_tui.scoring.languages import word_set

_STARTED = word_set("i i'm im i've ive i'd id i'll it it's its that's this that there's we we'd we've my")

HEDGES = (
    Wording(
        "hedge",
        ("i guess", "i suppose", "i'd guess", "id guess"),
        ("I guess I can do it.", "It went well, I suppose."),
        ("Can I guess what it is?", "How should I suppose that?", "I guessed the cause at once."),
        unless_before=word_set("can could should must may what how when if where"),
    ),
    Wording(
        "hedge",
        ("i think", "i'd think"),
        ("I think I can help.", "That is, I think, my strength.", "I think that I would fit."),
        (
            "That is how I think about load.",
            "What I think you need is a lead.",
            "I think in systems.",
            "I think about that talk.",
        ),
        unless_before=WHICH,
        unless_after=word_set("about through in like of on outside twice before clearly best"),
    ),
    Wording(
        "hedge",
        ("i feel like",),
        ("I feel like I could help.", "I feel like it's a good match."),
        ("I feel like part of the team.", "When I feel like coding I code."),
        only_after=_STARTED,
    ),
    Wording(
        "hedge",
        ("maybe", "perhaps", "probably", "possibly", "presumably"),
        ("Maybe I could take that over.", "I am probably good at it.", "I could possibly help."),
        (
            "I want it as soon as possibly can be.",
            "There were perhaps 40 of us.",
            "It took maybe two days.",
            "“Maybe” is no answer.",
        ),
        unless_before=word_set("as can't cant cannot couldn't not most quite"),
        unless_after=NUMBERS | {"#", "a"},
    ),
    Wording(
        "hedge",
        ("hopefully",),
        ("Hopefully I am good enough.", "I can hopefully help."),
        ("“Hopefully” is not a plan.", "She asked hopefully."),
        unless_before=word_set("asked said smiled looked waited"),
    ),
    Wording(
        "hedge",
        ("kind of", "kinda"),
        ("I kind of ran the team.", "It's kind of my thing.", "I'm kinda good at Go."),
        (
            "What kind of team is it?",
            "That's kind of you.",
            "It is the kind of work I want.",
            "I am one of a kind, of course.",
        ),
        only_before=SOFT | {"i'm"},
        unless_after=KINDS,
    ),
    Wording(
        "hedge",
        ("just",),
        ("I just wanted to say thanks.", "I just think it fits.", "I was just wondering about it."),
        (
            "I built the just-in-time queue.",
            "I just finished the migration.",
            "It is just like my team.",
            "It is a just cause.",
        ),
        only_before=word_set("i i'm im i'd i've was and so would am we"),
        only_after=word_set(
            "want wanted wanna wondering wondered think thought feel felt hope hoping guess trying saying curious "
            "checking"
        ),
    ),
    Wording(
        "hedge",
        ("just a", "just an", "only a", "only an"),
        ("I'm just a tester.", "I am only a junior."),
        ("It is just a matter of time.", "There was only a week left.", "I'm just a train ride away."),
        only_before=word_set("i'm im am"),
        unless_after=word_set("train bus short call phone message few minute walk drive ride little"),
    ),
    Wording(
        "hedge",
        ("i'm not sure", "im not sure", "not really sure", "i am not sure", "not totally sure", "not entirely sure"),
        ("I'm not sure if I can.", "I am not sure I fit.", "I'm not sure."),
        ("I'm not sure how you measure it: could you tell me?", "I'm not sure we covered on-call."),
        unless_after=word_set("how what who when where why which we you about whether"),
    ),
    Wording(
        "hedge",
        ("no expert", "not an expert", "not really an expert", "not exactly an expert", "by no means an expert"),
        ("I'm no expert, but I know Go.", "I am not really an expert."),
        ("It is not an expert system.", "No expert was on call.", "There was no expert on the team."),
        only_before=word_set("i'm im am"),
    ),
    Wording(
        "hedge",
        ("i might", "i may"),
        ("I might be able to help.", "I may have some ideas."),
        ("What might I break first?", "I might add that I ran it.", "Tell me what I might be missing."),
        unless_before=WHICH | word_set("concerns doubts things questions something gap gaps ways problems who day"),
        only_after=word_set("be have not need know want like fit suit consider"),
    ),
    Wording(
        "hedge",
        ("i would say", "i'd say", "id say"),
        ("I'd say I know it well.", "I would say Go is my strength."),
        ("I'd say yes.", "What I'd say to them is no.", "If you offered it I would say so."),
        unless_before=WHICH | word_set("things"),
        unless_after=word_set("yes no it so that to this"),
    ),
    Wording(
        "hedge",
        ("or something", "or something like that", "or anything"),
        ("I was a lead or something.", "It was Jenkins or something like that."),
        ("Buy it or something you built.", "Is it Go, or something else?"),
        apart="after",
    ),
    Wording(
        "hedge",
        ("somewhat", "to some extent", "to a certain extent", "to a certain degree", "more or less"),
        ("I know it to some extent.", "I more or less ran it.", "I'm somewhat good at SQL."),
        ("We need more or less of it, not the same.", "The lead was “somewhat” calm."),
        unless_after=word_set("of than"),
    ),
    Wording(
        "hedge",
        ("a little bit", "a little", "a bit"),
        ("I know a little bit of Go.", "I used a bit of Rust.", "I know a little SQL."),
        (
            "Tell me a bit about it.",
            "We waited a little.",
            "Could you say a little more?",
            "I learned a bit every day.",
        ),
        only_before=word_set("know used use did done learned learnt speak understand have"),
        unless_after=word_set("about more every each longer later time further over under faster too"),
    ),
    Wording(
        "hedge",
        ("if that makes sense", "if you know what i mean"),
        ("I own the seams, if that makes sense.", "I fix things if you know what I mean."),
        ("If that makes sense to you, I will start.", "We asked if that makes sense for users."),
        apart="after",
    ),
    Wording(
        "hedge",
        ("i could be wrong", "i may be wrong", "i might be wrong", "correct me if i'm wrong"),
        ("I could be wrong, but it is DNS.", "It is the cache, correct me if I'm wrong."),
        ("Tell me where I may be wrong.", "They could be wrong."),
        unless_before=WHICH,
    ),
    Wording(
        "hedge",
        ("i hope",),
        ("I hope I can do it.", "I hope my answers were ok."),
        ("I hope you have a good day.", "I hope to hear from you.", "I hope the release goes well."),
        only_after=word_set("i i'm im i've i'd i'll my"),
    ),
)
