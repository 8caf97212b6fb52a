"""After a day's work every table is read as somebody with a stolen copy of the database would read it."""

from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.utils import timezone

from samverkan.consent.models import Answer
from samverkan.people.day_field import DayField
from tests.cast import Cast, client_as

CANARY = "Kanariefågel"
NAMES = {"people_person"}
"""Where the names of those who are not protected lie, for sorting and searching."""
WRITTEN = (
    "/elever/{ebba}/mal/nytt",
    "/elever/{ebba}/insatser/ny",
    "/elever/{ebba}/anteckningar/ny",
    "/elever/{ebba}/egna-ord/nya",
    "/elever/{ebba}/steg/nytt",
    "/elever/{ebba}/samtycken/fraga",
    "/elever/{ebba}/samtycken/annan",
    "/elever/{ebba}/mote/nytt",
    "/elever/{nova}/samverkan",
    "/skolan/genomgang/{ali}",
)


def filled(form: forms.Form) -> dict[str, Any]:
    """The form as somebody would send it, with the canary in every box for words."""
    return {name: _value(form, name, field) for name, field in form.fields.items()}


def _value(form: forms.Form, name: str, field: forms.Field) -> Any:
    if isinstance(field, DayField):
        return (timezone.localdate() + timedelta(days=10)).isoformat()
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        chosen = [value for value, _ in choices if value]
        several = isinstance(field, forms.MultipleChoiceField)
        return form[name].value() or (chosen[:1] if several else next(iter(chosen), ""))
    if isinstance(field, forms.CharField):
        return f"{CANARY} om Ebba"
    return form[name].value() or ""


def tables() -> dict[str, str]:
    """Every table's rows as text; bytes stand as hex."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(row_to_json(t)::text, chr(10)), '') FROM \"{table}\" t")
            found[table] = cursor.fetchone()[0]
    return found


def holding(word: str) -> set[str]:
    """The tables in which the word can be read."""
    as_hex = word.encode().hex()
    return {table for table, rows in tables().items() if word in rows or as_hex in rows}


def write(client: Client, address: str) -> int:
    """Send the page's form with the canary in it. The status of the answer."""
    page = client.get(address)
    assert page.status_code == 200, address
    return client.post(address, filled(page.context["form"])).status_code


@pytest.fixture
def worked(cast: Cast) -> list[str]:
    """Sara and the rektor have written in every box there is about Ebba, Nova and Ali. The addresses that took it."""
    known = {name: str(cast.case(name)) for name in ("ebba", "nova", "ali")}
    taken = []
    for address in WRITTEN:
        client = client_as(cast.anna_karin if "ebba" not in address else cast.sara)
        if write(client, address.format(**known)) in (200, 302):
            taken.append(address)
    question = f"/elever/{cast.ebbas_case}/samtycken"
    client = client_as(cast.sara)
    row = next(row for row in client.get(question).context["waiting"] if row.silent)
    answer = {
        "giver": str(row.silent[0].person_id),
        "reply": "ja",
        "form": "muntligt",
        "answered_on": "idag",
        "told": "on",
    }
    answer |= dict.fromkeys(("witness", "interpreter_name", "pupils_view", "reservation"), f"{CANARY} om Ebba")
    client.post(f"{question}/{row.first.id}/svar", answer)
    assert Answer.objects.filter(question=row.first.id).exclude(sealed_read_aloud=None).exists()
    return taken


def test_what_was_written_about_pupils_can_be_read_in_no_table(worked: list[str]) -> None:
    assert len(worked) >= 7, worked
    assert holding(CANARY) == set()


def test_a_pupils_name_stands_in_no_text(worked: list[str]) -> None:
    assert holding("Ebba") <= NAMES


def test_the_name_of_a_protected_pupil_can_be_read_nowhere(cast: Cast) -> None:
    assert holding("Liv ") == set()
    assert holding("Mirja") == set()
