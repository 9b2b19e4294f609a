"""A page of one's own: HTML that is built as a tree, so that strangers' words can only ever be text in it. It holds no
script, loads nothing, and says so to the browser."""

from __future__ import annotations

import base64
import hashlib
from xml.etree.ElementTree import Element, SubElement, tostring


def policy(style: str) -> str:
    """What the page allows a browser: its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def begin(title: str, style: str, language: str = "en") -> tuple[Element, Element]:
    """The root of a page with its head, and its empty body. `title` is one line that is safe to draw."""
    root = Element("html", lang=language)
    head = SubElement(root, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy(style)})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="color-scheme", content="light dark")
    SubElement(head, "meta", name="referrer", content="no-referrer")
    # Some browsers make links of what looks like a number to call or an address.
    SubElement(head, "meta", name="format-detection", content="telephone=no, date=no, address=no, email=no")
    SubElement(head, "title").text = title
    SubElement(head, "style").text = style
    return root, SubElement(root, "body")


def finish(root: Element) -> str:
    """The page as text."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"
