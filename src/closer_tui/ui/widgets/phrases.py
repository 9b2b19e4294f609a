"""How times and counts are put into words; plain functions, so that every screen says them alike."""

from __future__ import annotations

from datetime import datetime

from closer_tui.scoring.text import count_words, printable, speaking_seconds


def clock(seconds: float) -> str:
    """Minutes and seconds, such as "2:05"; never negative."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def time_left(seconds: float) -> str:
    """What is left of a step's time, or by how much it is over."""
    return f"{clock(seconds + 0.999)} left" if seconds > 0 else f"{clock(-seconds)} over"


def words(text: str) -> str:
    """How many words a text has."""
    number = count_words(text)
    return counted(number, "word") if number else "nothing yet"


def length(text: str) -> str:
    """How long an answer is: words, and about how long it takes to say."""
    seconds = speaking_seconds(text)
    return f"{words(text)} · about {_about(seconds)} to say" if seconds else words(text)


def _about(seconds: float) -> str:
    """A stretch of time in the largest whole unit that fits it: "24 s", "2 minutes", "4 hours"."""
    if round(seconds) < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return counted(minutes, "minute") if minutes < 60 else counted(round(minutes / 60), "hour")


def counted(number: int, noun: str) -> str:
    """ "1 answer", "2 answers"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def ago(when: datetime, now: datetime) -> str:
    """A past moment in plain words: "just now", "5 minutes ago", "yesterday", "3 weeks ago". Both with
    a time zone, or both without."""
    days = (now.date() - when.date()).days if when.tzinfo is None else _days(when, now)
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    if days <= 0:
        return f"{counted(minutes // 60, 'hour')} ago"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    if days < 60:
        return f"{days // 7} weeks ago"
    if days < 700:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


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
