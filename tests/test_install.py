"""What users install: the wheel, in an environment of its own, away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
BUNDLED = {path.stem for path in (CHECKOUT / "scenarios").glob("*.toml")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the checkout as a release is, with the hatchling that is installed: no network is needed."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of an environment in which only closer-tui is installed, from the wheel. Its
    dependencies are those of this environment, found behind it; this checkout is not among them."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True, symlinks=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    command = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    where = [str(scripts / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())
    # A folder named in a .pth file is searched after the environment's own, and .pth files in it are not read:
    # an editable install of the checkout stays out of sight.
    folders = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (site / "dependencies.pth").write_text("\n".join(folders), encoding="utf-8")
    return scripts


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"CLOSER_HOME": str(folder / "home"), "PATH": "", "LANG": "C.UTF-8", "SYSTEMROOT": "C:\\Windows"}
    return subprocess.run(
        command, cwd=folder, env=environment, input="", capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_wheel_is_small_and_holds_model_and_scenarios(wheel: Path) -> None:
    assert wheel.stat().st_size < 40_000_000
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    assert {f"closer_tui/scenarios/{name}.toml" for name in BUNDLED} <= names
    assert sizes["closer_tui/scoring/model.safetensors"] > 1_000_000
    styles = {path.relative_to(CHECKOUT / "src").as_posix() for path in (CHECKOUT / "src").rglob("*.tcss")}
    assert styles and styles <= names
    assert "closer_tui/py.typed" in names
    assert [name for name in names if name.endswith(".data/data/share/man/man1/closer.1")]
    assert not [name for name in names if name.startswith("tests") or ".pyc" in name or name.endswith(".jsonl")]


def test_the_installed_command_lists_the_scenarios_outside_the_checkout(fresh: Path, tmp_path: Path) -> None:
    done = run([str(fresh / "closer"), "list"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    names = {line.split("\t")[0] for line in done.stdout.splitlines()}
    assert names == BUNDLED
    assert len(names) >= 6


def test_what_runs_there_is_the_wheel(fresh: Path, tmp_path: Path) -> None:
    where = run([str(fresh / "python"), "-c", "import closer_tui; print(closer_tui.__file__)"], tmp_path)
    assert str(fresh.parent) in where.stdout


def test_the_installed_command_plays_and_scores(fresh: Path, tmp_path: Path) -> None:
    done = run([str(fresh / "closer"), "play", sorted(BUNDLED)[0]], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Completeness: 0 of 100." in done.stdout
    draft = tmp_path / "draft.txt"
    draft.write_text("Dear Priya, thank you for your time today. Best regards, Tom", encoding="utf-8")
    done = run([str(fresh / "python"), "-m", "closer_tui", "score", "--move", "email", str(draft)], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Met: Thanked them for their time" in done.stdout
