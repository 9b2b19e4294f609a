"""The shape of a scenario: which keys each table has, and what has to fit together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, cast

from closer_tui.i18n import _
from closer_tui.scenario.heads import DIFFICULTIES as DIFFICULTIES  # noqa: PLC0414 - where others find it
from closer_tui.scenario.model import (
    FORMAT,
    SAMPLE_LEVELS,
    Difficulty,
    Interviewer,
    OwnCriterion,
    Reaction,
    Reply,
    Sample,
    SampleLevel,
    Scenario,
    Silent,
    Step,
    Voice,
)
from closer_tui.scenario.reader import LINES, Problems, Reader, meant, nearest, quoted, shown
from closer_tui.scoring.cues import CueError, compile_cue
from closer_tui.scoring.languages import is_english
from closer_tui.scoring.rubric import BY_NAME, MOVES, TOPICS, Move, of_move

MOST_STEPS, MOST_ANSWERS, MOST_CRITERIA, MOST_SAMPLES = 40, 40, 20, 20
MOST_CUES = 1_000
"""Cues and blockers in a whole scenario; it bounds the time that scoring an answer can take."""

_PAGE = "scenarios/README.md"
_ID = re.compile(r"[a-z0-9-]{1,64}")
_CRITERION_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def read_scenario(
    table: Mapping[str, Any], problems: Problems, *, name: str, default_id: str, source: str, path: str
) -> Scenario:
    """The scenario in this table. It is fit to be played only where no error was added to `problems`."""
    root = Reader(table, (), problems)
    if not _right_format(root):
        return _nothing(name, default_id)
    own_id = _pattern(root, "id", _ID, _("small letters a to z, digits and hyphens only")) or default_id
    title, summary, company, role = (root.text(key, required=True) for key in ("title", "summary", "company", "role"))
    difficulty = cast(Difficulty, root.choice("difficulty", DIFFICULTIES, required=True))
    language = _language(root) or "en"
    group = root.text("group")
    scene = root.text("scene", lines=True)
    farewell = root.lines("farewell")
    interviewer = _interviewer(root, language)
    silent = _silent(root)
    steps = _Steps(root, language).read()
    root.close()
    return Scenario(
        name, own_id, title, summary, company, role, difficulty, interviewer, steps,
        scene=scene, farewell=farewell, silent=silent, source=source, path=path, language=language, group=group,
    )  # fmt: skip


def _nothing(name: str, own_id: str) -> Scenario:
    return Scenario(name, own_id, "", "", "", "", "easy", Interviewer("", ""), ())


def _right_format(root: Reader) -> bool:
    """Whether the rest is worth reading: not where a later format means something else by it."""
    value = root.take("format")
    if value is None:
        help = _("Begin it with {line}.").format(line=f"format = {FORMAT}")
        root.error("S010", (), _("The file does not say which format it has."), help)
    elif type(value) is not int or value != FORMAT:
        what = _("{key} is {value}, and this version of closer reads format {number}.").format(
            key="format", value=shown(value), number=FORMAT
        )
        help = _("Write {line}, or get a newer closer.").format(line=f"format = {FORMAT}")
        root.error("S010", ("format",), what, help)
        return False
    return True


def _pattern(reader: Reader, key: str, pattern: re.Pattern[str], words: str) -> str:
    value = reader.text(key)
    if value and not pattern.fullmatch(value):
        what = _("{key} is {value}.").format(key=key, value=shown(value))
        reader.error("S021", (key,), what, _("Write {what}.").format(what=words))
        return ""
    return value


def _language(reader: Reader) -> str:
    return _pattern(reader, "language", _LANGUAGE, _('a language tag, such as "en-GB"'))


def _interviewer(root: Reader, language: str) -> Interviewer:
    reader = root.table("interviewer", required=True, help=_("Write [interviewer], and below it name and title."))
    there = "interviewer" in root
    name, title = reader.text("name", required=there), reader.text("title", required=there)
    temper = reader.text("temper")
    email = _pattern(reader, "email", _EMAIL, _('one plain address, such as "ann@acme.example"'))
    wishes = reader.table("voice")
    plain = Voice()
    rate = wishes.number("rate", 60, 400, " " + _("(words a minute)"))
    volume = wishes.number("volume", 0.0, 1.0)
    voice = Voice(
        _language(wishes) or language,
        cast(Literal["female", "male", "any"], wishes.choice("gender", ("female", "male", "any"), default="any")),
        plain.rate if rate is None else int(rate),
        plain.volume if volume is None else volume,
    )
    wishes.close()
    reader.close()
    return Interviewer(name, title, temper, email, voice)


def _silent(root: Reader) -> Silent:
    reader = root.table("silent")
    plain = Silent()
    winds_down = reader.lines("winds_down") or plain.winds_down
    silent = Silent(winds_down, reader.lines("nods") if "nods" in reader else plain.nods)
    reader.close()
    return silent


class _Steps:
    """The steps, and what has to be true of them together."""

    def __init__(self, root: Reader, language: str) -> None:
        self._root = root
        self._language = language
        self._standard = is_english(language)
        self._names: set[str] = set()
        self._cues = 0
        self._emailed = False

    def read(self) -> tuple[Step, ...]:
        readers = self._root.tables("step", MOST_STEPS)
        if not readers and not self._root.raw("step"):
            self._root.error(
                "S030", (), _("The scenario has no steps."), _("Write at least one [[step]] with its move.")
            )
        return tuple(self._step(reader) for reader in readers)

    def _step(self, reader: Reader) -> Step:
        move = cast(Move, reader.choice("move", (*MOVES, "custom"), required=True))
        if move == "email":
            self._emailed = True
        elif self._emailed and move:
            help = _("Move it above the email, which is written at home when the interview is over.")
            reader.error("S038", ("move",), _("This step is spoken, and it comes after the email."), help)
        title = reader.text(
            "title", required=move == "custom", help=_('A custom step is called what you like: title = "…".')
        )
        says = reader.lines("says", required=True)
        hint = reader.text("hint", lines=True)
        seconds = reader.number("seconds", 5, 3600)
        nudge = reader.text("nudge", lines=True)
        if nudge and "seconds" not in reader:
            what = _("The nudge is never said: the step sets no time.")
            reader.warn("S050", ("nudge",), what, _("Write seconds = 90, say, or take the nudge out."))
        answers = self._answers(reader)
        fallback = reader.lines("fallback")
        if move == "questions" and not (answers and fallback):
            what = _("The interviewer has no reply of their own to some questions.")
            help = _("Write [[step.answer]] for the likely topics, and fallback for the rest.")
            reader.warn("S052", ("move",), what, help, on_key=False)
        reaction = self._reaction(reader)
        criteria = self._criteria(reader, move)
        samples = self._samples(reader, move, criteria)
        interviewer = _interviewer(reader, self._language) if "interviewer" in reader else None
        reader.close()
        return Step(move, says, title, hint, None if seconds is None else int(seconds), nudge, answers, fallback,
                    reaction, criteria, samples, interviewer, self._standard)  # fmt: skip

    def _answers(self, step: Reader) -> tuple[Reply, ...]:
        replies: list[Reply] = []
        for reader in step.tables("answer", MOST_ANSWERS):
            topic, cues = reader.choice("topic", TOPICS), self._phrases(reader, "cues")
            self._can_be_asked(reader)
            if topic and any(reply.topic == topic for reply in replies):
                what = _("This step answers questions about {topic} twice.").format(topic=topic)
                reader.error("S037", ("topic",), what, _("Put both replies into one: says takes a list of lines."))
            replies.append(Reply(topic, reader.lines("says", required=True), cues))
            reader.close()
        return tuple(replies)

    def _can_be_asked(self, answer: Reader) -> None:
        """A reply without topic and cues is never given; nor is one by its topic where nobody judges topics."""
        if not self._standard and "cues" not in answer:
            what = _(
                "cues are missing: in a scenario in another language than English ({language}) topics of questions are "
                "not judged."
            ).format(language=self._language)
            help = _('Write cues = ["wie groß * team"], say: words of the question that this is the reply to.')
            answer.error("S012", ("cues",), what, help)
        elif not ("topic" in answer or "cues" in answer):
            what = _("topic is missing from [[step.answer]]: nothing tells which question this is the reply to.")
            help = _('Write topic = with one of {names}; or cues = ["on call", "night|weekend shifts"], say.')
            help = help.format(names=quoted(TOPICS))
            answer.error("S012", ("topic",), what, help)

    def _reaction(self, step: Reader) -> Reaction:
        reader = step.table("reaction")
        reaction = Reaction(reader.lines("made"), reader.lines("half"), reader.lines("missed"))
        reader.close()
        return reaction

    def _criteria(self, step: Reader, move: str) -> tuple[OwnCriterion, ...]:
        readers = step.tables("criterion", MOST_CRITERIA)
        if move == "custom" and not readers and not step.raw("criterion"):
            what = _("A custom step needs criteria of its own: there is nothing else to judge it by.")
            step.error("S031", ("move",), what, _("Write [[step.criterion]] with name, title, advice and cues."))
        elif move and not self._standard and not readers and not step.raw("criterion"):
            what = _(
                "The step needs criteria of its own: the standard ones for {move} are judged in English only, and "
                'this scenario\'s language is "{language}".'
            ).format(move=move, language=self._language)
            help = _("Write [[step.criterion]] with name, title, advice and cues in that language; see {page}.")
            help = help.format(page=_PAGE)
            step.error("S039", ("move",), what, help)
        return tuple(self._criterion(reader) for reader in readers)

    def _criterion(self, reader: Reader) -> OwnCriterion:
        name = reader.text("name", required=True, help=_('Write name = "notice", say; samples use it.'))
        if name and not _CRITERION_NAME.fullmatch(name):
            help = _("Begin with a small letter and go on with small letters, digits, _ and -.")
            reader.error("S021", ("name",), _("{key} is {value}.").format(key="name", value=shown(name)), help)
        elif name in BY_NAME or name in self._names:
            what = (
                _("{name} is the name of one of the standard rubric already.")
                if name in BY_NAME
                else _("{name} is the name of another one of this scenario already.")
            )
            reader.error("S034", ("name",), what.format(name=shown(name)), _("Choose another name."))
        self._names.add(name)
        title, advice = reader.text("title", required=True), reader.text("advice", required=True)
        if not reader.raw("cues"):
            what = _("The criterion has no cues: nothing could ever meet it.")
            reader.error("S032", ("cues",), what, _('Write cues = ["start on *", "two|four weeks"], say.'))
        cues, blockers = self._phrases(reader, "cues"), self._phrases(reader, "blockers")
        points = reader.number("points", 1, 100)
        least = reader.number("least", 1, LINES)
        if least is not None and cues and least > len(cues):
            what = _("At least {least} different cues have to be found, and the criterion has {n}.")
            help = _("Write more cues, or least = {n} at most.").format(n=len(cues))
            reader.error("S019", ("least",), what.format(least=least, n=len(cues)), help)
        criterion = OwnCriterion(name, title, advice, cues, blockers, 5 if points is None else int(points),
                                 reader.flag("essential"), reader.flag("flag"),
                                 1 if least is None else int(least))  # fmt: skip
        reader.close()
        return criterion

    def _phrases(self, reader: Reader, key: str) -> tuple[str, ...]:
        phrases = reader.lines(key, one_line=True)
        before, self._cues = self._cues, self._cues + len(phrases)
        if before <= MOST_CUES < self._cues:
            what = _("Up to here the scenario has {n} cues and blockers.").format(n=self._cues)
            reader.error("S020", (key,), what, _("Keep to {n} in all.").format(n=MOST_CUES))
        for phrase in phrases:
            try:
                compile_cue(phrase)
            except CueError as error:
                reader.error("S033", reader.entry(key, phrase), error.what, error.help)
        return phrases

    def _samples(self, step: Reader, move: str, criteria: tuple[OwnCriterion, ...]) -> tuple[Sample, ...]:
        names = [criterion.name for criterion in of_move(cast(Move, move))] if self._standard else []
        names += [criterion.name for criterion in criteria]
        samples = []
        for reader in step.tables("sample", MOST_SAMPLES):
            level = cast(SampleLevel, reader.choice("level", SAMPLE_LEVELS, required=True))
            text = reader.text("text", required=True, lines=True)
            meets, misses = (self._claims(reader, key, names if move else None) for key in ("meets", "misses"))
            for name in sorted(set(meets) & set(misses)):
                what = _("The sample both meets and misses {name}.").format(name=name)
                reader.error("S036", ("misses",), what, _("Keep it in one of the two lists."))
            samples.append(Sample(level, text, meets, misses))
            reader.close()
        if move and not any(sample.level == "strong" for sample in samples):
            what = _("The step has no strong sample, which the candidate would be shown after their attempt.")
            step.warn("S051", ("move",), what, _('Write [[step.sample]] with level = "strong".'), on_key=False)
        return tuple(samples)

    def _claims(self, reader: Reader, key: str, names: list[str] | None) -> tuple[str, ...]:
        claims = reader.lines(key, one_line=True)
        for name in claims if names is not None else ():
            if name not in (names or ()):
                hint = meant(nearest(name, names or ()))
                help = hint + _("It has {names}.").format(names=", ".join(names or ()))
                what = _("{name} is no criterion or flag of this step.").format(name=shown(name))
                reader.error("S035", reader.entry(key, name), what, help)
        return claims
