"""B6: what tells of five protected pupils is carried in through the real doors, and then looked for everywhere."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from samverkan.exchange.tests.test_import_in_the_browser import seen, uploaded
from samverkan.guard.models import Case
from samverkan.people.models import Account, Person, Pupil
from samverkan.post.models import Letter
from samverkan.post.sending import message
from samverkan.web.postgres import Server
from samverkan.web.tracebacks import told
from tests import template
from tests.battery.figures import tell
from tests.cast import Cast, client_as
from tests.house.test_every_url_is_named_and_judged import PERSONS, Things, address_of, rows
from tests.house.test_no_text_lies_in_the_clear import filled, tables
from tests.house.worlds.canaries import forms_of, hits, opened
from tests.house.worlds.seeing import Figures
from tests.house.worlds.twins import World

LOOKING = "a test looks for what it planted"
NUMBERS = range(1, 6)
HEADINGS = (
    "Förnamn;Efternamn;Född;Klass;Skyddad;Adress;Postort;Telefon;E-post;Koordinater;Skolväg;"
    "Vårdnadshavare 1 namn;Vårdnadshavare 1 telefon;Vårdnadshavare 1 e-post"
)
ENTITLED = {"rektor", "kurator"}


@dataclass(frozen=True)
class Words:
    """What was planted: what may lie nowhere at all, and what only those who are named may read."""

    dropped: tuple[str, ...]
    sealed: tuple[str, ...]


def dropped(number: int) -> tuple[str, ...]:
    """Where she lives and how she is reached: asked for by nobody, and so kept by nobody."""
    return (
        f"Åkanarievägen {number}8B",
        f"Kanariås{number}",
        f"070-740 1{number} 8{number}",
        f"kanarie.elev{number}@hem.example",
        f"59.3{number}258, 18.0{number}649",
        f"Hemvägen förbi kanariebäcken {number}",
        f"070-741 2{number} 9{number}",
        f"kanarie.vuxen{number}@hem.example",
    )


def sealed(number: int) -> tuple[str, ...]:
    """Who she is, and what is written of her."""
    return (f"Åsakanarie{number}", f"Örnkanarie{number}", f"Vuxenkanarie{number}")


WRITTEN = (
    "Kanariegränd 17",
    "Kanarieverkstaden i Norrkanaria",
    "kanariefunktionär",
    "Kanarieskälet till papperet",
    "Kanariemålet",
)
"""In forms: the place of a meeting, somebody's workplace and function, a reason, a goal."""


def in_the_list(number: int) -> str:
    """Her row."""
    street, town, phone, mail, place, way, adult_phone, adult_mail = dropped(number)
    given, family, adult = sealed(number)
    cells = (given, family, f"2015-0{number}-11", "5B", "ja", street, town, phone, mail, place, way)
    return ";".join([*cells, f"{adult} Vuxensson", adult_phone, adult_mail])


@dataclass(frozen=True)
class Planted:
    """A world of its own in which it has all been written, once for the whole file, and what was logged meanwhile."""

    words: Words
    lines: tuple[str, ...]
    world: World


@pytest.fixture(scope="module")
def planted(
    server: Server, world_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Planted]:
    """The rektor reads in a list and writes; then it has been a day's work."""
    name = f"{world_database}_kanarie"
    template.double(server, name, of=world_database)
    world = World(server, name)
    try:
        with django_db_blocker.unblock(), world.entered():
            with every_line() as lines:
                cast = Cast()
                rektor = client_as(cast.anna_karin)
                upload(cast, rektor, "\n".join([HEADINGS, *map(in_the_list, NUMBERS)]))
                for row in protected():
                    work(cast, rektor, row)
        kept = tuple(word for number in NUMBERS for word in sealed(number))
        words = Words(tuple(word for number in NUMBERS for word in dropped(number)), (*kept, *WRITTEN))
        yield Planted(words, tuple(lines), world)
    finally:
        world.close()
        template.drop(server, name)


