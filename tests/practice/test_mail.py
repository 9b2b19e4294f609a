"""An email leaves the tool as it was typed and as nothing else: drafts, links, addresses."""

from __future__ import annotations

import email
import email.utils
import re
from email import policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from closer_tui.practice.mail import (
    LONGEST_LINK,
    Email,
    Mailbox,
    NoAddress,
    address_trouble,
    as_eml,
    as_link,
    as_text,
    file_name,
    mailboxes,
    reaches_nobody,
    sent_body,
)

INJECTIONS = (
    "Thanks\r\nBcc: everybody@evil.example",
    "Thanks\nBcc: everybody@evil.example\n\nand a body",
    "Thanks\rBcc: a@evil.example",
    "Thanks\x00\x0bBcc: a\x85Bcc: b\u2028Bcc: c\u2029Bcc: d",
    "=?utf-8?q?Thanks=0D=0ABcc=3A_a=40evil=2Eexample?=",
    "=?utf-8?b?VGhhbmtz?=",
    "\u202egnihtemos\u202c \ud800 half",
    " leading, trailing \t",
    "W" * 5_000,
    "ü" * 5_000,
    "👩\u200d💻 " * 400,
)
# What people and attackers write, and whatever else there is.
texts = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.text(alphabet="ab \r\n\t\x00:=?_.<>\"',;@ü👩\u202e\u2028\ud800", max_size=80),
    st.sampled_from(INJECTIONS),
)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects, message.defects
    return message


def body_of(message: EmailMessage) -> str:
    body = message.get_content()
    assert isinstance(body, str)
    return body.replace("\r\n", "\n")


@given(texts, texts, texts)
@example("ann@acme.com\r\nBcc: a@evil.example", "x", "y")
@example('"a\r\nBcc: b@evil.example" <ann@acme.com>', "x", "y")
@example("=?utf-8?q?a=0ABcc=3A?= <ann@acme.com>", "=?utf-8?q?x=0D=0ABcc=3A_a?=", "From here\n.\n..\n-- \n")
@example("ann@acme.com", "W" * 5_000, "W" * 5_000)
def test_any_text_makes_one_message_with_one_subject_the_body_and_no_other_header(
    to: str, subject: str, body: str
) -> None:
    data = as_eml(Email(to, subject, body))
    assert data.isascii()
    assert all(len(line) <= 78 for line in data.split(b"\r\n")), "a line is longer than mail allows for"
    assert b"\r" not in data.replace(b"\r\n", b"") and b"\n" not in data.replace(b"\r\n", b"")
    message = parsed(data)
    names = [name.casefold() for name in message]
    plain = ["x-unsent", "to", "subject", "mime-version", "content-type", "content-transfer-encoding"]
    sendable = not address_trouble(to) and mailboxes(to)
    assert names == [name for name in plain if name != "to" or sendable]
    assert body_of(message) == sent_body(body)
    assert "\n" not in str(message["subject"])


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_a_body_without_control_characters_arrives_to_the_letter(body: str) -> None:
    arrived = body_of(parsed(as_eml(Email(body=body))))
    assert arrived == (body + "\n" if body else "")


@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=120).map(lambda text: f"a{text} z"))
@example("a =?utf-8?q?b?= z")
def test_a_subject_in_any_script_arrives_to_the_letter(subject: str) -> None:
    assert str(parsed(as_eml(Email(subject=subject)))["subject"]) == subject


def test_a_body_of_a_megabyte_in_one_line_arrives_whole() -> None:
    body = "Grüße 👋 " * 100_000
    assert body_of(parsed(as_eml(Email("ann@acme.com", "x", body)))) == f"{body}\n"


def test_a_draft_opens_unsent_and_leaves_sender_and_date_to_the_mail_program() -> None:
    message = parsed(as_eml(Email("Ann Bell <ann@acme.com>", "Thank you", "Dear Ann,\n\nthanks.\nTom")))
    assert message["x-unsent"] == "1"
    assert message["from"] is None and message["date"] is None
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    assert message["to"].addresses == (Address("Ann Bell", "ann", "acme.com"),)


