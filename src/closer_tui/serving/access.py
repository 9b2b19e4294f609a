"""Who may come in: the key, the names of this machine, and the page that a request comes from."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

VISITOR, KEY = "closer-visitor", "closer-key"
"""The names of the two cookies: which visitor this is, and that they were let in."""

LEAST_TOKEN = 16
"""Characters below which a token might be guessed."""

_VISITOR = re.compile(r"[0-9a-f]{32}")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of one server. `token` empty: whoever reaches it may come in. `names`: the hosts by which it may be
    asked, in lower case; empty: any. A page elsewhere that has its own name lead to this machine (DNS rebinding) asks
    by that name, and is refused by it."""

    token: str
    names: frozenset[str]

    def named(self, host: str) -> bool:
        """Whether this is, in a Host header, a name of this server. The port is not looked at: behind a tunnel it is
        another one."""
        found = _HOST.fullmatch(host)
        return found is not None and (not self.names or found[1].lower() in self.names)

    def same_page(self, origin: str | None, host: str) -> bool:
        """Whether a websocket is asked for by this server's own page: browsers say whose page asks, and no page can
        say otherwise. A request that does not say it comes from no page of a browser, and is refused."""
        if not origin or not host:
            return False
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()

    def opens(self, token: str) -> bool:
        """Whether this is the token. Takes as long whatever it is."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode("utf-8", "replace"))

    @property
    def key(self) -> str:
        """What a browser keeps once it has shown the token: it can't be turned back into it."""
        return hmac.new(self.token.encode("utf-8", "replace"), KEY.encode(), hashlib.sha256).hexdigest()

    def lets_in(self, key: str) -> bool:
        """Whether whoever holds this key may come in. Takes as long whatever it is."""
        return not self.token or hmac.compare_digest(key.encode("utf-8", "replace"), self.key.encode())


def names_of_this_machine(host: str) -> frozenset[str]:
    """The names under which a browser on this very machine asks a server that is bound to `host`."""
    return frozenset({"localhost", "127.0.0.1", "[::1]", f"[{host}]".lower() if ":" in host else host.lower()})


def is_this_machine(addresses: Iterable[str]) -> bool:
    """Whether only this machine itself can reach a server that is bound to all of these addresses."""
    found = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
    return bool(found) and all(each.is_loopback for each in found)


def new_token() -> str:
    """A token that nobody guesses, fit for a link."""
    return secrets.token_urlsafe(24)


def new_visitor() -> str:
    """The id of somebody who was not here before. Whoever knows it is that visitor."""
    return secrets.token_hex(16)


def visitor_in(cookie: str | None) -> str:
    """The visitor that a cookie names; empty where it names none."""
    return cookie if cookie and _VISITOR.fullmatch(cookie) else ""