@contextmanager
def every_line() -> Iterator[list[str]]:
    """Whatever is logged at any level, or written to the terminal, meanwhile."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, one: logging.LogRecord) -> None:
            lines.append(f"{one.name} {one.levelname} {one.getMessage()} {one.exc_text or ''}")

    root, keeper, terminal = logging.getLogger(), Keeper(), StringIO()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    try:
        with redirect_stdout(terminal), redirect_stderr(terminal):
            yield lines
    finally:
        root.removeHandler(keeper)
        root.setLevel(level)
        lines.append(terminal.getvalue())


@pytest.fixture
def cast(planted: Planted, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Everybody, in that world. What the test does there is taken back."""
    with django_db_blocker.unblock(), planted.world.entered(), transaction.atomic():
        yield Cast()
        transaction.set_rollback(True)


@pytest.fixture
def words(planted: Planted) -> Words:
    """What was planted."""
    return planted.words


def upload(cast: Cast, browser: Client, text: str) -> None:
    """Through the door that schools use."""
    draft = uploaded(browser, cast, text).headers["Location"]
    columns = browser.get(draft)
    page = browser.get(f"{draft}/granska")
    browser.get(f"{draft}/fel")
    assert not hits([word for number in NUMBERS for word in dropped(number)], columns.content + page.content)
    assert browser.post(f"{draft}/las-in", {"sett": seen(page.content.decode())}).status_code == 302


def protected() -> list[Pupil]:
    """The five."""
    found = Pupil.objects.unguarded(because=LOOKING).filter(case__sealed=True, person__given_name="")
    return list(found.order_by("-enrolled_on", "case_id")[: len(NUMBERS)])


def work(cast: Cast, browser: Client, pupil: Pupil) -> None:
    """Somebody is named, seated from outside, a meeting is planned, a plan begun, a goal set, a paper printed."""
    about = f"/elever/{pupil.case_id}"

    def send(address: str, **said: Any) -> Any:
        page = browser.get(address)
        form = page.context["form"]
        made = filled(form)
        kept = {name: form[name].value() or made[name] for name in form.fields}
        answer = browser.post(address, kept | said)
        assert answer.status_code in (200, 302), (address, answer.context["form"].errors)
        return answer

    send(f"{about}/namngivna", person=str(cast.sara.id))
    outside = {"person": "", "organisation": "", "kind": "bup", "run_by": "regionen", "phone": "", "mandate": ""}
    browser.post(
        f"{about}/teamet/ny?sort=utanfor",
        outside | {"name": "Kanarie Utanför", "function": WRITTEN[2], "new_organisation": WRITTEN[1]},
    )
    send(f"{about}/samverkan", reason=f"{WRITTEN[3]} hos {WRITTEN[1]}.")
    send(f"{about}/mal/nytt", text=WRITTEN[4])
    one_time = {f"{field}_{number}": "" for field in ("day", "clock") for number in (2, 3)}
    send(f"{about}/mote/nytt", place=WRITTEN[0], participation="hela-motet", **one_time)
    paper = browser.post(f"{about}/plan/utskrift", {"reason": WRITTEN[3]})
    assert paper.content.startswith(b"%PDF")
    assert not hits([word for number in NUMBERS for word in dropped(number)], opened(paper.content))


def asked_by(cast: Cast, word: str, whole: bool) -> Iterator[tuple[str, bytes]]:
    """Each answer that the persona gets, with its headers."""
    slug = PERSONS[word]
    browser = client_as(getattr(cast, slug)) if slug else Client()
    things = Things(cast)
    addresses = [address_of(row, things) for row in rows() if row["sätt"] == "GET"]
    if not whole:
        addresses = [one for one in addresses if not any(sign.isdigit() for sign in one)]
    pages = ("pupil", "plan", "team", "timeline", "consents", "who", "officers", "lifting", "plan_print")
    for pupil in protected():
        addresses += [reverse(page, kwargs={"pupil_id": pupil.case_id}) for page in pages]
    addresses += ["/sok?q=%C3%85saka", "/sok?q=kan", "/ny/anteckning?q=kan"]  # parts of what is looked for
    for address in dict.fromkeys(addresses):
        with transaction.atomic():
            answer = browser.get(address)
            transaction.set_rollback(True)
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode()
        yield address, heads + b"\n" + opened(answer.content)


