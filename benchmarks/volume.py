"""Seeded volume: a huvudman with as many statements as asked, made by the database itself from row numbers.

Everything is a function of a number and a salt, so the same size and shape is the same data on any machine, and the
readers of a measurement know their cases without asking. Ten statements of twenty lie close in time to their
neighbours as in a table that has grown; one of twenty came late, one of fifty replaces an older one in its cell.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import psycopg
from psycopg import sql

from samverkan.policy.vocabulary import HuvudmanId

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
YEARS = timedelta(days=3 * 365)
STATEMENTS_OF_A_CASE = 20
CASES_OF_A_UNIT = 333
AUTHORS = 1_000
CELLS_OF_A_CASE = 16
"""Numbers kept for each case; eight to thirteen are used."""

Shape = Literal["uniform", "zipf"]


@dataclass(frozen=True)
class Volume:
    """How much, and how it is spread over the cases."""

    statements: int
    shape: Shape

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return self.statements // STATEMENTS_OF_A_CASE

    @property
    def units(self) -> int:
        """How many school units there are."""
        return self.cases // CASES_OF_A_UNIT

    @property
    def hot(self) -> int:
        """The number of the case that has most statements when the shape is zipf."""
        return _place_of_rank(1, self.cases)


def named(kind: str, number: int = 0) -> UUID:
    """The id of the thing with this number. The same as `md5(…)::uuid` in SQL."""
    return UUID(hashlib.md5(f"{kind}-{number}".encode(), usedforsecurity=False).hexdigest())


HUVUDMAN = HuvudmanId(named("huvudman"))
SCHOOLS, HABILITATION, SOCIAL = named("organisation", 0), named("organisation", 1), named("organisation", 2)

# slot: class, kind, holder, branch, confided, exists for every n:th case
SLOTS = (
    ("K07", "identitet", 0, "skola", False, 1),
    ("K07", "anteckning", 0, "skola", False, 1),
    ("K07", "egna-ord", 0, "skola", False, 1),
    ("K04", "anteckning", 0, "skola", False, 1),
    ("K04", "bedomning", 0, "skola", False, 1),
    ("K04", "insats", 0, "skola", False, 1),
    ("K02", "anteckning", 0, "elevhalsa", False, 1),
    ("K02", "instruktion", 0, "elevhalsa", False, 1),
    ("K03", "anteckning", 0, "emi", False, 2),
    ("K06", "beslut", 0, "skola", False, 3),
    ("K12", "insats", 1, "halso-och-sjukvard", False, 4),
    ("K14", "anteckning", 2, "socialtjanst", False, 8),
    ("K02", "anteckning", 0, "elevhalsa", True, 10),
)
SEALED_EVERY = 500


def _place_of_rank(rank: int, cases: int) -> int:
    return rank * 7919 % cases


def fill(admin: "psycopg.Connection[Any]", volume: Volume) -> None:
    """Fill empty tables. Needs a superuser: keys are laid aside while rows that are right by construction go in."""
    admin.execute("SET session_replication_role = replica")
    _cells(admin, volume)
    _statements(admin, volume)
    admin.execute("SET session_replication_role = origin")
    for table in ("guard_case", "guard_cell", "guard_statement"):
        admin.execute(sql.SQL("VACUUM (ANALYZE, FREEZE) {}").format(sql.Identifier(table)))


def _cells(admin: "psycopg.Connection[Any]", volume: Volume) -> None:
    admin.execute(
        "INSERT INTO guard_case (id, huvudman_id, unit_id, sealed) SELECT md5('case-' || n)::uuid, %(huvudman)s, "
        "CASE WHEN n %% %(sealed)s = 3 THEN NULL ELSE md5('unit-' || n %% %(units)s)::uuid END, n %% %(sealed)s = 3 "
        "FROM generate_series(0, %(cases)s - 1) n",
        {"huvudman": HUVUDMAN, "sealed": SEALED_EVERY, "units": volume.units, "cases": volume.cases},
    )
    for slot, (information_class, kind, holder, branch, confided, every) in enumerate(SLOTS):
        admin.execute(
            "INSERT INTO guard_cell (id, huvudman_id, case_id, unit_id, holder_id, regime, branch, information_class, "
            "kind, confided, sealed) SELECT n * %(width)s + %(slot)s + 1, %(huvudman)s, md5('case-' || n)::uuid, "
            "CASE WHEN %(holder)s = 0 AND n %% %(sealed)s <> 3 THEN md5('unit-' || n %% %(units)s)::uuid END, "
            "md5('organisation-' || %(holder)s)::uuid, 'osl', %(branch)s, %(class)s, %(kind)s, %(confided)s, "
            "n %% %(sealed)s = 3 FROM generate_series(0, %(cases)s - 1) n WHERE n %% %(every)s = 0",
            {
                "width": CELLS_OF_A_CASE,
                "slot": slot,
                "huvudman": HUVUDMAN,
                "sealed": SEALED_EVERY,
                "units": volume.units,
                "holder": holder,
                "branch": branch,
                "class": information_class,
                "kind": kind,
                "confided": confided,
                "every": every,
                "cases": volume.cases,
            },
        )


RANK = {
    "uniform": "floor(chance(source, 1) * %(cases)s)::bigint",
    "zipf": "floor(exp(chance(source, 1) * ln(%(cases)s + 1)))::bigint",  # the chance of rank k falls as 1/k
}


def _statements(admin: "psycopg.Connection[Any]", volume: Volume) -> None:
    indexes = _lay_aside_indexes(admin)
    admin.execute(
        "CREATE FUNCTION pg_temp.chance(n bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT (hashint8extended(n, salt) & 1099511627775)::float8 / 1099511627776.0 $$"
    )
    every = ", ".join(str(slot[5]) for slot in SLOTS)
    text = (
        "INSERT INTO guard_statement (id, cell_id, huvudman_id, form, sealed_text, author_id, made_at, replaces_id) "
        "SELECT md5('statement-' || n)::uuid, "
        "place * %(width)s + 1 + CASE WHEN place %% (ARRAY[EVERY])[slot + 1] = 0 THEN slot ELSE 1 END, "
        "%(huvudman)s, CASE WHEN n %% 10 = 0 THEN 'signal' ELSE 'anteckning' END, "
        "decode(repeat(md5(n::text), 12), 'hex'), md5('author-' || n %% %(authors)s)::uuid, "
        "date_trunc('minute', %(now)s - %(years)s * ((%(rows)s - n)::float8 / %(rows)s) "
        "- CASE WHEN n %% 20 = 0 THEN chance(n, 3) ELSE 0 END * interval '30 days'), "
        "CASE WHEN n %% 50 = 0 AND n > 50 THEN md5('statement-' || n - 7)::uuid END "
        "FROM (SELECT n, 1 + floor(chance(source, 2) * 12)::int AS slot, RANK * 7919 %% %(cases)s AS place "
        "FROM (SELECT n, CASE WHEN n %% 50 = 0 AND n > 50 THEN n - 7 ELSE n END AS source "
        "FROM generate_series(1, %(rows)s::bigint) n) numbered) made"
    )
    text = text.replace("EVERY", every).replace("RANK", RANK[volume.shape]).replace("chance(", "pg_temp.chance(")
    admin.execute(
        text.encode(),
        {
            "width": CELLS_OF_A_CASE,
            "huvudman": HUVUDMAN,
            "authors": AUTHORS,
            "now": NOW,
            "years": YEARS,
            "rows": volume.statements,
            "cases": volume.cases,
        },
    )
    for definition in indexes:
        admin.execute(definition.encode())


def _lay_aside_indexes(admin: "psycopg.Connection[Any]") -> list[str]:
    """Drop what can be built faster afterwards. What must be run to have it back."""
    rows = admin.execute(
        "SELECT indexname, indexdef, conname, pg_get_constraintdef(c.oid) FROM pg_indexes "
        "LEFT JOIN pg_constraint c ON c.conname = indexname AND c.contype = 'u' "
        "WHERE tablename = 'guard_statement' AND indexname <> 'guard_statement_pkey'"
    ).fetchall()
    back = []
    for name, definition, constraint, words in rows:
        if constraint:
            admin.execute(sql.SQL("ALTER TABLE guard_statement DROP CONSTRAINT {}").format(sql.Identifier(name)))
            back.append(f'ALTER TABLE guard_statement ADD CONSTRAINT "{name}" {words}')
        else:
            admin.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            back.append(definition)
    return back
