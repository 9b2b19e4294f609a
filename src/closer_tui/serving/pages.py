"""The pages, and the rules that a browser is given with everything: nothing from elsewhere, and nothing kept."""

from __future__ import annotations

import json
import secrets
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import quote

from closer_tui.i18n import _, language
from closer_tui.serving.rooms import Why

RULES = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=(), clipboard-write=(self)",
    "Server": "closer",
}
"""Headers of every answer that sets none of its own."""

DOWNLOAD_POLICY = "default-src 'none'; sandbox"
"""A file that a browser should show after all instead of saving it can do nothing."""

_TYPES = {
    ".eml": "message/rfc822",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}
_OURS, _THEIRS = files(__package__) / "page", files("textual_serve") / "static"
STATIC = {
    "page.js": (_OURS / "page.js", "text/javascript; charset=utf-8"),
    "page.css": (_OURS / "page.css", "text/css; charset=utf-8"),
    "icon.svg": (_OURS / "icon.svg", "image/svg+xml"),
    "terminal.js": (_THEIRS / "js" / "textual.js", "text/javascript; charset=utf-8"),
    "terminal.css": (_THEIRS / "css" / "xterm.css", "text/css; charset=utf-8"),
    "mono.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": (_THEIRS / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""All files that are served, by their names in addresses: nothing else is looked for on the disk."""


def static(name: str) -> tuple[Path, str] | None:
    """A file of the page and its type; None where there is none of this name."""
    found = STATIC.get(name)
    return (Path(str(found[0])), found[1]) if found else None


def page() -> tuple[str, str]:
    """The page with the program, and its Content-Security-Policy: scripts and styles of this server alone. The
    terminal writes styles of its own, by a word that is another one each time."""
    nonce = secrets.token_urlsafe(16)
    policy = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; "
        "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    text = _filled(
        "page.html",
        nonce=nonce,
        waiting=_("closer is starting …"),
        again=_("Start again"),
        no_scripts=_("This page needs scripts: they are its terminal."),
        reasons=_reasons(),
    )
    return text, policy


def message(title: str, words: str, again: str = "") -> str:
    """A page that says something; `again`: what a link says that asks for the program once more."""
    link = f'<p><a href="/">{escape(again)}</a></p>' if again else ""
    return _filled("message.html", title=title, words=words).replace("<!-- again -->", link)


def full(most: int) -> str:
    """Said to whoever finds no room."""
    words = _("As many people rehearse here now as there is room for ({most}). Try it again in a few minutes.")
    return message(_("There is no room at the moment"), words.format(most=most), _("Try again"))


def refused() -> str:
    """Said to whoever has not shown the token."""
    words = _(
        "Open the address that closer serve printed when it was started: it ends with the token that lets you in."
    )
    return message(_("This page needs a token"), words)


def nothing_here() -> str:
    return message(_("There is nothing here"), _("What you look for is gone, or never was here."), _("To closer"))


def disposition(name: str) -> str:
    """The header that has a browser save something under a name, whatever is in the name."""
    return f"attachment; filename*=UTF-8''{quote(name[-150:], safe='')}"


def type_of(name: str) -> str:
    """What a file is that is fetched; unknown ones are bytes."""
    return _TYPES.get(Path(name).suffix, "application/octet-stream")


def _reasons() -> str:
    kept = _("Whatever you wrote is kept, and offered when you start again.")
    lost = _("The connection was lost.") + " " + kept
    words = {
        Why.ENDED: _("You have left closer."),
        Why.IDLE: _("Nothing was typed for a long time, so this session was ended.") + " " + kept,
        Why.FULL: _("As many people rehearse here now as there is room for. Try it again in a few minutes."),
        Why.ELSEWHERE: _("You opened closer again, in another tab or window: it goes on there."),
        Why.FAULT: _("closer ended by a fault.") + " " + kept,
        Why.STOPPED: _("closer is not served here any more.") + " " + kept,
        Why.NONSENSE: lost,
        1009: _("That was too much at once to paste.") + " " + kept,
        0: lost,
    }
    return json.dumps({int(code): said for code, said in words.items()})


def _filled(name: str, **words: str) -> str:
    text = (_OURS / name).read_text("utf-8")
    return Template(text).substitute({key: escape(said) for key, said in words.items()}, language=language())
