"""Rules for e-mail addresses and web addresses."""

from __future__ import annotations

import re

from culture_d.standard.repair.cell import Change, Column, Place, change

_MAIL = re.compile(r"[^\s@|;,<>()\[\]:/]+@(?:[\w-]+\.)+[a-z]{2,}", re.ASCII | re.IGNORECASE)
_MAIL_LABEL = re.compile(r"^(?:mailto|e-?mail|mail|courriel)\s*:\s*", re.IGNORECASE)
_HOST = r"(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}(?::\d+)?"
_URL = re.compile(rf"https?://{_HOST}(?:[/?#][^\s|]*)?", re.IGNORECASE | re.ASCII)
_BARE_URL = re.compile(rf"{_HOST}(?:[/?#][^\s|@]*)?", re.IGNORECASE | re.ASCII)
_BROKEN_SCHEME = re.compile(r"(https?)\s*(?::\s*/{0,3}|//)\s*(?=[a-z\d])", re.IGNORECASE)
_MISSPELT = re.compile(r"(?:h{1,2}t{0,3}p{1,3})(s?)\s*:\s*//", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^\s|;,=/])(?=https?://)", re.IGNORECASE)
_BEFORE_URL = re.compile(r"\s*(?:[;,|\s]|\bou\b|\bet\b|\s/\s)+\s*(?=https?:|https?//|www[.:])", re.IGNORECASE)
_BEFORE_MAIL = re.compile(r"(?:\s*(?:[;,|/\s]|\bou\b|\bet\b)\s*)+")


def email(value: str, column: Column, place: Place) -> Change | None:
    """Write addresses plainly, with the schema's mark between several."""
    parts = [part for part in value.split(column.mark) if part.strip()] if column.mark else [value]
    mended = [_mail(part) for part in parts]
    if all(mended):
        after = (column.mark or "").join(text for text, _ in mended)
        sure = all(safe for _, safe in mended)
        return change("email", after, sure, "email" if sure else "email_look") if after != value else None
    pieces = [piece for piece in _BEFORE_MAIL.split(value) if piece]
    if column.mark and len(pieces) > 1 and all(_MAIL.fullmatch(piece) for piece in pieces):
        return change("email_several", column.mark.join(pieces), mark=column.mark)
    return None


def _mail(text: str) -> tuple[str, bool] | None:
    """Return an address mended, and whether it can be no other; None when it is no address."""
    plain = re.sub(r"\s*([@.])\s*", r"\1", _MAIL_LABEL.sub("", text.strip())).strip("<> .,;")
    if _MAIL.fullmatch(plain):
        # "accueil. mairie@" may be one address, or a word before another.
        return plain, not re.search(r"\.\s+\S.*@", text.strip()) or "mailto" in text
    clear = re.sub(r"\s*(?:\(at\)|\[at\]|\(a\)|\[a\]|\(@\)|@@|\sat\s)\s*", "@", plain, flags=re.IGNORECASE)
    return (clear, False) if clear != plain and _MAIL.fullmatch(clear) else None


def url(value: str, column: Column, place: Place) -> Change | None:
    """Write addresses with their scheme, with the schema's mark between several."""
    parts = [part for part in value.split(column.mark) if part.strip()] if column.mark else [value]
    rule, several, sure = "url", False, True
    addresses: list[str] = []
    for part in parts:
        pieces = [p for p in _BEFORE_URL.split(part.strip()) for p in _GLUED.split(p) if p] if column.mark else [part]
        several |= len(pieces) > 1
        for piece in pieces:
            mended = _address(piece.strip())
            if mended is None:
                return None
            address, found, safe = mended
            rule = found if found == "url_scheme" or rule == "url" else rule
            sure &= safe
            addresses.append(address)
    after = (column.mark or "").join(addresses)
    if after == value:
        return None
    if several and rule == "url":
        return change("url_several", after, sure, mark=column.mark)
    return change(rule, after, sure, rule if sure or rule != "url" else "url_look")


def _address(text: str) -> tuple[str, str, bool] | None:
    """Return an address mended, the rule, and whether it can be no other; None when it is no address."""
    if _URL.fullmatch(text) and not re.match(r"https?://www[:,]", text, re.IGNORECASE):
        return text, "url", True
    safe = True
    mended = re.sub(r"^(https?://)(?=https?:?//)", "", text.rstrip(" ,;"), flags=re.IGNORECASE)
    if mended != text.rstrip(" ,;"):
        safe = mended[:5].lower() == text[:5].lower()
    if (found := _MISSPELT.match(mended)) and not re.match(r"https?:", mended, re.IGNORECASE):
        mended, safe = f"http{found[1].lower()}://{mended[found.end() :]}", False
    mended = (
        _BROKEN_SCHEME.sub(lambda m: f"{m[1].lower()}://", mended, count=1) if mended[:4].lower() == "http" else mended
    )
    mended = re.sub(r"^((?:https?://)?www)[:,](?=[a-z\d])", r"\1.", mended, flags=re.IGNORECASE)
    if _URL.fullmatch(mended):
        return mended, "url", safe
    if _BARE_URL.fullmatch(mended):
        return f"https://{mended}", "url_scheme", False
    return None