def test_an_email_to_nobody_yet_has_no_address_line_at_all() -> None:
    for to in ("", " ", "Ann", "ann@"):
        assert parsed(as_eml(Email(to, "x", "y")))["to"] is None


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60))
@example('Pillai, "Raj" Rajan; (director)')
@example("=?utf-8?q?x?=")
@example("\\")
@example("Tan Hui Min 陳")
def test_a_name_in_quotes_is_one_name_whatever_it_holds(name: str) -> None:
    quoted = '"{}" <ann@acme.com>'.format(re.sub(r'(["\\])', r"\\\1", name))
    (found,) = mailboxes(quoted)
    assert found.address == "ann@acme.com"
    # Read by the older half of the standard library: the newer one puts spaces between the parts of a long name.
    line = str(email.message_from_bytes(as_eml(Email(quoted, "x", "y")))["To"])
    (pair,) = email.utils.getaddresses([line])
    assert pair[1] == "ann@acme.com"
    unfolded = re.sub("\r?\n", "", pair[0])
    assert unfolded.strip() == found.name or str(make_header(decode_header(pair[0]))) == found.name


# --- addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("ann@acme.com", [("", "ann@acme.com")]),
        ("  Ann Bell <ann@acme.com> ", [("Ann Bell", "ann@acme.com")]),
        ("<ann.o'bell+jobs@acme.co.uk>", [("", "ann.o'bell+jobs@acme.co.uk")]),
        ('"Pillai, Rajan" <r@x.org>; j@x.org,', [("Pillai, Rajan", "r@x.org"), ("", "j@x.org")]),
        ("anna@müller.de", [("", "anna@xn--mller-kva.de")]),
        ("anna@例え.jp", [("", "anna@xn--r8jz45g.jp")]),
        ("", []),
    ],
)
def test_addresses_are_found_as_people_write_them(to: str, found: list[tuple[str, str]]) -> None:
    assert [(each.name, each.address) for each in mailboxes(to)] == found


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("Ann", "“Ann” is no address: one looks like name@company.com."),
        ("Pillai, Rajan <r@x.org>", "A name with a comma in it stands in quotes"),
        ("ann@acme", "“ann@acme”: what follows the @ is no domain, such as company.com."),
        ("ann@acme..com", "is no domain"),
        ("ann@[1.2.3.4]", "is no domain"),
        ("ann@1.2.3.4", "is no domain"),
        ("ann@\u2100.com", "is no domain"),
        ("ann bell@acme.com", "what stands before the @ can't be a mailbox"),
        (".ann@acme.com", "what stands before the @ can't be a mailbox"),
        ("ann@bell@acme.com", "what stands before the @ can't be a mailbox"),
        ("änn@acme.com", "few mail servers take a “ä” before the @"),
        ("ann@straße.de", "in its xn-- form"),
        ("Ann <ann@acme.com> Bell", "the address between < and > comes last"),
        ("a" * 65 + "@acme.com", "can't be a mailbox"),
        ("a@" + "b." * 130 + "com", "is no domain"),
        ("a" * 60 + "@" + "b" * 60 + ("." + "b" * 60) * 3 + ".de", "longer than an address can be"),
        (", ".join(["a@acme.com"] * 21), "These are 21 addresses"),
    ],
)
def test_what_can_not_be_sent_to_is_told_in_plain_words(to: str, says: str) -> None:
    trouble = address_trouble(to)
    assert says in trouble and trouble.endswith(".")
    with pytest.raises(NoAddress):
        mailboxes(to)


@given(texts)
def test_any_address_line_is_either_told_about_or_holds_nothing_but_plain_addresses(to: str) -> None:
    if address_trouble(to):
        return
    for each in mailboxes(to):
        assert re.fullmatch(r"[!-~]+@[A-Za-z0-9.-]+", each.address) and each.address.count("@") == 1
        assert not re.search(r"[\x00-\x1f\x7f\u202e\ud800-\udfff]", each.name)


