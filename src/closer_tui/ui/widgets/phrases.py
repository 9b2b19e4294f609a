"""How times and counts are put into words; plain functions, so that every screen says them alike."""

from __future__ import annotations

from datetime import datetime

from closer_tui.i18n import _, figure, ngettext
from closer_tui.scoring.text import count_words, printable, speaking_seconds


def clock(seconds: float) -> str:
    """Minutes and seconds, such as "2:05"; never negative."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def time_left(seconds: float) -> str:
    """What is left of a step's time, or by how much it is over."""
    if seconds > 0:
        return _("{time} left").format(time=clock(seconds + 0.999))
    return _("{time} over").format(time=clock(-seconds))


def words(text: str) -> str:
    """How many words a text has."""
    number = count_words(text)
    return ngettext("{n} word", "{n} words", number).format(n=figure(number)) if number else _("nothing yet")


def length(text: str) -> str:
    """How long an answer is: words, and about how long it takes to say."""
    seconds = speaking_seconds(text)
    if not seconds:
        return words(text)
    return words(text) + " · " + _("about {time} to say").format(time=_about(seconds))


def _about(seconds: float) -> str:
    """A stretch of time in the largest whole unit that fits it: "24 s", "2 minutes", "4 hours"."""
    if round(seconds) < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours = round(minutes / 60)
    return ngettext("{n} hour", "{n} hours", hours).format(n=figure(hours))


def answers(number: int) -> str:
    """ "1 answer", "2 answers"."""
    return ngettext("{n} answer", "{n} answers", number).format(n=figure(number))


def rehearsals(number: int) -> str:
    """ "1 rehearsal", "2 rehearsals"."""
    return ngettext("{n} rehearsal", "{n} rehearsals", number).format(n=figure(number))


def problems(number: int) -> str:
    """ "1 problem", "2 problems"."""
    return ngettext("{n} problem", "{n} problems", number).format(n=figure(number))


def ago(when: datetime, now: datetime) -> str:
    """A past moment in plain words: "just now", "5 minutes ago", "yesterday", "3 weeks ago". Both with
    a time zone, or both without."""
    days = (now.date() - when.date()).days if when.tzinfo is None else _days(when, now)
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=minutes)
    if days <= 0:
        hours = minutes // 60
        return ngettext("{n} hour ago", "{n} hours ago", hours).format(n=figure(hours))
    if days == 1:
        return _("yesterday")
    if days < 14:
        return _("{n} days ago").format(n=days)
    if days < 60:
        return _("{n} weeks ago").format(n=days // 7)
    if days < 700:
        return _("{n} months ago").format(n=days // 30)
    years = days // 365
    return ngettext("{n} year ago", "{n} years ago", years).format(n=figure(years))


def first_words(text: str, most: int = 60) -> str:
    """The beginning of a text on one line, safe to draw, cut at a word."""
    line = " ".join(printable(text[: most * 4]).split())
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0]
    return f"{cut or line[:most]} …"


def _days(when: datetime, now: datetime) -> int:
    """Calendar days between, as the wall clock here shows them."""
    return (now.astimezone().date() - when.astimezone().date()).days
