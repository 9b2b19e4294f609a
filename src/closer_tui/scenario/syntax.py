"""What the parser of the standard library says of a text that is no TOML, in its author's words and at the place where
they would look."""

from __future__ import annotations

import re

from closer_tui.i18n import _
from closer_tui.scoring.text import printable

_WHERE = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

_NOT_CLOSED = (
    _("The text on this line is not closed."),
    _('Close it with the quotes that it was opened with, or use three quotes for a text of many lines: """…""".'),
)
_ENDS_INSIDE = (
    _("The file ends inside a text."),
    _('Close the text with the quotes that it was opened with: "…" or """…""".'),
)
_CONTROL = (
    _("There is a control character here."),
    _("Take the control character out: only ordinary text belongs in the file."),
)
_TWICE = (
    (_("This key was written before in the same table."), _("Keep one of the two.")),
    (_("This table was written before."), _("Keep one of the two, or use [[…]] for a list of tables.")),
)

# How what the parser says begins; in the author's words; and what to write instead of what people usually did. A brace
# is written twice.
_WORDS = {
    "Invalid value": (
        _("What stands here is no value."),
        _('Put a text in quotes: title = "…". Numbers, true and false go without.'),
    ),
    "Invalid date": (
        _("There is no such date."),
        _("Write one that a calendar has; or put it in quotes, as a text."),
    ),
    "Cannot overwrite a value": _TWICE[0],
    "Cannot declare": _TWICE[1],
    "Cannot mutate immutable": (
        _("This adds to what its bracket has closed before."),
        _("Write all of it between the same {{ and }}, or [ and ]; or under headers only."),
    ),
    "Cannot redefine namespace": (
        _("This table has a header of its own above."),
        _("Write the key under that header."),
    ),
    "Illegal character '\\n'": _NOT_CLOSED,
    "Found invalid character '\\n'": _NOT_CLOSED,
    'Expected "\'"': _NOT_CLOSED,
    "Expected \"'''\"": _ENDS_INSIDE,
    "Unterminated string": _ENDS_INSIDE,
    "Unescaped '\\' in a string": (
        _("A text has a backslash here that means nothing."),
        _("Write a backslash twice, or put the text in single quotes: '…'."),
    ),
    "Invalid hex value": (
        _("The digits of this escape are not those of a character."),
        _("Write \\u with four digits 0 to F; or the character itself, which needs no escape."),
    ),
    "Escaped character is not": (
        _("There is no character with the number of this escape."),
        _("Write the character itself, which needs no escape."),
    ),
    "Expected '=' after a key": (
        _("There is no = after the key."),
        _(
            "Write key = value; put a name with spaces or letters such as é in quotes. A text of several lines goes in "
            "three quotes."
        ),
    ),
    "Expected newline or end of document": (
        _("The value is over, and more follows on the line."),
        _('One key to a line; double quotes inside a text are written \\".'),
    ),
    "Unclosed array": (
        _("The list that begins before this is not closed."),
        _("Close the list with ] and put commas between its entries."),
    ),
    "Unclosed inline table": (
        _("A comma or }} belongs here."),
        _("What {{ opens is closed with }} on the same line; commas stand between its entries."),
    ),
    "Duplicate inline table key": (
        _("A key is written twice between the same {{ and }}."),
        _("Keep one of the two."),
    ),
    "Expected ']": (
        _("The header is not closed here."),
        _(
            "Write [name], or [[name]] for a list of tables, and nothing else on the line; put a name with spaces or "
            "letters such as é in quotes."
        ),
    ),
    "Invalid initial character": (
        _("The name of a key or of a table belongs here."),
        _(
            "Write it in letters a to z, digits, - and _, or in quotes; what {{ opens is closed with }} on the same "
            "line, with no comma before it."
        ),
    ),
    "Invalid statement": (
        _("No line can begin like this."),
        _("Write key = value, a [header], or # before a comment."),
    ),
    "Found invalid character": _CONTROL,
    "Illegal character": _CONTROL,
}
_AT_THE_BACKSLASH = ("Unescaped", "Invalid hex", "Escaped character")


def in_our_words(message: str, text: str) -> tuple[str, str, int, int]:
    """What is wrong, what to write instead, and the line and column (from 1) of the text where it is."""
    match = _WHERE.match(message)
    said = match[1] if match else message
    place = (int(match[2]), int(match[3])) if match and match[2] else place_of(text, len(text))
    if said.startswith(_AT_THE_BACKSLASH):  # the parser has read past it
        place = place_of(text, text.rfind("\\", 0, _offset(text, *place)))
    elif said == 'Expected "\'"':  # it has found none up to the end of the file; the last one there is opens the text
        place = place_of(text, _line_end(text, text.rfind("'")))
    short = printable(said[:200]).replace("\n", " ")
    ours = next((ours for begin, ours in _WORDS.items() if said.startswith(begin)), None)
    what, help = ours or (_("The parser says: {words}."), _("See the example in scenarios/README.md."))
    return what.format(words=short), help.format(), *place


def says_twice(what: str) -> bool:
    """Whether this says of a key or a table that it was written before."""
    return any(what == ours for ours, _help in _TWICE)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in the text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _offset(text: str, line: int, column: int) -> int:
    begin = 0
    for _line in range(line - 1):
        begin = text.index("\n", begin) + 1
    return begin + column - 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
