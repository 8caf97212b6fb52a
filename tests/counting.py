"""Counting what a page asks of the database, in whichever way it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent while inside, in their order."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def noting(self: "psycopg.Cursor[Any]", query: Any, *args: Any, **kwargs: Any) -> Any:
        sent.append(str(query))
        return execute(self, query, *args, **kwargs)

    with patch.object(psycopg.Cursor, "execute", noting):
        yield sent
