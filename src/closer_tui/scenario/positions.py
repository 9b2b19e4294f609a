"""Where the keys and values of a TOML text stand. Only needed, and only imported, when something is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

KeyPath = tuple[str | int, ...]
"""From the root of a file to one value: names of tables, and indices (from 0) into lists."""

Place = tuple[int, int, int, int]
"""Line and column of the begin, and of the end, which is not included. All from 1; columns count characters."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Places of keys and of values. A table stands where its header does."""

    keys: dict[KeyPath, Place]
    values: dict[KeyPath, Place]

    def find(self, at: KeyPath, on_key: bool) -> Place:
        """Where the key (or else the value) is; of one that is not in the text, where the nearest table
        around it is; zeros when not even that is known."""
        place = (self.keys if on_key else self.values).get(at)
        while place is None and at:
            place = self.values.get(at) or self.keys.get(at)
            at = at[:-1]
        return place or (0, 0, 0, 0)


# TOML lets spaces follow the backslash that joins two lines of a text; the grammar of this parser does not.
_SPACES_AT_LINE_END = re.compile(r"(?<!\\)((?:\\\\)*)\\([ \t]+)(?=\n)")


def locate(text: str, wanted: Collection[KeyPath]) -> Positions:
    """Places of the `wanted` paths and of everything around them, in a text that is valid TOML."""
    known = _SPACES_AT_LINE_END.sub(r"\1 \2", text)
    tree = Parser(Language(tree_sitter_toml.language())).parse(known.encode(errors="replace"))
    return _Walk(text, wanted).over(tree.root_node)


class _Walk:
    """One pass over the syntax tree, without recursion, past everything that nobody wants to know."""

    def __init__(self, text: str, wanted: Collection[KeyPath]) -> None:
        self._lines = text.encode(errors="replace").split(b"\n")
        self._wanted = {path[:size] for path in wanted for size in range(len(path) + 1)}
        self._counts: dict[KeyPath, int] = {}
        self._found = Positions({}, {})

    def over(self, root: Node) -> Positions:
        for node in root.children:
            if node.has_error:  # of a dialect that only one of the two parsers knows
                continue
            if node.type == "pair":
                self._pair((), node)
            elif node.type in ("table", "table_array_element"):
                self._table(node)
        return self._found

    def _table(self, node: Node) -> None:
        header = node.children[1]
        path: KeyPath = ()
        parts = _parts(header)
        for part in parts[:-1]:
            path = (*path, part)
            self._note(path, header, header)
            path = self._inside(path)
        path = (*path, parts[-1])
        whole = self._between(node.children[0], node.children[2])  # with its brackets
        if node.type == "table_array_element":
            index = self._counts.get(path, 0)
            self._counts[path] = index + 1
            self._put(path, header, whole)
            path = (*path, index)
        elif path in self._wanted:  # it may have been named before, by the header of a table inside it
            self._found.values[path] = whole
        self._put(path, header, whole)
        if path in self._wanted:
            for child in node.children:
                if child.type == "pair":
                    self._pair(path, child)

    def _inside(self, path: KeyPath) -> KeyPath:
        """A header that names a list of tables means the last table in it."""
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _pair(self, around: KeyPath, pair: Node) -> None:
        todo = [(around, pair)]
        while todo:
            around, node = todo.pop()
            if node.type == "pair":
                key, value = node.children[0], node.children[2]  # a comment may follow
                path = around
                for part in _parts(key):
                    path = (*path, part)
                    self._note(path, key, value)
            else:
                path, value = around, node
                self._note(path, value, value)
            if path not in self._wanted:
                continue
            if value.type == "inline_table":
                todo += [(path, child) for child in value.children if child.type == "pair"]
            elif value.type == "array":
                items = [child for child in value.children if child.is_named and child.type != "comment"]
                todo += [((*path, index), item) for index, item in enumerate(items)]

    def _note(self, path: KeyPath, key: Node, value: Node) -> None:
        if path in self._wanted:
            self._put(path, key, self._between(value, value))

    def _put(self, path: KeyPath, key: Node, value: Place) -> None:
        if path in self._wanted:
            self._found.keys.setdefault(path, self._between(key, key))
            self._found.values.setdefault(path, value)

    def _between(self, first: Node, last: Node) -> Place:
        return (*self._point(first.start_point), *self._point(last.end_point))

    def _point(self, point: tuple[int, int]) -> tuple[int, int]:
        """The parser counts bytes; people count characters."""
        row, column = point
        return row + 1, len(self._lines[row][:column].decode(errors="replace")) + 1


def _parts(key: Node) -> list[str]:
    """The names that a bare, quoted or dotted key consists of."""
    written = (key.text or b"").decode(errors="replace")
    if '"' not in written and "'" not in written:
        return [part.strip(" \t") for part in written.split(".")]
    parts = []
    table = tomllib.loads(f"{written} = 0")
    while isinstance(table, dict):
        (name, table) = next(iter(table.items()))
        parts.append(name)
    return parts