def crawl(cast: Cast, words: Words, word: str, *, whole: bool) -> tuple[Figures, list[str]]:
    """What one persona can read of it. The named read what is sealed, and nobody what was dropped."""
    looked_for = words.dropped if word in ENTITLED else (*words.dropped, *words.sealed)
    checked, told = 0, []
    for address, said in asked_by(cast, word, whole):
        checked += 1
        told += [f"{word} {address}: {found}" for found in hits(looked_for, said)]
    tell("B6", answers=checked, hits=len(told))
    return Figures(checked, len(told)), told


def test_the_canaries_sing_for_those_who_are_named(cast: Cast, words: Words) -> None:
    """Else the rest of this file would find nothing because there is nothing."""
    assert len(protected()) == len(NUMBERS)
    assert Case.objects.filter(sealed=True).count() >= len(NUMBERS)
    heard: set[str] = set()
    for address, said in asked_by(cast, "rektor", whole=False):
        heard |= set(hits(words.sealed, said))
        assert hits(words.dropped, said) == [], address

    assert {"Åsakanarie1", "Kanariemålet", "Kanariegränd 17"} <= heard


@pytest.mark.parametrize("word", ["lärare", "administratör", "grannskola"])
def test_nobody_hears_one_who_should_not(cast: Cast, words: Words, word: str) -> None:
    figures, told = crawl(cast, words, word, whole=False)

    assert figures.checked > 60
    assert told == []


@pytest.mark.long
@pytest.mark.parametrize("word", PERSONS)
def test_nor_anybody_of_the_cast_on_any_page(cast: Cast, words: Words, word: str) -> None:
    figures, told = crawl(cast, words, word, whole=True)

    assert figures.checked > 100
    assert told == []


def test_nothing_of_it_lies_in_the_clear_in_any_table(cast: Cast, words: Words) -> None:
    """A stolen copy of the database: organisations and outside colleagues are rows in the clear, tied to no pupil."""
    known = {WRITTEN[1], WRITTEN[2]}
    found = {table: hits((*words.dropped, *words.sealed), text.encode()) for table, text in tables().items()}

    assert {table: left for table, left in found.items() if set(left) - known} == {}


def test_no_letter_and_no_line_of_the_log_holds_any(cast: Cast, planted: Planted) -> None:
    now, words = timezone.now(), planted.words
    letters = b"\n".join(message(letter, now).as_bytes() for letter in Letter.objects.order_by("id"))

    ours = "\n".join(line for line in planted.lines if not line.startswith("django.db"))

    assert hits((*words.dropped, *words.sealed), letters) == []
    assert hits((*words.dropped, *words.sealed), ours.encode()) == []


def test_what_the_database_says_when_it_refuses_is_told_without_any(cast: Cast, words: Words) -> None:
    mail, person = words.dropped[3], Person.objects.create(given_name="Åsakanarie1")
    Account.objects.create_account(email=mail, person=person, password=None)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Account.objects.create_account(email=mail, person=Person.objects.create(), password=None)

    assert mail in str(refused.value)
    assert hits((*words.dropped, *words.sealed), told(refused.value).encode()) == []
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize("form", range(13))
def test_a_canary_is_heard_in_every_form(form: int) -> None:
    word = "Åkanarievägen 18B"
    coded = list(forms_of(word))[form]

    assert hits([word], b"mycket annat " + coded + b" och mer") == [word]


def test_a_paper_is_read_within(cast: Cast) -> None:
    paper = client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/plan/utskrift")

    assert hits(["Bildschema i klassrummet", "aldrig skrivet"], opened(paper.content)) == ["Bildschema i klassrummet"]
