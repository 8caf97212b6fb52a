"""Seats that tell of an outside organisation get a cell that names it, so that a yes to know of one tells of no other.

What has been said yes to goes on to hold for the parties that have a seat today, and for no one who comes later.
"""

from django.db import migrations

FACTS = (
    "huvudman_id",
    "case_id",
    "unit_id",
    "holder_id",
    "regime",
    "branch",
    "information_class",
    "kind",
    "subject_id",
    "origin_class",
    "confided",
    "sealed",
    "blocked",
)
KNOWING = "c.information_class = 'K04' AND c.kind = 'kannedom' AND c.party_id IS NULL"
SEATS = ("people_teammember", "meetings_invitee")


def _named(table: str) -> str:
    """A cell for each party that some seat of the table tells of."""
    return (
        f"INSERT INTO guard_cell ({', '.join(FACTS)}, party_id) "
        f"SELECT DISTINCT {', '.join(f'c.{fact}' for fact in FACTS)}, s.organisation_id "
        f"FROM {table} s JOIN guard_cell c ON c.id = s.cell_id "
        f"WHERE s.organisation_id <> c.holder_id AND {KNOWING} ON CONFLICT DO NOTHING"
    )


def _moved(table: str) -> str:
    """Each seat into the cell that names its party."""
    same = " AND ".join(f"n.{fact} IS NOT DISTINCT FROM c.{fact}" for fact in FACTS)
    return (
        f"UPDATE {table} s SET cell_id = n.id FROM guard_cell c JOIN guard_cell n ON {same} "
        f"WHERE c.id = s.cell_id AND s.organisation_id <> c.holder_id AND n.party_id = s.organisation_id AND {KNOWING}"
    )


def _narrowed(table: str) -> str:
    """What tells of the team goes on to tell of those who have a seat."""
    return (
        f"UPDATE {table} g SET party_ids = array_append("
        "ARRAY(SELECT DISTINCT c.party_id FROM guard_cell c WHERE c.case_id = g.case_id AND c.party_id IS NOT NULL), "
        "NULL) WHERE g.party_ids IS NULL AND 'K04' = ANY(g.classes) AND 'kannedom' = ANY(g.kinds)"
    )


STATEMENTS = (
    *(statement(table) for table in SEATS for statement in (_named, _moved)),
    _narrowed("guard_grant"),
    _narrowed("consent_question"),
    # A table with checks that wait cannot be altered by what comes next.
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
)


class Migration(migrations.Migration):

    dependencies = [
        ("meetings", "0002_short_texts_are_sealed"),
        ("consent", "0004_whom_a_yes_tells_of"),
        ("people", "0005_what_is_signed_of_the_law"),
        ("guard", "0007_every_class_and_whom_it_tells_of"),
    ]

    operations = [migrations.RunSQL(list(STATEMENTS), migrations.RunSQL.noop)]
