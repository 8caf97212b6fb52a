"""B31: every form is sent with something in it that does not belong there, and none of it reaches the database.

A foreign key is another pupil's, another school's or another huvudman's; it is put in the place of each key that the
form carries, beside it, and under every name that a column has. What counts is what is written, not what is answered.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

from samverkan.guard.models import Statement
from samverkan.meetings.models import Meeting
from tests.battery.figures import tell
from tests.cast import Cast
from tests.house.test_every_url_is_named_and_judged import Things, address_of, browser_of, person_of, rows
from tests.house.test_no_text_lies_in_the_clear import filled

BECAUSE = "the battery tries rows of others"
CANARY = "kanariefält"
OWN_BOOKS = ("journal_", "django_session")
"""What notes that somebody tried, and a sitting's own."""
LEAST_TAKEN = 10
PUPIL_PERSON_ORGANISATION = 3
"""The first of the foreign keys. All are tried at night."""
Sent = dict[str, list[str]]


@dataclass(slots=True)
class PostForm:
    """A form as a browser reads it: where it goes and what stands in it."""

    action: str
    fields: Sent = field(default_factory=dict)

    def with_keys(self) -> Iterator[str]:
        """The fields that carry the key of a row."""
        yield from (name for name, values in self.fields.items() if any(map(is_key, values)))


