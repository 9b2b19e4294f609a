"""What the parser of the standard library says of a text that is no TOML, in its author's words and at the place where
they would look."""

from __future__ import annotations

import re

from closer_tui.scoring.text import printable

_WHERE = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

_NOT_CLOSED = (
    "The text on this line is not closed",
    'Close it with the quotes that it was opened with, or use three quotes for a text of many lines: """…""".',
)
_ENDS_INSIDE = (
    "The file ends inside a text", 'Close the text with the quotes that it was opened with: "…" or """…""".'
)  # fmt: skip
_CONTROL = (
    "There is a control character here", "Take the control character out: only ordinary text belongs in the file."
)  # fmt: skip

# How what the parser says begins; in the author's words; and what to write instead of what people usually did.
_WORDS = {
    "Invalid value": ("What stands here is no value",
                      'Put a text in quotes: title = "…". Numbers, true and false go without.'),
    "Invalid date": ("There is no such date", "Write one that a calendar has; or put it in quotes, as a text."),
    "Cannot overwrite a value": ("This key was written before in the same table", "Keep one of the two."),
    "Cannot declare": ("This table was written before", "Keep one of the two, or use [[…]] for a list of tables."),
    "Cannot mutate immutable": ("This adds to what its bracket has closed before",
                                "Write all of it between the same { and }, or [ and ]; or under headers only."),
    "Cannot redefine namespace": ("This table has a header of its own above", "Write the key under that header."),
    "Illegal character '\\n'": _NOT_CLOSED,
    "Found invalid character '\\n'": _NOT_CLOSED,
    "Expected \"'\"": _NOT_CLOSED,
    "Expected \"'''\"": _ENDS_INSIDE,
    "Unterminated string": _ENDS_INSIDE,
    "Unescaped '\\' in a string": ("A text has a backslash here that means nothing",
                                  "Write a backslash twice, or put the text in single quotes: '…'."),
    "Invalid hex value": ("The digits of this escape are not those of a character",
                          "Write \\u with four digits 0 to F; or the character itself, which needs no escape."),
    "Escaped character is not": ("There is no character with the number of this escape",
                                 "Write the character itself, which needs no escape."),
    "Expected '=' after a key": ("There is no = after the key",
                                 "Write key = value; put a name with spaces or letters such as é in quotes. A text of "
                                 "several lines goes in three quotes."),
    "Expected newline or end of document": ("The value is over, and more follows on the line",
                                            'One key to a line; double quotes inside a text are written \\".'),
    "Unclosed array": ("The list that begins before this is not closed",
                       "Close the list with ] and put commas between its entries."),
    "Unclosed inline table": ("A comma or } belongs here",
                              "What { opens is closed with } on the same line; commas stand between its entries."),
    "Duplicate inline table key": ("A key is written twice between the same { and }", "Keep one of the two."),
    "Expected ']": ("The header is not closed here",
                    "Write [name], or [[name]] for a list of tables, and nothing else on the line; put a name with "
                    "spaces or letters such as é in quotes."),
    "Invalid initial character": ("The name of a key or of a table belongs here",
                                  "Write it in letters a to z, digits, - and _, or in quotes; what { opens is closed "
                                  "with } on the same line, with no comma before it."),
    "Invalid statement": ("No line can begin like this", "Write key = value, a [header], or # before a comment."),
    "Found invalid character": _CONTROL,
    "Illegal character": _CONTROL,
}  # fmt: skip
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
    what, help = ours or (f"The parser says: {short}", "See the example in scenarios/README.md.")
    return f"{what}.", help, *place


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in the text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _offset(text: str, line: int, column: int) -> int:
    begin = 0
    for _ in range(line - 1):
        begin = text.index("\n", begin) + 1
    return begin + column - 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
