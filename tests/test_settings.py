from __future__ import annotations

import resource
import stat
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closer_tui import settings as settings_module
from closer_tui.diagnostics import DiagnosticError
from closer_tui.rehearsal import LEVELS
from closer_tui.settings import MOST_BYTES, Settings, load_settings, save_settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home" / "settings.toml"


def test_without_a_file_the_defaults_hold_and_nothing_is_wrong(file: Path) -> None:
    assert load_settings() == (Settings(), ())
    assert not file.exists()


@given(st.builds(Settings, st.text(), st.sampled_from(LEVELS), st.booleans(), st.booleans()))
def test_settings_come_back_as_they_were_saved(settings: Settings) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as home:
        patch.setenv("CLOSER_HOME", home)
        save_settings(settings)
        assert load_settings() == (settings, ())


def test_the_file_is_private_and_nothing_is_left_beside_it(file: Path) -> None:
    save_settings(Settings(plain=True))
    save_settings(Settings(plain=False))
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_unknown_key_is_named_with_the_nearest_known_one_and_kept(file: Path) -> None:
    file.write_text('theme = "nord"\n  plian = true\n[keys]\nskip = "f9"\n')
    settings, (typo, table) = load_settings()
    assert settings == Settings(theme="nord")
    assert (typo.severity, typo.key, typo.line, typo.column) == ("warning", "plian", 2, 3)
    assert typo.help == "Did you mean plain?"
    assert (table.key, table.line) == ("keys", 3)
    assert str(file) in str(typo)
    save_settings(Settings(theme="dracula"))
    saved = tomllib.loads(file.read_text())
    assert saved["plian"] is True and saved["keys"] == {"skip": "f9"} and saved["theme"] == "dracula"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('level = "hard"', "Write one of 'coached', 'realistic', 'silent'."),
        ("level = 3", "Write one of 'coached', 'realistic', 'silent'."),
        ("level = []", "Write one of 'coached', 'realistic', 'silent'."),
        ('plain = "yes"', "Write true or false."),
        ("clock = 1", "Write true or false."),
        ("theme = false", "Write a text in quotes."),
    ],
)
def test_a_value_that_can_not_be_used_leaves_its_default_and_the_others_alone(line: str, says: str, file: Path) -> None:
    other = 'theme = "nord"' if not line.startswith("theme") else "plain = true"
    content = f"{other}\n{line}\n"
    file.write_text(content)
    settings, (fault,) = load_settings()
    assert settings == (Settings(plain=True) if line.startswith("theme") else Settings(theme="nord"))
    assert (fault.severity, fault.line, fault.help) == ("error", 2, says)
    assert file.read_text() == content


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'theme = "nord"\nlevel coached\n', "settings-syntax", 2),
        (b'theme = "nord', "settings-syntax", 0),
        (b"theme = '\xff'", "settings-unreadable", 0),
        (b"\x00\x01\x02", "settings-syntax", 1),
        (b"a = " + b"[" * 100_000, "settings-", 0),
        (b"#" * (MOST_BYTES + 1), "settings-unreadable", 0),
    ],
    ids=["syntax", "unended", "bad UTF-8", "binary", "nested", "large"],
)
def test_a_damaged_file_gives_defaults_and_is_never_lost(content: bytes, code: str, line: int, file: Path) -> None:
    file.write_bytes(content)
    settings, (fault,) = load_settings()
    assert settings == Settings()
    assert fault.code.startswith(code) and fault.severity == "error" and fault.help
    assert fault.line == line or content.startswith(b'theme = "nord') or code == "settings-"
    assert file.read_bytes() == content
    save_settings(Settings(clock=False))
    assert load_settings() == (Settings(clock=False), ())
    (kept,) = file.parent.glob("settings.damaged-*.toml")
    assert kept.read_bytes() == content


def test_a_directory_in_its_place_is_told_and_not_removed(file: Path) -> None:
    file.mkdir()
    settings, (fault,) = load_settings()
    assert settings == Settings()
    assert fault.code == "settings-unreadable"
    with pytest.raises(DiagnosticError, match="could not be saved"):
        save_settings(Settings(clock=False))
    assert file.is_dir()


def test_settings_that_did_not_fit_leave_the_file_as_it_was(file: Path) -> None:
    save_settings(Settings(theme="nord"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(DiagnosticError) as refused:
            save_settings(Settings(theme="dracula"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.diagnostics[0].code == "settings-not-saved"
    assert load_settings() == (Settings(theme="nord"), ())
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_link_to_a_file_elsewhere_stays_a_link(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    kept = tmp_path / "dotfiles" / "closer.toml"
    kept.write_text('theme = "nord"\n')
    file.symlink_to(kept)
    save_settings(Settings(theme="dracula"))
    assert file.is_symlink()
    assert tomllib.loads(kept.read_text())["theme"] == "dracula"


def test_saving_what_stands_there_already_keeps_the_author_s_comments(file: Path) -> None:
    save_settings(Settings(theme="nord"))
    written = "# mine\n" + file.read_text()
    file.write_text(written)
    save_settings(Settings(theme="nord"))
    assert file.read_text() == written


def test_a_text_that_toml_can_not_hold_is_refused_and_nothing_is_written(file: Path) -> None:
    with pytest.raises(DiagnosticError, match="could not be saved"):
        save_settings(Settings(theme="\ud800"))
    assert not file.exists()
    assert settings_module.load_settings() == (Settings(), ())
