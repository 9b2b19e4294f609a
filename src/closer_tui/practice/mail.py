"""The thank-you email as something that leaves the tool: a draft file, a mailto link, what is wrong with an address.

What was typed, by whoever, never becomes a second header: every header is one line of printable text before the
standard email package encodes it. A draft names no sender and no date; the mail program that sends it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from typing import Any
from urllib.parse import quote

from closer_tui.i18n import _, figure, in_quotes
from closer_tui.scoring.text import printable

LONGEST_LINK = 2_000
"""Characters of a mailto link: what Windows hands to a program (2,083), and the least of what others take."""
MOST_ADDRESSES = 20

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
# What IDNA 2003, the one in the standard library, maps to other letters than the registries of today: another domain.
_DEVIATE = re.compile("[ßς\u200c\u200d]")
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PLAIN_HEADER = re.compile(r"[!-~]{1,60}(?: [!-~]{1,60})*")
_EXAMPLES = frozenset(("example.com", "example.net", "example.org"))
_NOWHERE = frozenset(("example", "test", "invalid", "localhost"))


@dataclass(frozen=True, slots=True)
class Email:
    """One email as it was typed. `to` is what stands in the address line: nothing, or addresses, or neither."""

    to: str = ""
    subject: str = ""
    body: str = ""

    @property
    def empty(self) -> bool:
        return not (self.subject + self.body).strip()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address that can be sent to, its domain in ASCII, and the name written before it or nothing."""

    name: str
    address: str

    @property
    def made_up(self) -> bool:
        """Whether it reaches nobody: its domain is one of those that are kept free for examples (RFC 2606)."""
        domain = self.address.rpartition("@")[2].casefold()
        return domain.rpartition(".")[2] in _NOWHERE or ".".join(domain.split(".")[-2:]) in _EXAMPLES


class NoAddress(ValueError):
    """What was typed can't be sent to; the message says why, and what to write."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mailto link. `left_out` names the parts of the email that it has no room for."""

    url: str
    left_out: tuple[str, ...] = ()


def mailboxes(to: str) -> tuple[Mailbox, ...]:
    """The addresses in an address line, parted by commas or semicolons, each with or without a name:
    `Ann Bell <ann@acme.com>`. None for an empty line. Raises NoAddress."""
    parts = [part for part in _parts(_one_line(to)) if part]
    bare = next((part for part in parts if "@" not in part), "")
    if bare and len(parts) > 1:
        comma = _("{address} is no address. A name with a comma in it stands in quotes before its address.")
        raise NoAddress(comma.format(address=_named(bare)))
    if len(parts) > MOST_ADDRESSES:
        many = _("These are {n} addresses, and a thank-you email goes to one person, or a few.")
        raise NoAddress(many.format(n=figure(len(parts))))
    return tuple(map(_mailbox, parts))


def address_trouble(to: str) -> str:
    """What is wrong with an address line, in a sentence; nothing where it can be sent to, or is still empty."""
    try:
        mailboxes(to)
    except NoAddress as error:
        return str(error)
    return ""


def reaches_nobody(to: str) -> bool:
    """Whether the line holds addresses, and all of them are made up."""
    try:
        found = mailboxes(to)
    except NoAddress:
        return False
    return bool(found) and all(each.made_up for each in found)


def as_eml(email: Email) -> bytes:
    """The email as a file that mail programs open as a draft: RFC 5322, UTF-8, in ASCII throughout, lines of at
    most 78 characters with CRLF. It has no `To:` where the address line is empty or can't be sent to; ask
    `address_trouble` first. The body comes out as `sent_body` has it."""
    message: Message[Any, Any] = Message(policy.compat32.clone(linesep="\r\n"))
    message["X-Unsent"] = "1"
    try:
        to = mailboxes(email.to)
    except NoAddress:
        to = ()
    if to:
        message["To"] = _to_header(to)
    message["Subject"] = _header("Subject", _one_line(email.subject))
    message["MIME-Version"] = "1.0"
    utf8 = Charset("utf-8")
    utf8.body_encoding = QP  # every mail server and program passes it on as it is, and people can read it
    message.set_payload(sent_body(email.body), utf8)
    return message.as_bytes()


def sent_body(body: str) -> str:
    """A body as it is sent: as it was typed, without control characters and halves of characters (which no mail
    can hold), with line feeds for whatever ended its lines, and one at the end."""
    text = _CONTROL.sub("", re.sub("\r\n?", "\n", body))
    return text if not text or text.endswith("\n") else text + "\n"


def as_link(email: Email, longest: int = LONGEST_LINK) -> Link:
    """The email as a mailto link (RFC 6068) of at most `longest` characters: where the whole is longer, the body is
    left out, then the subject, then the addresses. The latter also where they can't be sent to."""
    try:
        to = ",".join(quote(each.address, safe="@") for each in mailboxes(email.to))
    except NoAddress:
        to = ""
    parts = {"address": to, "subject": _one_line(email.subject), "body": sent_body(email.body).removesuffix("\n")}
    left_out: list[str] = []
    for last in ("body", "subject", "address", ""):
        # What is longer before it is encoded is longer after: no megabyte is encoded to be thrown away.
        if sum(map(len, parts.values())) <= longest and len(url := _link(parts)) <= longest:
            return Link(url, tuple(left_out))
        if parts.pop(last, ""):
            left_out.append(last)
    return Link("mailto:", tuple(left_out))


