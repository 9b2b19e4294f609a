"""The catalogue of the interface's words, kept in step with the source: python -m tests.catalogue [update]

Without a word it tells what is missing and ends with 1 if anything is. `update` takes new texts from the source into
src/closer_tui/locale/LANGUAGE/LC_MESSAGES/closer.po, drops those that are gone, and compiles what programs read
(closer.mo). Translate in the .po file (any gettext editor opens it), then run `update` again.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import closer_tui
from closer_tui.i18n import DOMAIN, LANGUAGES, LOCALE

PACKAGE = Path(closer_tui.__file__).parent
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
KEPT = {"english": None}
"""What is kept in English and translated where it is drawn (i18n.translated), under a context of its own."""
HEADER = "# closer: {name}. Made with python -m tests.catalogue update; translate here, then run it again."
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
Text = str | tuple[str, ...] | list[str] | None


def from_source(package: Path = PACKAGE) -> Catalog:
    """Every text that the source gives to gettext."""
    found = Catalog(project="closer-tui", charset="utf-8")
    kept = [(*text[:4], "kept") for text in _extracted(package, KEPT)]
    texts = [*_extracted(package, KEYWORDS), *kept]
    texts += _in_f_strings(package, {(text[0], text[2], text[4]) for text in texts})
    for file, _line, message, comments, context in sorted(texts, key=lambda each: (each[0], each[1])):
        found.add(message, locations=[(file.replace("\\", "/"), 0)], auto_comments=comments, context=context)
    return found


def _extracted(package: Path, keywords: Mapping[str, Any]) -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    return extract_from_dir(
        package,
        method_map=[("**.py", "python")],
        keywords=keywords,
        comment_tags=("For translators:",),
        strip_comment_tags=True,
    )


def _in_f_strings(package: Path, known: Set[tuple[str, Any, Any]]) -> Iterator[tuple[str, int, Any, list[str], Any]]:
    """What stands within f-strings, which are one word to the tokenizer that Babel reads with on older Pythons."""
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            match node.func.id, texts:
                case "_", [text]:
                    found: tuple[Any, Any] = text, None
                case "english", [text]:
                    found = text, "kept"
                case "ngettext", [one, many]:
                    found = (one, many), None
                case "pgettext", [context, text]:
                    found = text, context
                case _:
                    continue
            if (file, *found) not in known:
                yield file, node.lineno, found[0], [], found[1]


def folder(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES"


def translated(code: str) -> Catalog:
    """The catalogue of a language as it is in the repository."""
    path = folder(code) / f"{DOMAIN}.po"
    if not path.exists():
        return Catalog(locale=code, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def merged(code: str, source: Catalog) -> Catalog:
    """What the repository has, brought up to the source; a text that was reworded is to be translated anew."""
    catalogue = translated(code)
    catalogue.update(source, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER.format(name=LANGUAGES[code])
    catalogue.fuzzy = False
    return catalogue


def written(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_by_file=True, include_lineno=False, omit_header=False)
    # Whenever it is made, the same: no clock, and not the version of the tool.
    unsaid = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Project-Id", "Report", "Last-", "Language-Team")
    noise = tuple(f'"{field}'.encode() for field in unsaid)
    return b"\n".join(line for line in out.getvalue().split(b"\n") if not line.startswith(noise))


class _Timeless(Catalog):
    """Without what changes by the day or with the tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().mime_headers if name in ("Plural-Forms", "Content-Type")]


def compiled(catalogue: Catalog) -> bytes:
    timeless = _Timeless(locale=catalogue.locale, charset="utf-8")
    for message in catalogue:
        if message.id:
            timeless[message.id] = message
    out = io.BytesIO()
    write_mo(out, timeless)
    return out.getvalue()


def _texts(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _places(text: str) -> set[str]:
    """What `format` fills in."""
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is not translated, and translations that lack a place to fill in or have one too many."""
    for message in catalogue:
        if not message.id:
            continue
        ids, strings = _texts(message.id), _texts(message.string)
        where = ", ".join(file for file, _ in message.locations)
        if not all(strings) or message.fuzzy:
            yield f"{where}: not translated: {ids[0]!r}"
            continue
        wanted = _places(ids[-1])
        for string in strings:
            try:
                named = _places(string)
            except ValueError as error:
                yield f"{where}: {string!r}: {error}"
                continue
            # A singular may say "one" in words.
            if named - wanted or (wanted - named and len(strings) == 1):
                yield f"{where}: other places in {string!r} than in {ids[-1]!r}"


def computed(path: Path) -> Iterator[int]:
    """Lines at which something else than a literal is given to gettext, or it is asked within an f-string: no catalogue
    would hold that."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for outer in ast.walk(tree):
        if isinstance(outer, ast.JoinedStr):
            inner = (each.func for each in ast.walk(outer) if isinstance(each, ast.Call))
            if any(isinstance(each, ast.Name) and each.id in KEYWORDS | KEPT for each in inner):
                yield outer.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS | KEPT:
            literal = node.args[: 1 if node.func.id in ("_", "english") else 2]
            if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in literal):
                yield node.lineno


def main(words: list[str]) -> int:
    source = from_source()
    missing = 0
    for code in TRANSLATED:
        catalogue = merged(code, source)
        if words == ["update"]:
            folder(code).mkdir(parents=True, exist_ok=True)
            (folder(code) / f"{DOMAIN}.po").write_bytes(written(catalogue))
            (folder(code) / f"{DOMAIN}.mo").write_bytes(compiled(catalogue))
        wrong = list(faults(catalogue))
        print(*wrong, f"{LANGUAGES[code]}: {len(catalogue)} texts, {len(wrong)} to be put right", sep="\n")
        missing += len(wrong)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
