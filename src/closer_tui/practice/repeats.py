"""Content words that an answer says over and over, whatever their form, and which words may be."""

from __future__ import annotations

from collections.abc import Iterable

from closer_tui.scoring.classes import places_of
from closer_tui.scoring.languages import is_english, word_set
from closer_tui.scoring.lookup import Words, plain_word, split_words

FEWEST = 4
FEWEST_PALE = 3
WORDS_TO_A_REPEAT = 20

_PALE = word_set(
    "great nice good lovely amazing awesome cool super interesting interested exciting excited passionate passion "
    "definitely absolutely actually honestly really very stuff love amazing wonderful fantastic perfect basic"
)
"""Words that tell little the first time and nothing the third."""

_LETTERS = 7
"""Of languages whose small words are not known here, shorter words are taken for small ones."""

_SMALL_EN = word_set(
    "a an the this that these those there here i me my mine myself we us our ours you your yours yourself he him his "
    "she her they them their it its who whom whose which what when where why how am is are was were be been being do "
    "does did done doing have has had having can could will would shall should may might must need ought not no nor "
    "never neither none and or but so if then than because while until unless although though since as at by for "
    "from in into of off on onto out over under up down to with within without about above across after again against "
    "along among around away back before behind below between both during each either else even ever every few "
    "first last least less like lot lots many more most much near next now once one only other others own per rather "
    "same several some somebody someone something somewhere soon still such through together too toward towards two "
    "three four five six seven eight nine ten hundred thousand upon via well whatever whether yes yet any "
    "anybody anyone anything anywhere everybody everyone everything always already also almost enough "
    "get got gets getting go goes going gone went come came make makes made making take takes took let "
    "say said says tell told ask asked know knew want wants wanted would think thing things way bit "
    "thank thanks please hello hi dear regards best kind subject sincerely yeah okay ok oh um uh er "
    "im ive id ill dont didnt doesnt isnt cant wont couldnt wouldnt wasnt werent youre thats its whats theres "
    # What an interview is about by its nature.
    "team role job work company position question interview people day days week weeks month months year years time "
    "question questions sir madam maam"
)
_SMALL_DE = word_set(
    "zwischen wahrend nachdem naturlich trotzdem vielleicht weitere weiteren unseren unserem unserer mochten konnten "
    "konnte wurden diesem diesen dieser welche welcher welches niemand jemand werden nehmen machen gemacht gesagt "
    "arbeiten arbeit unternehmen stelle gesprach interview"
)


def repeated(words: Words, names: Iterable[str]) -> list[list[int]]:
    """For each content word said too often the places where it is said, the most frequent word first. Names,
    technologies, figures and the words of `names` are left out."""
    exempt = _exempt(words, names)
    pale = {words.stem(word) for word in _PALE} if words.language == "en" else set()
    by_stem: dict[str, list[int]] = {}
    for index, plain in enumerate(words.plain):
        if index not in exempt and _content(plain, words.language):
            by_stem.setdefault(words.stem(_bare(plain, words, index)), []).append(index)
    often = [
        places
        for stem, places in by_stem.items()
        if len(places) >= (FEWEST_PALE if stem in pale else FEWEST)
        and len(places) * WORDS_TO_A_REPEAT > len(words.plain)
    ]
    return sorted(often, key=lambda places: (-len(places), places[0]))


def _content(plain: str, language: str) -> bool:
    if not is_english(language):
        return len(plain) >= _LETTERS and plain.isalpha() and plain not in _SMALL_DE
    word = plain.partition("'")[0]
    return len(word) > 2 and word.isalpha() and word not in _SMALL_EN


def _bare(plain: str, words: Words, index: int) -> str:
    """The word without "'s"; as it is written where the stemmer wants its accents."""
    from closer_tui.scoring.lookup import small

    written = plain if words.language == "en" else small(words.spans[index].of(words.text))
    return written.partition("'")[0] or written


def _exempt(words: Words, names: Iterable[str]) -> set[int]:
    known = {words.stem(plain_word(span.of(name))) for name in names for span in split_words(name)}
    places = {index for index, plain in enumerate(words.plain) if words.stem(plain.partition("'")[0]) in known}
    for first, last in (*places_of("name", words), *places_of("technology", words)):
        places.update(range(first, last + 1))
    return places
