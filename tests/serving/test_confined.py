"""Whatever the interface offers a visitor by mistake, their process does nothing to the server."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from closer_tui.serving.homes import command, environment
from closer_tui.ui import app

UI = Path(app.__file__).parent
OF_THIS_MACHINE = {"subprocess", "webbrowser", "desktop", "save_new", "save_draft", "save_words"}
"""What writes files where a person says, or hands something to a program of this machine."""
REACHED_THROUGH = {"email_out.py": "email.py"}
"""Screens that another one opens, which asks first."""


def tried(code: str, home: Path) -> str:
    head = f"from pathlib import Path; from closer_tui.serving.confined import confine; confine(Path({str(home)!r}))\n"
    body = f"try:\n    {code}\nexcept PermissionError as error:\n    print('refused', error)\nelse:\n    print('done')"
    done = subprocess.run([sys.executable, "-c", head + body], capture_output=True, text=True, check=False, cwd=home)
    return (done.stdout or done.stderr).strip()


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.posix_spawn('/bin/true', ['true'], {{}})",
        "import os; os.execv('/bin/true', ['true'])",
        "import webbrowser; webbrowser.open('http://127.0.0.1')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "open('{outside}/file', 'w')",
        "open('{outside}/there', 'a')",
        "open('{outside}/there', 'r+b')",
        "open('../outside/file', 'x')",
        "open('way/file', 'w')",
        "Path('{outside}/folder').mkdir()",
        "Path('{outside}/there').unlink()",
        "Path('{outside}/there').rename('mine')",
        "import os; os.symlink('{outside}', 'link'); os.rename('a', '{outside}/b')",
        "import sqlite3; sqlite3.connect('{outside}/journal.sqlite')",
    ],
)
def test_outside_of_their_home_nothing_is_done(code: str, tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    home.mkdir()
    outside.mkdir()
    (home / "way").symlink_to(outside)
    (outside / "there").write_text("as it was")
    assert tried(code.format(outside=outside), home).startswith("refused"), code
    assert [each.name for each in outside.iterdir()] == ["there"] and (outside / "there").read_text() == "as it was"


@pytest.mark.parametrize(
    "code",
    [
        "open('file', 'w').write('x')",
        "Path('a/b').mkdir(parents=True)",
        "Path('file').write_text('x'); Path('file').rename('other'); Path('other').unlink()",
        "import sqlite3; sqlite3.connect('journal.sqlite').execute('create table t (a)')",
        "open('/etc/hostname').read()",
        "import os; open(os.devnull, 'w').write('x')",
        "import asyncio; asyncio.run(asyncio.sleep(0))",
    ],
)
def test_at_home_all_is_as_ever(code: str, tmp_path: Path) -> None:
    assert tried(code, tmp_path) == "done", code


def test_every_visitors_process_is_confined(tmp_path: Path) -> None:
    code = (
        "import sys; from closer_tui.commands import visit; visit._keep_to_itself()\n"
        "try:\n    open('../beside', 'w')\nexcept PermissionError:\n    print('refused')"
    )
    known = environment(tmp_path, (80, 24), "")
    done = subprocess.run(
        [sys.executable, "-c", code], env=known, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "refused\n" and "closer_tui.commands.visit" in command()


@pytest.mark.parametrize("file", sorted(UI.rglob("*.py")), ids=lambda file: file.name)
def test_a_screen_that_reaches_for_this_machine_asks_first_whose_machine_it_is(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    if names & OF_THIS_MACHINE:
        asking = file.with_name(REACHED_THROUGH.get(file.name, file.name))
        assert "app.is_web" in asking.read_text(encoding="utf-8")
