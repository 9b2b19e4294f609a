"""Dependencies point one way: the domain knows no interface, and nothing knows more than it needs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.conftest import said_by_python

import closer_tui

PACKAGE = Path(closer_tui.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
INTERFACE = {"textual", "rich", "click"}
# Who may import an interface library, from the package's folder on; what commands do needs none.
FRONT_ENDS = {"textual": ("ui/",), "rich": ("ui/",), "click": ("cli/",)}


def imports(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it, by their full names, and the names that it takes of them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(("closer_tui", *path.relative_to(PACKAGE).parts)[: -node.level]) if node.level else ""
            module = ".".join(filter(None, (package, node.module)))
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


every = pytest.mark.parametrize("path", FILES, ids=[place(path) for path in FILES])


def test_there_is_something_to_look_at() -> None:
    assert "scenario/load.py" in {place(path) for path in FILES}
    assert "closer_tui.scenario.model" in imports(PACKAGE / "scenario" / "load.py")


@every
def test_only_front_ends_import_interface_libraries(path: Path) -> None:
    for library, homes in FRONT_ENDS.items():
        if any(name.split(".")[0] == library for name in imports(path)):
            assert place(path).startswith(homes), f"{place(path)} imports {library}"


def test_the_speech_engine_is_imported_in_the_child_process_alone() -> None:
    importers = {path for path in FILES if any(name.split(".")[0] == "pyttsx3" for name in imports(path))}
    modules = {f"closer_tui.{place(path).removesuffix('.py').replace('/', '.')}" for path in importers}
    assert all(place(path).startswith("speech/") for path in importers)
    for path in FILES:
        if path not in importers and place(path) != "speech/worker.py":
            assert not imports(path) & modules, f"{place(path)} brings the speech engine into its own process"


@every
def test_the_domain_imports_no_front_end(path: Path) -> None:
    if not place(path).startswith(("ui/", "cli/", "commands/", "__main__.py")):
        named = [
            name
            for name in imports(path)
            if name.startswith(("closer_tui.ui", "closer_tui.cli", "closer_tui.commands"))
        ]
        assert not named


@every
def test_training_is_imported_by_nothing_that_runs(path: Path) -> None:
    if not place(path).startswith("scoring/train/"):
        named = [name for name in imports(path) if name.split(".")[0] in {"torch", "safetensors"}]
        assert not named
        assert not any(name.startswith("closer_tui.scoring.train") for name in imports(path))


def test_the_domain_loads_without_an_interface_library() -> None:
    code = (
        "import sys, closer_tui.rehearsal, closer_tui.scenario.library, closer_tui.scenario.lint, "
        f"closer_tui.scoring.judge; print(sorted({INTERFACE!r} & set(sys.modules)))"
    )
    assert said_by_python(code) == "[]"
