"""Lays the foreign keys from the guard's plain ids to the people they name; the guard itself knows nothing of people."""

from typing import ClassVar

from django.db import migrations

KEYS = (
    ("guard_case", "huvudman_id", "people_huvudman"),
    ("guard_case", "unit_id", "people_unit"),
    ("guard_cell", "huvudman_id", "people_huvudman"),
    ("guard_cell", "unit_id", "people_unit"),
    ("guard_cell", "holder_id", "people_organisation"),
    ("guard_cell", "subject_id", "people_person"),
    ("guard_statement", "huvudman_id", "people_huvudman"),
    ("guard_statement", "author_id", "people_person"),
    ("guard_grant", "receiver_organisation_id", "people_organisation"),
    ("guard_grant", "receiver_person_id", "people_person"),
    ("guard_grant", "subject_id", "people_person"),
)


def _add(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_names_{target} "
        f"FOREIGN KEY ({column}) REFERENCES {target} (id) DEFERRABLE INITIALLY DEFERRED"
    )


def _drop(table: str, column: str, target: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_names_{target}"


class Migration(migrations.Migration):
    """Eleven keys, each with its way back."""

    dependencies: ClassVar = [("people", "0001_initial"), ("guard", "0001_initial")]

    operations: ClassVar = [migrations.RunSQL(_add(*key), _drop(*key)) for key in KEYS]