def _link(parts: Mapping[str, str]) -> str:
    fields = {name: text.replace("\n", "\r\n") for name, text in parts.items() if text and name != "address"}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items())
    return f"mailto:{parts.get('address', '')}" + (f"?{query}" if query else "")


def as_text(email: Email) -> str:
    """The email as lines to read or to paste whole: address and subject first, where there are any."""
    to, subject = _one_line(email.to), _one_line(email.subject)
    heads = [f"To: {to}"] * bool(to) + [f"Subject: {subject}"] * bool(subject)
    return "\n".join([*heads, *[""] * bool(heads), sent_body(email.body).removesuffix("\n")])


def file_name(name: str, number: int = 1) -> str:
    """What to call the draft to somebody: "thank-you-priya-nair.eml". Nothing of their name can be a path. A
    `number` over 1 is for where the name is taken."""
    letters = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].rstrip("-")
    stem = f"thank-you-{plain}" if plain else "thank-you"
    return f"{stem}.eml" if number == 1 else f"{stem}-{number}.eml"


# --- how -----------------------------------------------------------------------------------------------------


def _one_line(text: str) -> str:
    """Fit for a header: what could end its line is a space, what could steer a terminal or turn words around gone."""
    line = " ".join(text.split())
    drawn = printable(line)
    return line if drawn == line else " ".join("".join(c for c, d in zip(line, drawn, strict=True) if c == d).split())


def _header(name: str, text: str) -> Header:
    """A header that holds this line: as it is where it is plain ASCII with no word too long for its line and none
    that would be read as an encoded one, else encoded."""
    plain = not text or (_PLAIN_HEADER.fullmatch(text) and "=?" not in text)
    return Header(text, "us-ascii" if plain else "utf-8", header_name=name)


def _to_header(to: Sequence[Mailbox]) -> Header:
    header = Header(header_name="To")
    for number, each in enumerate(to, 1):
        comma = "," if number < len(to) else ""
        if not each.name:
            header.append(f"{each.address}{comma}", "us-ascii")
            continue
        if _PLAIN_HEADER.fullmatch(each.name) and "=?" not in each.name:
            header.append('"{}"'.format(re.sub(r'(["\\])', r"\\\1", each.name)), "us-ascii")
        else:
            header.append(each.name, "utf-8")
        header.append(f"<{each.address}>{comma}", "us-ascii")
    return header


def _parts(line: str) -> Iterator[str]:
    """What commas and semicolons part, but for those in quotes."""
    start, quoted, skip = 0, False, False
    for index, letter in enumerate(line):
        if skip:
            skip = False
        elif quoted and letter == "\\":
            skip = True
        elif letter == '"':
            quoted = not quoted
        elif letter in ",;" and not quoted:
            yield line[start:index].strip()
            start = index + 1
    yield line[start:].strip()


def _mailbox(part: str) -> Mailbox:
    name, opened, rest = part.rpartition("<")
    if not opened:
        return Mailbox("", _address(part))
    if not rest.endswith(">"):
        raise NoAddress(_("{address}: the address between < and > comes last.").format(address=_named(part)))
    name = name.strip()
    if quoted := _QUOTED.fullmatch(name):
        name = re.sub(r"\\(.)", r"\1", quoted[1])
    return Mailbox(" ".join(name.split()), _address(rest.removesuffix(">").strip()))


def _address(text: str) -> str:
    """The address with its domain in ASCII. Raises NoAddress."""
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise NoAddress(_("{address} is no address: one looks like name@company.com.").format(address=_named(text)))
    if not local.isascii():
        odd = next(letter for letter in local if not letter.isascii())
        few = _("{address}: few mail servers take a “{letter}” before the @. Look the address up again.")
        raise NoAddress(few.format(address=_named(text), letter=odd))
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        slip = _("{address}: what stands before the @ can't be a mailbox. Look for a slip in it.")
        raise NoAddress(slip.format(address=_named(text)))
    ascii_domain = _domain(domain)
    if not ascii_domain:
        none = _("{address}: what follows the @ is no domain, such as company.com.")
        raise NoAddress(none.format(address=_named(text)))
    if len(local) + 1 + len(ascii_domain) > 254:
        raise NoAddress(_("{address} is longer than an address can be.").format(address=_named(text)))
    return f"{local}@{ascii_domain}"


def _domain(text: str) -> str:
    """A domain in ASCII, nothing where it is none. Raises NoAddress where its ASCII form has to be written."""
    if len(text) > 253:  # also since the codec takes its time with what is longer
        return ""
    if _DEVIATE.search(text.lower()):
        two = _("Write the domain {domain} in its xn-- form: its letters may be read in two ways.")
        raise NoAddress(two.format(domain=_named(text)))
    try:
        labels = text.split(".") if text.isascii() else _DOTS.sub(".", text).encode("idna").decode("ascii").split(".")
    except UnicodeError:
        return ""
    sound = len(labels) > 1 and all(_LABEL.fullmatch(label) and len(label) <= 63 for label in labels)
    return ".".join(labels) if sound and not labels[-1].isdigit() else ""


def _named(text: str) -> str:
    return in_quotes(text if len(text) <= 60 else f"{text[:59]}…")
