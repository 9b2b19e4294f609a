"""Every command line in the documentation does what it says: each is run, in a home with something in it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from closer_tui.cli import main
from closer_tui.scenario.library import bundled_folder, find

CHECKOUT = Path(__file__).parents[2]
PAGES = [page for page in (CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", CHECKOUT / "scenarios" / "README.md")
         if page.exists()]  # fmt: skip
STAND_INS = {
    "closer new scenarios/NAME.toml": "closer new written.toml",
    "scenarios/NAME.toml": "mine.toml",
    "[FILE|FOLDER…]": "mine.toml",
    "FILE.toml": "mine.toml",
    "path/to/mine.toml": "mine.toml",
    "[NAME]": "",
    "NAME": "first-job",
    "FOLDER": "folder",
    "WORDS": "enjoy",
    "MOVE": "interest",
    "--jobs N": "--jobs 2",
    "[ID]": "",
}
"""What stands in the documentation for something of one's own."""
SAID = {"closer": "first-job\n\n", "closer --speak": "first-job\n\n", "closer play folder": "1\n\n",
        "closer try mine.toml 2": "I ran payouts for three years.\n"}  # fmt: skip
"""What is answered to commands that ask something."""
AT_A_TERMINAL = {
    "closer history delete --all": ("yes", "delete all"),
    "closer history delete ID": ("yes", "delete"),
    "closer prepare": ("Data engineer", "Lark", "Ann Bell, head of data", "", "", "You build pipelines.", ".", "", ""),
}
"""What is answered to commands that ask nobody but a person."""
LASTS = {"serve"}
"""Commands that go on until they are told to end."""


def inline(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return {" ".join(each.split()).replace("\\|", "|") for each in re.findall(r"`(closer(?: [^`]*)?)`", text)}


def blocks(page: Path) -> set[str]:
    """The command lines in blocks; those that install or test closer are run by .ci/run and by people."""
    text = page.read_text(encoding="utf-8")
    lines = (
        re.sub(r"([\\|])\n", r"\1\0", block)
        for block in re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    )
    found = {line.replace("\\\0", " ").replace("\0", " ") for each in lines for line in each.splitlines()}
    return {line for line in found if "-m pip" not in line and re.search(r"\bcloser ", line)}


COMMANDS = sorted(
    {command for page in PAGES for command in inline(page)} | {line for page in PAGES for line in blocks(page)}
)


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples speak of, and a home with one rehearsal in it."""
    folder = tmp_path_factory.mktemp("documented")
    (folder / "folder").mkdir()
    for name in ("mine.toml", "folder/other.toml"):
        shutil.copy(bundled_folder() / "first-job.toml", folder / name)
    (folder / "draft.txt").write_text("Dear Priya, thank you for your time today. Best regards, Tom")
    (folder / "advert.txt").write_text("Data engineer. You build pipelines with Airflow. We offer training.")
    (folder / "answers.jsonl").write_text('{"id": 1, "kind": "interest", "text": "I want this job."}\n')
    said = "\n.\n".join(sample.text for step in find("first-job").steps if (sample := step.sample("strong")))
    (folder / "home" / "scenarios").mkdir(parents=True)
    shutil.copy(bundled_folder() / "first-job.toml", folder / "home" / "scenarios" / "mine.toml")
    for answers in (f"{said}\n.\n", "I want this job.\n.\n" * 4):
        done = run("closer play first-job --plain", folder, answers)
        assert done.returncode == 0, done.stderr
    done = run("closer export all backup.jsonl.gz", folder)
    assert done.returncode == 0, done.stderr
    return folder


def run(command: str, folder: Path, words: str = "") -> subprocess.CompletedProcess[str]:
    """What a shell makes of it, `closer` being the one of these tests, and the input at its end after `words`."""
    place = folder / "bin"
    place.mkdir(exist_ok=True)
    (place / "closer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m closer_tui "$@"\n')
    (place / "closer").chmod(0o755)
    environment = {**os.environ, "CLOSER_HOME": str(folder / "home"), "PATH": f"{place}:{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, input=words, capture_output=True, text=True, check=False
    )


def of_ones_own(command: str, folder: Path) -> str:
    for name, instead in STAND_INS.items():
        command = command.replace(name, instead)
    if command.startswith(("closer export", "closer sheet", "closer email")):
        command = command.replace("FILE", "new-file")
    command = command.replace("closer import FILE", "closer import backup.jsonl.gz").replace("FILE", "draft.txt")
    if re.search(r"\bID\b", command):
        shown = run("closer history", folder).stdout.split("\t")[0]
        command = re.sub(r"\bID\b", shown, command)
    return command


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_documented_command_works(command: str, practised: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(practised, tmp_path / "copy"))
    answers = AT_A_TERMINAL.get(command, ())
    command = of_ones_own(command, folder)
    if command.startswith("closer export"):
        (folder / "backup.jsonl.gz").unlink()
    words = (folder / "answers.jsonl").read_text() if command.startswith("closer score --jsonl") else ""
    if command.split()[1:2] and command.split()[1] in LASTS:
        until_told_to_end(command, folder)
    elif answers:
        assert at_a_terminal(command, folder, answers) == 0
    else:
        done = run(command, folder, SAID.get(command, words))
        # A machine without a sound card can't be heard: doctor says so, and ends with 1.
        allowed = {0, 1} if command == "closer doctor" else {0}
        assert done.returncode in allowed, f"{command}\n{done.stdout}\n{done.stderr}"


def at_a_terminal(command: str, folder: Path, answers: tuple[str, ...]) -> int:
    """The exit status, where a person answers each time that something is asked."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the child
        os.chdir(folder)
        os.environ["CLOSER_HOME"] = str(folder / "home")
        os.execv(sys.executable, [sys.executable, "-m", "closer_tui", *command.split()[1:]])
    asked = False
    try:
        while select.select([terminal], [], [], 60)[0] and os.read(terminal, 65536):
            if not asked:  # typed ahead, as people do who know what is asked
                asked = True
                os.write(terminal, "".join(f"{each}\n" for each in answers).encode())
        os.kill(pid, signal.SIGKILL)  # it asks for more than it was told
    except OSError:  # Linux says so when the other side is gone
        pass
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def until_told_to_end(command: str, folder: Path) -> None:
    """It says where it is, and ends when it is told to."""
    environment = {**os.environ, "CLOSER_HOME": str(folder / "home")}
    with subprocess.Popen(
        [sys.executable, "-m", "closer_tui", *command.split()[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    ) as running:
        assert running.stdout is not None
        seen = ""
        while "http://" not in seen:
            line = running.stdout.readline()
            assert line, f"it ended at once:\n{seen}"
            seen += line
        running.send_signal(signal.SIGTERM)
        running.stdout.read()
        assert running.wait(30) in (0, 130, 143)


def test_every_command_is_documented() -> None:
    said = " ".join(COMMANDS)
    missing = [name for name in main.commands if f"closer {name}" not in said]
    assert not missing
