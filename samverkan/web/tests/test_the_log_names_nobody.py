"""What breaks is written to the log with file, line and kind, and never with whom it was about."""

import logging
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import Server
from samverkan.web.tracebacks import Scrubbed, told
from samverkan.web.urls import urlpatterns as product

SECRET = "Ebba Lindqvist"
ASK = """
import django; django.setup()
from django.conf import settings
from django.test import Client
settings.ROOT_URLCONF = "samverkan.web.tests.test_the_log_names_nobody"
print(Client(raise_request_exception=False, SERVER_NAME="localhost").get("/%s").status_code)
"""
END = f"""
from samverkan.web.tracebacks import scrub_uncaught
scrub_uncaught()
raise ValueError("{SECRET}")
"""


def twice(request: HttpRequest) -> HttpResponse:
    """Break a real constraint with a row that holds a name."""
    pupil = SECRET
    with transaction.atomic(), connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, '', now())", [pupil]
            )
    return HttpResponse()


def unread(request: HttpRequest) -> HttpResponse:
    """Break on a name in Python, in a fault that came of another."""
    try:
        return HttpResponse(int(SECRET))
    except ValueError as fault:
        raise KeyError(SECRET) from fault


urlpatterns = [path("tva", twice), path("olast", unread), *product]


def process(program: str, dsn: str) -> "subprocess.CompletedProcess[str]":
    surroundings = {"DATABASE_URL": dsn, "DJANGO_SETTINGS_MODULE": "samverkan.web.settings"}
    return subprocess.run(
        [sys.executable, "-P", "-c", program],
        env={**os.environ, **surroundings, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_a_row_that_breaks_a_constraint_is_told_by_table_and_constraint_alone(
    server: Server, world_database: str
) -> None:
    done = process(ASK % "tva", server.dsn("app", world_database))

    assert done.stdout.strip() == "500"
    assert "UniqueViolation sqlstate=23505 table=django_session constraint=django_session_pkey" in done.stderr
    assert "test_the_log_names_nobody.py" in done.stderr
    assert not any(word in done.stderr for word in (SECRET, "Ebba", "DETAIL", "already exists"))


@pytest.mark.django_db
def test_what_python_choked_on_is_not_quoted_nor_what_it_came_of(server: Server, world_database: str) -> None:
    done = process(ASK % "olast", server.dsn("app", world_database))

    assert done.stdout.strip() == "500"
    assert "builtins.ValueError\n\nOch det ledde till:" in done.stderr
    assert done.stderr.rstrip().endswith("builtins.KeyError")
    assert SECRET not in done.stderr


def test_what_ends_a_process_is_not_quoted_either() -> None:
    done = process(END, "")

    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("builtins.ValueError")
    assert SECRET not in done.stderr


def test_a_line_that_quotes_the_server_is_cut_before_the_row() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 1, "bröts: %s", (f"no\nDETAIL:  Key (name)=({SECRET})",), None)

    assert Scrubbed().format(record) == "bröts: no"


def test_why_there_is_no_connection_is_told() -> None:
    with pytest.raises(psycopg.OperationalError) as met:
        psycopg.connect("host=/ingenstans dbname=x", connect_timeout=1)

    assert "/ingenstans" in told(met.value).splitlines()[-1]
