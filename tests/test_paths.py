from __future__ import annotations

import stat
from pathlib import Path

import pytest

from closer_tui import paths


def every_path() -> list[Path]:
    return [
        paths.data_dir(),
        paths.config_dir(),
        paths.log_dir(),
        paths.scenarios_dir(),
        paths.journal_file(),
        paths.settings_file(),
    ]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_closer_home_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path))
    assert every_path() == [
        tmp_path,
        tmp_path,
        tmp_path / "log",
        tmp_path / "scenarios",
        tmp_path / "journal.sqlite",
        tmp_path / "settings.toml",
    ]


@pytest.mark.parametrize("unset", [None, ""])
def test_without_it_the_folders_of_the_platform_hold(unset: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if unset is None:
        monkeypatch.delenv("CLOSER_HOME", raising=False)
    else:
        monkeypatch.setenv("CLOSER_HOME", unset)
    for path in every_path():
        assert path.is_absolute()
        assert "closer-tui" in path.parts


def test_a_relative_home_and_a_tilde_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLOSER_HOME", "here")
    assert paths.data_dir() == tmp_path / "here"
    monkeypatch.setenv("HOME", str(tmp_path / "ann"))
    monkeypatch.setenv("CLOSER_HOME", "~/practice")
    assert paths.data_dir() == tmp_path / "ann" / "practice"


def test_asking_for_a_path_creates_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "none"))
    every_path()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_created_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert paths.make_private(folder) == folder
    assert mode(folder) == 0o700


def test_the_folder_of_the_data_is_its_owner_s_alone_though_another_in_it_came_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "new" / "home"))
    paths.make_private(paths.scenarios_dir())
    assert mode(paths.data_dir()) == mode(paths.scenarios_dir()) == 0o700


def test_a_folder_that_somebody_named_keeps_its_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    monkeypatch.setenv("CLOSER_HOME", str(shared))
    paths.make_private(paths.data_dir())
    assert mode(shared) == 0o755


def test_the_program_s_own_folder_is_narrowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLOSER_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = paths.data_dir()
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    paths.make_private(folder)
    assert mode(folder) == 0o700
