"""B10: what is said of a pupil stands on the page and nowhere beside it: no log, no error page, no mail, no address.

In every page something is made to break when as much as possible has been read: the database, a template, and a slow
question. What is then written is read as somebody with the server's logs would read it.
"""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core import mail
from django.db import DataError, connection, transaction
from django.http import HttpResponse
from django.template.base import VariableNode
from django.test import Client

from samverkan.people.models import Pupil
from samverkan.web.answering import Site
from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import Server
from samverkan.web.tracebacks import Scrubbed
from tests.battery.figures import tell
from tests.battery.words import everything_said
from tests.cast import Cast, client_as
from tests.house.test_every_id_is_drawn import addresses_in
from tests.house.test_every_url_is_named_and_judged import Things, address_of, browser_of, rows

BECAUSE = "the battery knows every pupil by name"
NAME = "Ebba Lindqvist"
MEMORIES = ("localStorage", "sessionStorage", "indexedDB", "caches.open", "serviceWorker")
"""Where a script may leave something in a browser."""
SILENT = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
}
"""How the database's own log is kept from quoting anybody."""


def canaries() -> list[str]:
    """Every name of a pupil and every text about one."""
    pupils = Pupil.objects.unguarded(because=BECAUSE).select_related("person")
    names = [pupil.person.name for pupil in pupils if not pupil.person.protected]
    return [*names, *(one.text for one in everything_said())]


@contextmanager
def overheard() -> Iterator[io.StringIO]:
    """What the product would write to its log while inside, by its own handler's form."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Scrubbed("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield written
    finally:
        root.removeHandler(handler)


@contextmanager
def a_broken_row(at: int) -> Iterator[None]:
    """The question with this number meets a fault that quotes a row, as PostgreSQL's faults do."""
    count = 0

    def breaking(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            raise DataError(f'invalid input: "{NAME}"\nDETAIL:  Key (name)=({NAME}) already exists.')
        return execute(sql, params, many, context)

    with connection.execute_wrapper(breaking):
        yield


@contextmanager
def a_slow_question(at: int) -> Iterator[None]:
    """The question with this number takes so long that the database gives it up."""
    count = 0

    def slow(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            execute("SET LOCAL statement_timeout = 1", None, False, context)
            execute("SELECT pg_sleep(1), %s::text", [NAME], False, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(slow):
        yield


@contextmanager
def a_broken_template(at: int) -> Iterator[None]:
    """The variable with this number breaks on what it was to show."""
    count, render = 0, VariableNode.render

    def breaking(self: VariableNode, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            raise KeyError(NAME)
        return render(self, context)

    with patch.object(VariableNode, "render", breaking):
        yield


FAULTS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "row": partial(a_broken_row, 25),
    "template": partial(a_broken_template, 3),
    "time": partial(a_slow_question, 30),
}
"""By then the reader is known, and most of what the page shows has been read."""


def broken(browser: Client, address: str, fault: Callable[[], AbstractContextManager[None]]) -> tuple[int, str, str]:
    """Status, body and log of a page that breaks. Afterwards the world is as before."""
    with overheard() as written, transaction.atomic():
        with fault():
            answer = browser.get(address)
        transaction.set_rollback(True)
    return answer.status_code, answer.content.decode(errors="replace"), written.getvalue()


@pytest.mark.parametrize("word", ["rektor", "vårdnadshavare"])
def test_when_something_breaks_nobody_is_named(cast: Cast, server: Server, word: str) -> None:
    browser, things, hits, forced = browser_of(cast, word), Things(cast), [], 0
    browser.raise_request_exception = False
    known, log = canaries(), Path(server.places.log)
    before = log.stat().st_size

    for row in rows():
        if row["sätt"] != "GET" or row[word] != "200":
            continue
        address = address_of(row, things)
        for name, fault in FAULTS.items():
            status, body, written = broken(browser, address, fault)
            forced += status >= 500
            told = [one for one in known if one in written] + ([NAME] if NAME in written else [])
            if status >= 500:
                told += [one for one in known if one in body]
            hits += [f"{name} {row['sida']} {status}: {one}" for one in told]

    with log.open("rb") as file:
        file.seek(before)
        said = file.read().decode(errors="replace")
    hits += [f"database log: {one}" for one in known if one in said]
    hits += [f"mail: {letter.subject}" for letter in mail.outbox]
    tell("B10", hits=len(hits), forced_errors=forced)
    assert hits == []


def named_beside(answer: Any, known: list[str]) -> list[str]:
    """Whoever and whatever stands in an address: a link on the page, a hidden value, or where the answer leads."""
    where = [*addresses_in(answer), answer.headers.get("Location", "")]
    links = "\n".join(one for one in where if one.startswith(("/", "http")))
    return [word for word in known if word in links]


def test_a_name_in_an_address_is_seen() -> None:
    """Everybody's pages are looked through for one on the walk through the house (BesideWatch)."""
    page = HttpResponse(f'<a href="/sok?q={NAME}">Ebba</a><p>Nova Ek</p>')

    assert named_beside(page, [NAME, "Nova Ek"]) == [NAME]


def test_at_sign_out_the_browser_is_told_to_forget(cast: Cast) -> None:
    answer = client_as(cast.sara).post("/konto/logout/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_no_script_of_ours_leaves_anything_in_the_browser() -> None:
    scripts = [path for path in (CHECKOUT / "samverkan").rglob("static/**/*.js") if "vendor" not in path.parts]
    found = [f"{path.name}: {word}" for path in scripts for word in MEMORIES if word in path.read_text("utf-8")]

    tell("B10", hits=len(found))
    assert scripts
    assert found == []


def test_no_address_is_logged_and_no_error_is_mailed() -> None:
    site = Site(bind="127.0.0.1:0", workers=1, threads=1, when_ready=lambda: None)

    assert site.cfg.accesslog is None
    assert not settings.ADMINS and not settings.MANAGERS
    assert "AdminEmailHandler" not in str(settings.LOGGING)


def test_the_databases_own_log_quotes_nobody(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(SILENT)])
        found = dict(cursor.fetchall())

    assert found == SILENT


def test_a_name_in_a_log_is_seen() -> None:
    """The look-out works: what is written to the log in plain words is overheard."""
    with overheard() as written:
        logging.getLogger("samverkan").error("%s", NAME)

    assert NAME in written.getvalue()
