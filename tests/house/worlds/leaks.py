"""Leaks planted on purpose, as a tired colleague would write them: a proof that finds none of them proves nothing.

Each counts, names or looks for something past the scope.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse

from samverkan.guard.models import Case
from samverkan.journal.acts import Refused
from samverkan.meetings import queries as meetings
from samverkan.people import queries as people
from samverkan.people.models import Account
from samverkan.people.queries import ClassRow, PupilRow
from samverkan.plans import finding
from samverkan.plans.views import pupils as lists
from samverkan.web.headers import HeadersMiddleware


def cases() -> int:
    """How many pupils there are: what nobody here may know."""
    return Case.objects.count()


@contextmanager
def answers(change: Callable[[HttpRequest, HttpResponse], None]) -> Iterator[None]:
    """Every answer is changed on its way out."""
    usual = HeadersMiddleware.__call__

    def leaking(self: HeadersMiddleware, request: HttpRequest) -> HttpResponse:
        response = usual(self, request)
        change(request, response)
        return response

    with patch.object(HeadersMiddleware, "__call__", leaking):
        yield


@contextmanager
def a_count_in_a_list() -> Iterator[None]:
    """ "41 elever" at the end of Elever."""
    usual = people.pupils

    def leaking(*args: Any, **kwargs: Any) -> tuple[PupilRow, ...]:
        found = usual(*args, **kwargs)
        return tuple(
            PupilRow(row.case, f"{row.name} ({cases()})", row.class_name, row.school, row.sealed) for row in found
        )

    with patch.object(people, "pupils", leaking):
        yield


@contextmanager
def an_etag() -> Iterator[None]:
    """An ETag made of the newest row of a table."""

    def tag(_: HttpRequest, response: HttpResponse) -> None:
        response.headers["ETag"] = f'"{cases()}"'

    with answers(tag):
        yield


@contextmanager
def a_sort() -> Iterator[None]:
    """A list whose order depends on rows that are not in it."""
    usual = people.classes

    def leaking(*args: Any, **kwargs: Any) -> tuple[ClassRow, ...]:
        found = usual(*args, **kwargs)
        turn = cases() % max(1, len(found))
        return (*found[turn:], *found[:turn])

    with patch.object(people, "classes", leaking):
        yield


@contextmanager
def forbidden_where_it_was_not_found() -> Iterator[None]:
    """403 for what is there and 404 for what is not."""
    usual = people.pupil

    def leaking(scope: Any, case: Any) -> Any:
        try:
            return usual(scope, case)
        except Http404:
            if Case.objects.filter(id=case).exists():
                raise Refused("Eleven finns, men inte för dig.") from None
            raise

    with patch.object(people, "pupil", leaking):
        yield


@contextmanager
def an_error_of_its_own() -> Iterator[None]:
    """A search that says that the address is taken already, by somebody hidden."""
    usual = finding.typed

    def leaking(words: str) -> str:
        taken = bool(words) and Account.objects.filter(email__startswith=words.lower()).exists()
        return f"{usual(words)}{' är redan taget' if taken else ''}"

    with patch.object(lists, "typed", leaking):
        yield


@contextmanager
def a_file_name() -> Iterator[None]:
    """A file whose name holds how many are in it."""

    def name(_: HttpRequest, response: HttpResponse) -> None:
        if response.headers["Content-Type"] == "application/pdf":
            response.headers["Content-Disposition"] = f'inline; filename="elever-{cases()}.pdf"'

    with answers(name):
        yield


@contextmanager
def a_title() -> Iterator[None]:
    """ "(41) Idag" in the browser's tab."""

    def title(_: HttpRequest, response: HttpResponse) -> None:
        response.content = response.content.replace(b"<title>", b"<title>(%d) " % cases())

    with answers(title):
        yield


@contextmanager
def one_query_for_each() -> Iterator[None]:
    """A query for each pupil there is, of which nothing is shown."""
    usual = meetings.coming

    def leaking(*args: Any, **kwargs: Any) -> Any:
        for _ in range(cases()):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return usual(*args, **kwargs)

    with patch.object(meetings, "coming", leaking):
        yield


@contextmanager
def a_line_in_the_log() -> Iterator[None]:
    """What was sorted away, for whoever reads the log."""
    with answers(lambda *_: logging.getLogger("samverkan").warning("%d elever gicks igenom", cases())):
        yield


@contextmanager
def a_cookie() -> Iterator[None]:
    """A cookie that remembers how many there were."""
    with answers(lambda _, response: response.set_cookie("antal", str(cases()))):
        yield


@contextmanager
def a_header_where_there_is_something() -> Iterator[None]:
    """Who asks for what is there is asked to wait, who asks for what never was is not."""

    def wait(request: HttpRequest, response: HttpResponse) -> None:
        known = {str(row) for row in Case.objects.values_list("id", flat=True)}
        if response.status_code == HTTPStatus.NOT_FOUND and known & set(request.path.split("/")):
            response.headers["Retry-After"] = "5"

    with answers(wait):
        yield


@contextmanager
def a_mark_in_the_menu() -> Iterator[None]:
    """A mark in the menu that something has happened somewhere."""

    def mark(_: HttpRequest, response: HttpResponse) -> None:
        response.content = response.content.replace(b"</nav>", b"<i hidden>%d</i></nav>" % cases(), 1)

    with answers(mark):
        yield


PLANTED = (
    a_count_in_a_list,
    an_etag,
    a_sort,
    forbidden_where_it_was_not_found,
    an_error_of_its_own,
    a_file_name,
    a_title,
    one_query_for_each,
    a_line_in_the_log,
    a_cookie,
    a_header_where_there_is_something,
    a_mark_in_the_menu,
)