def test_addresses_kept_free_for_examples_reach_nobody() -> None:
    for made_up in ("ann@acme.example", "ann@example.com", "a@mail.example.org", "a@x.invalid", "Ann <a@b.test>"):
        assert reaches_nobody(made_up)
    for real in ("ann@acme.com", "a@acme.example, b@acme.com", "ann@myexample.com", "", "Ann"):
        assert not reaches_nobody(real)
    assert not Mailbox("", "a@examples.com").made_up


# --- links ---------------------------------------------------------------------------------------------------


def fields(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query.replace("+", "%2B"), keep_blank_values=True))


def test_a_link_holds_the_whole_email_with_line_breaks_as_mail_has_them() -> None:
    link = as_link(Email("Ann <ann+x@acme.com>", "Thanks & more?", "Dear Ann,\n\n100 % #1, a=b\nTom\n"))
    assert link.url == (
        "mailto:ann%2Bx@acme.com?subject=Thanks%20%26%20more%3F"
        "&body=Dear%20Ann%2C%0D%0A%0D%0A100%20%25%20%231%2C%20a%3Db%0D%0ATom"
    )
    assert link.left_out == ()


@given(texts, texts, texts)
def test_any_email_makes_a_link_of_one_address_part_a_subject_and_a_body(to: str, subject: str, body: str) -> None:
    link = as_link(Email(to, subject, body), longest=100_000)
    assert re.fullmatch(r"mailto:[A-Za-z0-9%@,._~-]*(\?[A-Za-z0-9%=&._~-]*)?", link.url)
    found = fields(link.url)
    assert set(found) <= {"subject", "body"}
    assert found.get("body", "").replace("\r\n", "\n") == sent_body(body).removesuffix("\n")
    assert "\n" not in unquote(found.get("subject", ""))


@given(st.integers(0, 2_500), st.integers(0, 2_500))
def test_a_link_is_never_too_long_and_says_what_it_leaves_out(subject: int, body: int) -> None:
    link = as_link(Email("ann@acme.com", "s" * subject, "b" * body))
    assert len(link.url) <= LONGEST_LINK
    found = fields(link.url)
    for name, length in (("subject", subject), ("body", body)):
        assert (name in link.left_out) == (bool(length) and name not in found)
        assert name not in found or len(found[name]) == length
    assert "ann@acme.com" in link.url


def test_the_body_is_left_out_before_the_subject_and_the_subject_before_the_address() -> None:
    assert as_link(Email("ann@acme.com", "s", "b" * 2_000)).left_out == ("body",)
    assert as_link(Email("ann@acme.com", "s" * 2_000, "b")).left_out == ("body", "subject")
    many = ",".join(f"{'a' * 60}{n}@{'b' * 60}.com" for n in range(20))
    assert as_link(Email(many, "s", "b")).left_out == ("body", "subject", "address")
    assert as_link(Email(many, "s", "b")).url == "mailto:"


# --- text and files ------------------------------------------------------------------------------------------


def test_an_email_as_text_has_its_lines_first_where_there_are_any() -> None:
    assert as_text(Email("a@b.com", "Hi\nBcc: x", "One.\r\nTwo.\n")) == "To: a@b.com\nSubject: Hi Bcc: x\n\nOne.\nTwo."
    assert as_text(Email(body="One.")) == "One."


@given(st.text(max_size=80))
@example("../../.ssh/id")
@example("C:\\con")
def test_no_name_becomes_a_path_or_hides_a_file(name: str) -> None:
    assert re.fullmatch(r"thank-you(-[a-z0-9]+)*\.eml", file_name(name))
    assert len(file_name(name, 3)) <= 60


def test_a_file_is_called_after_the_person() -> None:
    assert file_name("Zoë Ångström") == "thank-you-zoe-angstrom.eml"
    assert file_name("陳", 2) == "thank-you-2.eml"
