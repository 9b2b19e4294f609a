"""The accuracy card: how well the shipped model agrees with people on answers that it had not learned from.

`python -m closer_tui.scoring.train card` measures it and writes accuracy.json; `closer score --about` and the
README show what stands there. A card belongs to one model file, and says nothing of any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import msgspec

from closer_tui.scoring.rubric import BY_NAME

CARD = Path(__file__).with_name("accuracy.json")
BEGIN, END = "<!-- accuracy: made by a command -->", "<!-- /accuracy -->"
WIDTH, SOURCE_WIDTH = 80, 120
LIMITS = (
    "The labels were made by few hands, from one rubric; other careful readers may draw its lines elsewhere.",
    "All answers were written for this project, none was recorded in an interview.",
    "It reads English only.",
    "It judges one answer at a time, and knows neither the scenario nor what the interviewer said.",
    "The rules for greetings, sign-offs, lone questions and junk were written with all of these answers at hand, so "
    "their share in the figures is a little flattered.",
    "Nothing here says anything about a person.",
)


class CardError(Exception):
    """There is no card that can be read; the message says why."""


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One criterion or flag: how often people found it (`true` of `total` answers), and how the scorer agrees."""

    name: str
    true: int
    total: int
    precision: float
    recall: float
    f1: float
    kappa: float


class Fold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One measurement: a model that learned without the files named here, on all answers in them.

    `differs` says where its training was not that of the shipped model; None where it was the same.
    """

    files: tuple[str, ...]
    answers: int
    learned_files: int
    macro_f1: float
    weakest: str
    weakest_f1: float
    topics_f1: float
    accuracy: float
    surest_85: float
    differs: str | None


class Bin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verdicts whose confidence is at least `least` and below the next bin's."""

    least: float
    verdicts: int
    right: int


class Junk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines that say nothing, by the shipped model; and held-out answers with their words shuffled, by the
    folds' models: of the criteria that people found in the answers, how many still count as met."""

    lines: int
    earning: int
    shuffled: int
    shuffled_criteria: int
    shuffled_met: int


class Quotes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words quoted for what was rightly found, where people had marked words: how many quotes there are, how
    many share a word with a mark, and how many words the median quote and one in twenty at least have."""

    quotes: int
    overlapping: int
    median_words: int
    long_words: int


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that is told about one model's accuracy, with the SHA-256 of what it was measured from.

    Shares are numbers from 0 to 1, in all parts of the card.
    """

    scorer: str
    model: str
    corpus: dict[str, str]
    folds: tuple[Fold, ...]
    labels: tuple[Label, ...]
    macro_f1: float
    worst_macro_f1: float
    topics: int
    topics_f1: float
    verdicts: int
    accuracy: float
    surest_85: float
    unsure: int
    unsure_right: int
    sure_from: float
    reliability: tuple[Bin, ...]
    quotes: Quotes
    junk: Junk
    versions: dict[str, str]
    limits: tuple[str, ...]

    @property
    def answers(self) -> int:
        return sum(fold.answers for fold in self.folds)

    def weakest(self) -> tuple[Label, ...]:
        """The labels on which the scorer agrees least, the worst first."""
        return tuple(sorted(self.labels, key=lambda label: label.f1))


def read_card(path: Path = CARD) -> Card:
    """The card that is shipped, or another one. Raises CardError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError) as error:
        raise CardError(f"{path} is no accuracy card ({error})") from error


def write_card(card: Card, path: Path) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")


def model_hash(path: Path) -> str:
    """The SHA-256 of a model file, by which a card knows it. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def page(card: Card) -> str:
    """The card as plain text of at most 80 columns, for people."""
    return "\n".join(_page(card)) + "\n"


def _page(card: Card) -> Iterator[str]:
    yield from (f"How far to trust the scorer {card.scorer}", "")
    yield from _wrapped(
        f"Measured on {card.answers:,} answers by writers from whom the judging model had learned nothing: "
        f"{card.verdicts:,} verdicts, compared with labels that people gave."
    )
    yield from ("", f"{percent(card.accuracy)} of all single verdicts are right")
    yield f"{percent(card.surest_85)} of the surest 85 % are"
    yield f"{card.macro_f1:.2f} is the F1 over all criteria and flags, the mean of {len(card.folds)} measurements"
    yield f"{card.worst_macro_f1:.2f} is the worst of the {len(card.folds)}"
    yield f"{card.topics_f1:.2f} is the F1 of the topics of questions ({card.topics:,} labelled)"
    yield from ("", "Each criterion and flag (found by people in so many of so many answers):", "")
    yield f"{'':45}{'found':>9}{'prec':>6}{'rec':>6}{'F1':>6}{'kappa':>7}"
    for label in card.labels:
        count = f"{label.true}/{label.total}"
        yield (
            f"{BY_NAME[label.name].title:45}{count:>9}"
            f"{label.precision:6.2f}{label.recall:6.2f}{label.f1:6.2f}{label.kappa:7.2f}"
        )
    yield from ("", "Precision: of what the scorer found, how much people found too. Recall: of what")
    yield from ("people found, how much the scorer found. Kappa: agreement beyond chance.", "")
    yield from ("Does it know how sure it is?", "", f"{'confidence':>18}{'verdicts':>10}{'right':>9}")
    for each, span in bins(card):
        yield f"{span:>18}{each.verdicts:>10,}{percent(each.right / each.verdicts) if each.verdicts else '':>9}"
    yield ""
    yield from _wrapped(_unsure(card))
    yield from ("", "Does it quote the words that decide?", "")
    yield from _wrapped(_quotes(card))
    yield from ("", "Words that say nothing", "")
    yield from _wrapped(_junk(card))
    yield from ("", "How it was measured", "")
    yield from _wrapped(_how(card))
    for fold in card.folds:
        yield from _wrapped(_fold(fold), "- ")
    versions = ", ".join(f"{name} {version}" for name, version in card.versions.items())
    yield from _wrapped(f"Measured with {versions}. SHA-256 of the model: {card.model[:16]}...")
    yield from ("", "What it cannot judge", "")
    for limit in card.limits:
        yield from _wrapped(limit, "- ")