class Reader(HTMLParser):
    """Finds the forms that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PostForm] = []
        self._open: PostForm | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields and their values, with every choice there is."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = PostForm(told.get("action", "")) if told.get("method", "").lower() == "post" else None
        elif self._open is not None and tag in ("input", "textarea", "button") and told.get("name"):
            self._open.fields.setdefault(told["name"], []).append(told.get("value", ""))
        elif self._open is not None and tag == "select":
            self._select = told.get("name", "")
        elif self._open is not None and tag == "option" and self._select:
            self._open.fields.setdefault(self._select, []).append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form" and self._open is not None:
            self.forms.append(self._open)
            self._open = None
        elif tag == "select":
            self._select = ""


def is_key(value: str) -> bool:
    """Whether the value is the id of a row."""
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def foreign(cast: Cast, word: str) -> list[str]:
    """Rows that the people of Björkskolan have nothing to do with, one of each kind that a form may name. What is the
    sender's own is not foreign to them, wherever they work.
    """
    elina = cast.case("elina")
    statement = Statement.objects.unguarded(because=BECAUSE).filter(cell__case=elina).first()
    meeting = Meeting.objects.unguarded(because=BECAUSE).filter(case=cast.case("lukas")).first()
    found = [elina, cast.susanne.id, cast.organisation("fyren").id]
    found += [cast.case("lukas"), cast.petra.id, cast.unit("friskolan").id]
    found += [row.id for row in (statement, meeting) if row is not None]
    own = person_of(cast, word)
    return [str(key) for key in found if own is None or key != own.id]


def columns() -> dict[str, bool]:
    """Every name a column of ours has, and whether it holds a key."""
    return {
        field.attname: isinstance(field, models.UUIDField | models.ForeignKey | models.OneToOneField)
        for model in apps.get_models()
        if model.__module__.startswith("samverkan.")
        for field in model._meta.concrete_fields
    }


@contextmanager
def written() -> Iterator[list[str]]:
    """Every value that is written while inside, but for the journal's and the sitting's own."""
    values: list[str] = []

    def noting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        first = sql.lstrip().split(" ", 1)[0].upper()
        if first in ("INSERT", "UPDATE") and not any(table in sql.split("(", 1)[0] for table in OWN_BOOKS):
            values.extend(_flat(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noting):
        yield values


def _flat(params: Any) -> Iterator[str]:
    for value in params or ():
        if isinstance(value, list | tuple | set):
            yield from _flat(value)
        else:
            yield str(value)


def forms_of(browser: Client, address: str) -> list[PostForm]:
    """The forms of the page, filled in as far as one can without knowing them."""
    page = browser.get(address)
    reader = Reader()
    if page.status_code == 200 and "html" in page.headers["Content-Type"]:
        reader.feed(page.content.decode())
    found = []
    for form in reader.forms:
        own = page.context and page.context.get("form")
        form.action = form.action or address
        if isinstance(own, forms.BaseForm) and set(own.fields) & set(form.fields):
            known: Any = filled(own)  # type: ignore[arg-type]
            form.fields |= {own.add_prefix(name): _listed(value) for name, value in known.items()}
        found.append(form)
    return [form for form in found if not form.action.startswith(("/konto/logout", "/utseende"))]


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def attempts(form: PostForm, keys: Iterable[str]) -> Iterator[tuple[str, Sent]]:
    """The form with something foreign in it, in every way there is."""
    strangers = list(keys)
    first, *_, last = strangers
    for name in form.with_keys():
        for stranger in strangers:
            yield f"{name} in the place of its own", form.fields | {name: [stranger]}
        yield f"{name} twice", form.fields | {name: [*form.fields[name][:1], first]}
        yield f"{name} twice, the other way", form.fields | {name: [last, *form.fields[name][:1]]}
    extra = {
        name: [strangers[place % len(strangers)] if key else CANARY]
        for place, (name, key) in enumerate(columns().items())
        if name not in form.fields
    }
    yield "columns beside", form.fields | extra


def sent(browser: Client, form: PostForm, fields: Sent) -> tuple[int, list[str]]:
    """The status, and what was written. Afterwards the world is as before."""
    with transaction.atomic():
        with written() as values:
            status = browser.post(form.action, fields).status_code
        transaction.set_rollback(True)
    return status, values


def tried(cast: Cast, word: str, *, kinds: int | None = None) -> tuple[int, int, list[str]]:
    """How many forms were taken untouched, how many attempts were made, and those that got something foreign in."""
    browser, things, strangers = browser_of(cast, word), Things(cast), foreign(cast, word)[:kinds]
    taken, made, accepted, seen = 0, 0, [], set()
    for row in rows():
        if row["sätt"] != "GET" or row[word] != "200":
            continue
        for form in forms_of(browser, address_of(row, things)):
            if (form.action, *sorted(form.fields)) in seen:
                continue
            seen.add((form.action, *sorted(form.fields)))
            taken += sent(browser, form, form.fields)[0] == 302
            for how, fields in attempts(form, strangers):
                made += 1
                status, values = sent(browser, form, fields)
                got_in = [value for value in values if value in strangers or CANARY in value]
                if got_in:
                    accepted.append(f"{word} {row['sida']} {form.action} {how}: {status} {got_in}")
    return taken, made, accepted


@pytest.mark.parametrize("word", ["rektor", "vårdnadshavare"])
def test_nothing_foreign_is_taken(cast: Cast, word: str) -> None:
    taken, made, accepted = tried(cast, word, kinds=PUPIL_PERSON_ORGANISATION)

    tell("B31", accepted=len(accepted), attempts=made)
    assert accepted == [], "\n".join(accepted)
    assert word != "rektor" or taken >= LEAST_TAKEN, "so that a refusal is a refusal of what was foreign"


@pytest.mark.long
@pytest.mark.parametrize(
    "word", ["rektor", "kurator", "mentor", "socialsekreterare", "administratör", "elev", "grannskola"]
)
def test_nothing_foreign_is_taken_from_anybody(cast: Cast, word: str) -> None:
    _, made, accepted = tried(cast, word)

    tell("B31", accepted=len(accepted), attempts=made)
    assert accepted == [], "\n".join(accepted)


def test_what_is_written_is_seen(cast: Cast) -> None:
    """The look-out works: a key that belongs to the form is among what is written."""
    browser, address = browser_of(cast, "kurator"), f"/elever/{cast.ebbas_case}/steg/nytt"
    form = next(form for form in forms_of(browser, address) if form.action == address)

    status, values = sent(browser, form, form.fields)

    assert status == 302
    assert str(cast.ebbas_case) in values or str(cast.sara.id) in values
