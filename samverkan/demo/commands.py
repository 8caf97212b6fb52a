"""Building the world from the command line, and clearing it away again."""

import argparse
import sys
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from samverkan.demo import world
from samverkan.demo.making import known_id
from samverkan.people.models import Account, Person


def build(argv: list[str]) -> int:
    """`bin/samverkan demo build [--seed N] [--size demo|test]`. Refuses a database in which people already work."""
    parser = argparse.ArgumentParser(prog="bin/samverkan demo build")
    parser.add_argument("--seed", type=int, default=1, help="samma tal ger samma kommun (1)")
    parser.add_argument("--size", choices=("demo", "test"), default="demo", help="hur mycket som byggs (demo)")
    asked = parser.parse_args(argv)
    if is_built():
        _say("Kommunen Björkvik finns redan.")
        return 0
    if Account.objects.exists():
        _say("Här finns redan konton, så det här är ingen tom databas. Kommunen byggs bara i en tom databas.")
        return 1
    size = world.DEMO if asked.size == "demo" else world.TEST
    world.build(now=timezone.now(), seed=asked.seed, size=size, progress=_progress())
    return 0


def is_built() -> bool:
    """Whether the world stands in this database."""
    return Person.objects.filter(id=known_id("person", "anna-karin")).exists()


def _progress() -> Callable[[str], None]:
    return _say


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def reset() -> None:
    """Empty every table so that the world can be built anew. Needs the owner's rights; the app role has none to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
        )
        tables = ", ".join(connection.ops.quote_name(row[0]) for row in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} CASCADE")