def section(card: Card) -> str:
    """The card as a section of Markdown, its markers included, for the README."""
    weakest = ", ".join(f"“{BY_NAME[label.name].title}”" for label in card.weakest()[:3])
    lines = [
        BEGIN,
        f"It was measured on {card.answers:,} answers by writers from whom the judging model had learned nothing: "
        f"**macro F1 {card.macro_f1:.2f}** (mean of {len(card.folds)} measurements; the worst "
        f"{card.worst_macro_f1:.2f}), {percent(card.accuracy)} of {card.verdicts:,} single verdicts right, of the "
        f"surest 85 % {percent(card.surest_85)}; topics F1 {card.topics_f1:.2f}.",
        "",
        "| criterion or flag | found by people | precision | recall | F1 | kappa |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {BY_NAME[label.name].title} | {label.true} of {label.total} | {label.precision:.2f} | {label.recall:.2f} "
        f"| {label.f1:.2f} | {label.kappa:.2f} |"
        for label in card.labels
    ]
    lines += ["", f"It is wrong most often on {weakest}. {_unsure(card)} {_quotes(card)} {_junk(card)}", ""]
    lines += ["| confidence | verdicts | right |", "| --- | --- | --- |"]
    lines += [
        f"| {span} | {each.verdicts:,} | {percent(each.right / each.verdicts)} |"
        for each, span in bins(card)
        if each.verdicts
    ]
    lines += ["", _how(card), ""]
    lines += [f"- {_fold(fold)}" for fold in card.folds]
    lines += ["", " ".join(card.limits), END]
    return "\n".join(line if line.startswith("|") else _filled(line) for line in lines)


def bins(card: Card) -> list[tuple[Bin, str]]:
    """The reliability table's rows, each with the span of confidence that it is about."""
    uppers = [f"below {each.least:.2f}" for each in card.reliability[1:]]
    return [
        (each, f"{each.least:.2f} {upper}".strip())
        for each, upper in zip(card.reliability, [*uppers, "or more"], strict=True)
    ]


def percent(share: float) -> str:
    """A share for people, with a decimal where the last one in a hundred matters."""
    return f"{100 * share:.1f} %"


def _wrapped(text: str, indent: str = "") -> list[str]:
    after = " " * len(indent)
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=after, break_on_hyphens=False).split("\n")


def _filled(line: str) -> str:
    """A paragraph or an item of Markdown, in lines that can be read as they are."""
    return fill(line, SOURCE_WIDTH, subsequent_indent="  " if line.startswith("- ") else "", break_on_hyphens=False)


def _unsure(card: Card) -> str:
    told = f"{percent(card.unsure / card.verdicts)} of the verdicts" if card.verdicts else "No verdict"
    right = f", and of those {percent(card.unsure_right / card.unsure)} would be right" if card.unsure else ""
    return f"Below a confidence of {card.sure_from:.2f} it says “not sure”: {told}{right}."


def _quotes(card: Card) -> str:
    quotes = card.quotes
    share = f" ({percent(quotes.overlapping / quotes.quotes)})" if quotes.quotes else ""
    return (
        f"Of {quotes.quotes} quotes for what it rightly found, {quotes.overlapping}{share} share words with those that "
        f"people marked; half of them have {quotes.median_words} words or fewer, one in twenty "
        f"{quotes.long_words} or more."
    )


def _junk(card: Card) -> str:
    junk = card.junk
    shuffled = f"{junk.shuffled_met} of {junk.shuffled_criteria}"
    share = f" ({percent(junk.shuffled_met / junk.shuffled_criteria)})" if junk.shuffled_criteria else ""
    return (
        f"Of {junk.lines} lines of junk that no model learned from, {junk.earning} earn a point or more. Of the "
        f"criteria met in {junk.shuffled:,} of the answers, {shuffled}{share} still count as met when the words are "
        "shuffled."
    )


def _how(card: Card) -> str:
    return (
        "The shipped model can't be measured by answers that it learned from, so models trained without some whole "
        "files (each file is another writer) judge the answers in those. Their probabilities and thresholds were "
        f"fitted on other files too. Of {card.answers:,} answers each was judged once, by the whole scorer, rules "
        "included. Junk is judged by the shipped model."
    )


def _fold(fold: Fold) -> str:
    files = ", ".join(name.removesuffix(".jsonl") for name in fold.files)
    differs = f" {fold.differs}" if fold.differs else ""
    return (
        f"{files} ({fold.answers:,} answers, learned from {fold.learned_files} other files): macro F1 "
        f"{fold.macro_f1:.2f}, weakest “{BY_NAME[fold.weakest].title}” {fold.weakest_f1:.2f}, "
        f"topics F1 {fold.topics_f1:.2f}, verdicts right {percent(fold.accuracy)}, "
        f"the surest 85 % {percent(fold.surest_85)}.{differs}"
    )
