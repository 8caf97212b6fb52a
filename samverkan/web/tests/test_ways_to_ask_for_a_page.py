"""A page is read or sent to. Whatever else a program tries is told so, and nothing is read, done or written down."""

import pytest
from django.test import Client

from samverkan.journal.models import Event
from tests.cast import Cast, client_as

OTHER_WAYS = ("OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "FLYTTA")
PAGES = ("/", "/moten", "/tillganglighet")


@pytest.mark.parametrize("way", OTHER_WAYS)
@pytest.mark.parametrize("page", PAGES)
def test_any_other_way_than_reading_and_sending_is_refused_and_leaves_no_trace(cast: Cast, page: str, way: str) -> None:
    browser = client_as(cast.sara)
    written = Event.objects.count()

    answer = browser.generic(way, page)

    assert (answer.status_code, answer.content) == (405, b"")
    assert answer.headers["Allow"].startswith("GET, HEAD")
    assert Event.objects.count() == written


def test_an_act_is_not_done_by_another_word_than_post(cast: Cast) -> None:
    answer = client_as(cast.sara).put(f"/moten/{cast.ebbas_meeting}/kontrollera")

    assert answer.status_code == 405


def test_one_who_is_not_signed_in_gets_the_same_answer(cast: Cast) -> None:
    assert Client().options(f"/elever/{cast.ebbas_case}").status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_asking_for_the_head_of_a_page_answers_as_reading_it(cast: Cast, page: str) -> None:
    browser = client_as(cast.sara)

    head, read = browser.head(page), browser.get(page)

    assert (head.status_code, head.content) == (200, b"")
    assert read.status_code == 200
