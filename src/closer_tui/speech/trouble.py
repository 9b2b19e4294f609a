"""Why there is no voice, and the exact command that helps on this machine."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from closer_tui.i18n import _
from closer_tui.speech.protocol import Code

_PACKAGES = {
    # package manager: (how it is called, its synthesiser, what plays sound)
    "apt-get": ("sudo apt-get install", "libespeak-ng1", "alsa-utils"),
    "dnf": ("sudo dnf install", "espeak-ng", "alsa-utils"),
    "pacman": ("sudo pacman -S", "espeak-ng", "alsa-utils"),
    "zypper": ("sudo zypper install", "espeak-ng", "alsa-utils"),
    "apk": ("sudo apk add", "espeak-ng", "alsa-utils"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """`what` is one sentence; `commands` are alternatives, each of which helps by itself, or none is known."""

    what: str
    commands: tuple[str, ...] = ()
    otherwise: str = ""

    def __str__(self) -> str:
        either = "  " + _("or:") + " "
        run = _("Run: {commands}").format(commands=either.join(self.commands))
        help_ = run if self.commands else self.otherwise
        return f"{self.what} {help_}".strip()


def explain(
    code: Code,
    detail: str = "",
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
    python: str = sys.executable,
) -> Trouble:
    """One failure in words, for this machine."""
    pip = f"{shlex.quote(python) if platform != 'win32' else python} -m pip install"
    install, synthesiser, player = next(
        (words for manager, words in _PACKAGES.items() if platform == "linux" and which(manager)), ("", "", "")
    )
    doctor = _("closer doctor tells more.")
    match code:
        case "no-pyttsx3":
            return Trouble(_("The voice needs pyttsx3, which is not installed."), (f"{pip} pyttsx3==2.99",))
        case "no-library" if platform == "linux":
            packages = (f"{install} {synthesiser}",) if install else ()
            return Trouble(
                _("The voice needs espeak-ng, which is not installed."), (*packages, f"{pip} espeakng-loader miniaudio")
            )
        case "no-sink" if platform == "linux":
            packages = (f"{install} {player}",) if install else ()
            return Trouble(_("There is nothing to play the voice with."), (f"{pip} miniaudio", *packages))
        case "no-device" | "no-sink":
            return Trouble(
                _("No sound device was found."),
                otherwise=_("Connect one, or start the sound server, then try again."),
            )
        case "device-lost":
            return Trouble(_("The sound device went away while the voice was speaking."), otherwise=doctor)
        case _:
            what = _("The voice does not work ({reason}).") if detail else _("The voice does not work.")
            return Trouble(what.format(reason=detail), otherwise=doctor)
