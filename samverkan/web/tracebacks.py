"""Where something broke, and never for whom: the log may be read by those who may not read what it was about.

PostgreSQL puts the row in its DETAIL ("Key (email)=(…) already exists") and its parameters in CONTEXT, and any
ValueError or KeyError may quote what it choked on. So the file, the line and the kind of fault are written, with the
table and the constraint of a database fault, and no fault's own words. Only a fault of the connection keeps its first
line, since it is met before there is a row.
"""

import logging
import re
import sys
from collections.abc import Iterator
from traceback import format_tb
from types import TracebackType

import psycopg

FROM_THE_SERVER = re.compile(r"\s*\n\s*(?:DETAIL|CONTEXT|HINT|QUERY|STATEMENT|LINE \d+)\s*:.*", re.DOTALL)
LED_TO = "\n\nOch det ledde till:\n\n"


class Scrubbed(logging.Formatter):
    """Django's log lines, with `told` instead of Python's traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Drop a traceback that another formatter has left on the record, and what the server added to the line."""
        record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line itself."""
        return FROM_THE_SERVER.sub("", super().formatMessage(record))

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The traceback."""
        return told(ei[1]) if ei[1] is not None else ""


def told(fault: BaseException) -> str:
    """The fault and what it came of, oldest first."""
    return LED_TO.join(reversed([_one(each) for each in _chain(fault)]))


def scrub_uncaught() -> None:
    """The same for what ends a process."""
    sys.excepthook = lambda kind, fault, tb: _say(told(fault))


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    met: set[int] = set()
    while fault is not None and id(fault) not in met:
        met.add(id(fault))
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def _one(fault: BaseException) -> str:
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    return "".join([*format_tb(fault.__traceback__), " ".join(filter(None, (kind, _known(fault))))])


def _known(fault: BaseException) -> str:
    """What may be said of it: names from the schema, or why there is no connection."""
    if not isinstance(fault, psycopg.Error):
        return ""
    if fault.sqlstate is None and isinstance(fault, psycopg.OperationalError):
        return str(fault).partition("\n")[0]
    said = {
        "sqlstate": fault.sqlstate,
        "table": fault.diag.table_name,
        "column": fault.diag.column_name,
        "constraint": fault.diag.constraint_name,
    }
    return " ".join(f"{name}={value}" for name, value in said.items() if value)
