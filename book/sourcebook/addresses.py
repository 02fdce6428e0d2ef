"""Addresses of pages: which can be asked for, which are the same page, and whose host they name."""

import re
from urllib.parse import urlsplit

LABEL = re.compile(r"\w([\w-]{0,61}\w)?")  # a part of a host's name


def is_address(text: str) -> bool:
    """Whether a browser could ask for an address: its host has a name that can be looked up."""
    try:
        parts = urlsplit(text)
        name, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not name or re.search(r"\s", text):
        return False
    return ":" in name or all(LABEL.fullmatch(label) for label in name.split("."))


def host(address: str) -> str:
    """Return the host that an address names; empty if it is no address."""
    return urlsplit(address).netloc if is_address(address) else ""


def same_page(one: str, other: str) -> bool:
    """Whether two addresses differ at most in https, www or a last stroke."""

    def bare(address: str) -> str:
        return re.sub(r"^https?://(www\.)?|/$", "", address)

    return bare(one) == bare(other)
