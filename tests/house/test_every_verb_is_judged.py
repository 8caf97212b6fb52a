"""B1: every address by every verb for every person. HEAD is GET without a body; what is neither asked nor sent is 405.

What each person meets by GET and HEAD, and the texts nobody may find in an answer, is seen to on the walk through the
house (test_everybody_walks_through_the_house). Here are the other verbs, and the forms of those who may open them.
"""

import itertools
from typing import Any

import pytest
from django import forms
from django.test import Client

from tests.battery.figures import tell
from tests.battery.words import everything_said, hidden_from, leaked
from tests.cast import Cast, client_as
from tests.house.test_every_url_is_named_and_judged import (
    PERSONS,
    Row,
    Things,
    address_of,
    answered,
    browser_of,
    person_of,
    rows,
)
from tests.house.test_no_text_lies_in_the_clear import filled

OTHERS = ("OPTIONS", "PUT", "PATCH", "DELETE")
"""Verbs that no page listens to."""
NOT_ALLOWED = 405
SOME = ("rektor", "socialsekreterare", "vårdnadshavare", "grannskola", "utloggad")
"""Those who try each release. Everybody tries every verb at night: it is looked at before the reader is."""


def test_every_verb_is_the_http_methods_of_the_specification() -> None:
    asked = {"GET", "POST"} | {"HEAD"} | set(OTHERS)

    assert asked == {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}


@pytest.mark.parametrize("word", SOME)
def test_pages_listen_to_no_other_verb(cast: Cast, word: str) -> None:
    wrong = verbs_heard(browser_of(cast, word), Things(cast))

    tell("B1", wrongly_refused=len(wrong), answers=len(rows()))
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("word", ["rektor", "mentor", "vårdnadshavare"])
def test_the_answer_to_a_sent_form_tells_no_more_than_the_page(cast: Cast, word: str) -> None:
    sent, leaks = forms_sent(cast, word)

    tell("B1", leaks=len(leaks), answers=sent)
    assert sent
    assert not leaks, "\n" + "\n".join(leaks)


@pytest.mark.long
@pytest.mark.parametrize("word", [word for word, slug in PERSONS.items() if slug])
def test_the_answer_to_anybodys_form_tells_no_more_than_the_page(cast: Cast, word: str) -> None:
    sent, leaks = forms_sent(cast, word)

    tell("B1", leaks=len(leaks), answers=sent)
    assert not leaks, "\n" + "\n".join(leaks)


def test_a_text_that_is_planted_where_it_may_not_be_is_found(cast: Cast) -> None:
    said = everything_said()
    page = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/tidslinje")

    assert leaked(page, hidden_from(None, said)), "the page shows texts, so a search for all texts finds some"
    assert leaked(page, hidden_from(cast.petra, said)), "and some of them are none of Petra's business"
    assert not leaked(page, hidden_from(cast.sara, said))


def verbs_heard(browser: Client, things: Things) -> list[str]:
    """Addresses that answer otherwise than 405. One verb to each row in turn."""
    turns, wrong = itertools.cycle(OTHERS), []
    for row in rows():
        verb = next(turns)
        met = answered(browser, verb, address_of(row, things)).status_code
        if met != NOT_ALLOWED:
            wrong.append(f"{verb} {row['sida']} {row['om']}: {met}")
    return wrong


def head_unlike(page: Any, head: Any) -> list[str]:
    """How the answer to HEAD differs from that to GET without its body."""
    unlike = [] if page.status_code == head.status_code else [f"{page.status_code} and {head.status_code}"]
    unlike += [] if _told(page) == _told(head) else ["other headers"]
    return unlike + ([f"{len(head.content)} bytes"] if head.content else [])


def _told(answer: Any) -> dict[str, str]:
    """The headers, but for what is drawn anew for each answer."""
    anew = ("Content-Length", "Content-Security-Policy", "Expires", "Set-Cookie")
    return {name: value for name, value in answer.headers.items() if name not in anew}


def forms_sent(cast: Cast, word: str) -> tuple[int, list[str]]:
    """Every form that the person may open is filled in and sent. How many, and what their answers told too much."""
    browser, things, sent, leaks = browser_of(cast, word), Things(cast), 0, []
    hidden = hidden_from(person_of(cast, word), everything_said())
    for row in _opening(word):
        page = answered(browser, "GET", address_of(row, things))
        form = page.context and page.context.get("form")
        if not isinstance(form, forms.BaseForm):
            continue
        sent += 1
        answer = answered(browser, "POST", address_of(row, things), filled(form))  # type: ignore[arg-type]
        leaks += [f"{row['sida']} {row['om']} {word}: {text}" for text in leaked(answer, hidden)]
    return sent, leaks


def _opening(word: str) -> list[Row]:
    return [row for row in rows() if row["sätt"] == "GET" and row[word] == "200"]
