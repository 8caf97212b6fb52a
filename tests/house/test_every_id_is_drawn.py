"""B11: an address tells nothing and cannot be guessed. What stands in it is drawn at random, and nothing is counted."""

import re
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, converters, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

from tests.battery.figures import tell

WORDS: dict[str, str] = {
    "anchor": "a group of the overview, one of a few",
    "what": "what a pupil is chosen for, one of two",
    "step": "one of the things to have in place before a house begins",
    "slug": "one of the points where lawyers disagree",
    "page": "the address of another page, whose own parts are looked at where they stand",
    "to": "for whom a paper of a handover is: the school or the family",
    "provider_id": "a sign-in at work, from the sign-in file",
}
"""Parts of addresses that are words and no ids."""
DRAWN_OTHERWISE: dict[str, str] = {
    "token": "Django's own: an hour-stamped HMAC-SHA256, cut to 128 bits",
    "key": "a page that is closed: nothing is confirmed or reset by mail",
    "uidb36": "a page that is closed: nothing is reset by mail",
}
"""Parts that are secrets and no ids."""
NUMBER = re.compile(r"^\d+$")
RANDOM_BITS = 122


def parts(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str, object]]:
    """Address, name and converter of each part that varies."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from parts(pattern.url_patterns)
        elif isinstance(pattern.pattern, RoutePattern):
            yield from ((str(pattern.pattern), name, found) for name, found in pattern.pattern.converters.items())
        elif isinstance(pattern.pattern, RegexPattern):
            yield from ((str(pattern.pattern), name, None) for name in pattern.pattern.regex.groupindex)


def test_what_varies_in_an_address_is_a_word_a_secret_or_a_uuid() -> None:
    found = list(parts(get_resolver().url_patterns))
    others = [
        f"{address} {name}"
        for address, name, converter in found
        if name not in WORDS and name not in DRAWN_OTHERWISE and not _is_uuid(converter)
    ]

    tell("B11", ids=len(found), guessable=len(others))
    assert others == []


def test_every_row_that_an_address_may_name_gets_an_id_of_122_random_bits() -> None:
    keys = [
        model._meta.pk
        for model in apps.get_models()
        if model.__module__.startswith("samverkan.") and isinstance(model._meta.pk, models.UUIDField)
    ]

    guessable = [key.model.__name__ for key in keys if key is not None and key.default is not uuid.uuid4]
    tell("B11", ids=len(keys), guessable=len(guessable))
    assert guessable == []
    assert uuid.uuid4().version == 4, "RFC 9562 5.4: 122 bits drawn from the operating system"


def test_a_number_that_counts_rows_is_seen() -> None:
    """On the walk through the house everybody's pages are looked through for one (IdsWatch)."""
    drawn, counted = uuid.uuid4(), "/elever/17/plan"
    page = HttpResponse(f'<a href="/elever/{drawn}">Ebba</a><a href="{counted}">Nova</a>')

    assert counted_in(page) == (2, [counted])


def counted_in(page: Any) -> tuple[int, list[str]]:
    """How many addresses and hidden values the page has, and those that count rows."""
    found = addresses_in(page)
    return len(found), [where for where in found for part in where.partition("?")[0].split("/") if NUMBER.match(part)]


def addresses_in(page: Any) -> list[str]:
    """Every address of ours on the page, and every hidden value, which may be an id too."""
    finder = _Finder()
    if "html" in page.headers.get("Content-Type", ""):
        finder.feed(page.content.decode())
    return finder.found


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Django's forms, links and hidden values."""
        told = dict(attrs)
        for name in ("href", "action", "formaction", "src"):
            if (told.get(name) or "").startswith("/") and "/static/" not in (told[name] or ""):
                self.found.append(told[name] or "")
        if tag == "input" and told.get("type") == "hidden" and told.get("name") not in NUMBERS_THAT_MAY_STAND:
            self.found.append(told.get("value") or "")


NUMBERS_THAT_MAY_STAND = {"niva", "angra"}
"""Hidden numbers that count no rows: the level of assurance, and that a step is not done after all."""


def _is_uuid(converter: object) -> bool:
    return isinstance(converter, converters.UUIDConverter) or getattr(converter, "opaque", False)
