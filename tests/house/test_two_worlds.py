"""B2: two worlds that differ in one secret alone give the unentitled the same bytes for the same number of queries."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.web.postgres import Server
from tests.battery.figures import tell
from tests.cast import Cast, client_as
from tests.house.test_every_url_is_named_and_judged import PERSONS, Things, address_of, rows
from tests.house.worlds import leaks, secret
from tests.house.worlds.seeing import Asked, Figures, Seen, look
from tests.house.worlds.twins import Twins, steady

QUICK = ("lärare", "administratör", "spärrad", "grannskola", "utloggad")
PARTS = 8
ENTITLED = {"rektor", "kurator"}
"""Named for the planted pupil."""
OF_THE_SCHOOL = {"mentor", "undervisar", "lärare", "skolsköterska", "administratör", "skolchef"}
"""May know of an open pupil of the school."""
MORE = (
    "/sok?q=Ofelia",
    "/sok?q=Kanariesson",
    "/sok?q=Li",
    "/sok?q=a",
    "/elever?klass=5B",
    "/elever?klass=4A",
    "/ny/anteckning?q=Ofelia",
    "/moten?fore=2031-01-01T00:00:00%2B00:00",
    "/min-logg?fore=1",
    "/kontakter/ny",
    "/finns-inte",
)
"""Search terms, sort and pages besides the addresses of the table."""


@pytest.fixture(scope="module")
def sealed(server: Server, world_database: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[Twins]:
    """The worlds without and with a protected pupil."""
    yield from _twins(server, world_database, django_db_blocker, sealed=True)


@pytest.fixture(scope="module")
def open_(server: Server, world_database: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[Twins]:
    """The worlds without and with one more pupil at Björkskolan."""
    yield from _twins(server, world_database, django_db_blocker, sealed=False)


def _twins(server: Server, of: str, blocker: object, *, sealed: bool) -> Iterator[Twins]:
    now = timezone.now() + timedelta(minutes=5)  # after everything that was built
    with blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's, which has no type
        name = "skyddad" if sealed else "annan"
        twins = Twins(server, of, name, lambda: secret.plant(sealed=sealed, now=now), now)
        yield twins
        twins.close()


@dataclass(frozen=True)
class Observer:
    """Somebody with a browser in each world."""

    id: UUID | None
    browsers: tuple[Client, Client]
    asks: tuple[Asked, ...]


def observer(twins: Twins, word: str, *, whole: bool = True) -> Observer:
    """Signed in alike in both worlds, with every address of the table and the planted pupil's own.

    Not whole: all lists and searches, and of what is about one thing a part that is another for each observer.
    """
    slug = PERSONS[word]

    def begin() -> tuple[UUID | None, Client, tuple[Asked, ...]]:
        cast = Cast()
        person = getattr(cast, slug) if slug else None
        browser = client_as(person) if person else Client()
        things = Things(cast)
        asks = [Asked(row["sätt"], address_of(row, things)) for row in rows()]
        return (person.id if person else None), browser, tuple(asks)

    (own, first, asks), (_, second, others) = twins.begin(begin, word)
    assert asks == others
    with twins.with_secret.entered():
        case = secret.hidden_case()
    posts = [Asked("POST", ask.address, (("q", "Ofelia"),)) for ask in asks if ask.way == "GET"]
    about = [Asked(way, address) for address in _about(case) for way in ("GET", "POST")]
    lists = [ask for ask in asks if not any(letter.isdigit() for letter in ask.address)]
    always = [*lists, *about[::2], *(Asked("GET", address) for address in MORE)]
    if not whole:
        turn = list(PERSONS).index(word) % PARTS
        return Observer(own, (first, second), tuple(dict.fromkeys([*always, *[*asks, *about, *posts][turn::PARTS]])))
    return Observer(own, (first, second), tuple(dict.fromkeys([*always, *asks, *about, *posts])))


def _about(case: UUID) -> list[str]:
    pages = ("", "/plan", "/teamet", "/tidslinje", "/samtycken", "/vem", "/namngivna", "/namngivna/lyft", "/mote/nytt")
    return [f"/elever/{case}{page}" for page in pages] + [f"/elever/{uuid5(case, 'aldrig')}"]


def seen(twins: Twins, who: Observer, ask: Asked) -> tuple[Seen, Seen]:
    """What the observer sees of the same request in each world."""
    browsers = iter(who.browsers)
    without, with_secret = twins.each(lambda: look(next(browsers), ask, who.id), str(ask))
    return without, with_secret


def walk(twins: Twins, word: str, *, whole: bool = True) -> tuple[Figures, list[str]]:
    """Every address once. What differs is asked once more, since the first of two pays for what is then kept."""
    who, told = observer(twins, word, whole=whole), []
    for ask in who.asks:
        first, second = seen(twins, who, ask)
        if first.differs(second):
            first, second = seen(twins, who, ask)
        if differs := first.differs(second):
            told.append(f"{word}: {ask}: {', '.join(differs)}")
    tell("B2", answers=len(who.asks), differing=len(told))
    return Figures(len(who.asks), len(told)), told


@pytest.mark.parametrize("word", QUICK)
def test_a_protected_pupil_makes_no_difference_to_those_who_are_not_named(sealed: Twins, word: str) -> None:
    figures, told = walk(sealed, word, whole=False)

    assert figures.checked > 60
    assert told == []


@pytest.mark.long
@pytest.mark.parametrize("word", [word for word in PERSONS if word not in ENTITLED])
def test_nor_on_any_page_to_any_of_the_cast(sealed: Twins, word: str) -> None:
    figures, told = walk(sealed, word)

    assert figures.checked > 200
    assert told == []


def test_a_pupil_of_another_school_makes_no_difference(open_: Twins) -> None:
    figures, told = walk(open_, "friskola", whole=False)

    assert figures.checked > 60
    assert told == []


@pytest.mark.long
@pytest.mark.parametrize("word", [word for word in PERSONS if word not in ENTITLED | OF_THE_SCHOOL])
def test_nor_on_any_page_to_any_who_work_elsewhere_or_at_home(open_: Twins, word: str) -> None:
    figures, told = walk(open_, word)

    assert figures.checked > 200
    assert told == []


def test_every_field_of_everything_that_belongs_to_a_pupil_is_planted(sealed: Twins, open_: Twins) -> None:
    new: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
    for twins in (sealed, open_):
        before, after = twins.each(lambda: {model: secret.rows_of(model) for model in secret.bound()}, "reads")
        for model, found in after.items():
            new[model] += [row for key, row in found.items() if key not in before[model]]

    tell("B2", kinds=secret.planted(new))
    assert secret.unplanted(new) == [], secret.unplanted(new)
    assert len(new) >= 30


def test_a_field_that_nobody_plants_is_noticed() -> None:
    assert "guard.Case.sealed" in secret.unplanted(defaultdict(list))


SIGNING_IN = Asked("POST", "/konto/login/", (("login", "mona@kanarie.example"), ("password", "inte-hennes")))
SEARCHING = Asked("GET", "/sok?q=Ofelia")
DRAWN = re.compile(r"(?<=nonce-)[^']+|(?<=nonce=\")[^\"]+|[0-9A-Za-z]{32,64}")
"""The nonce of the page, the token of its form and of the browser."""
RUNS, MILLISECONDS = 200, 5


def test_who_signs_in_is_not_told_that_there_is_such_an_account(sealed: Twins) -> None:
    who = observer(sealed, "utloggad")
    seen(sealed, who, SIGNING_IN)  # the first look pays for what is then kept

    without, with_account = (undrawn(one) for one in seen(sealed, who, SIGNING_IN))

    tell("B2", answers=1, differing=len(without.differs(with_account)))
    assert without.differs(with_account) == ()


def undrawn(one: Seen) -> Seen:
    """Without what is drawn for each answer: a password that nobody has is hashed too, and that draws a salt first."""
    heads = tuple((name, DRAWN.sub("drawn", value)) for name, value in one.headers)
    body = DRAWN.sub("drawn", one.body.decode()).encode()
    return replace(one, headers=heads, cookies=DRAWN.sub("drawn", one.cookies), body=body)


@pytest.mark.long
@pytest.mark.parametrize(("word", "ask"), [("lärare", SEARCHING), ("utloggad", SIGNING_IN)], ids=["sök", "inloggning"])
def test_nor_does_it_take_longer(sealed: Twins, word: str, ask: Asked) -> None:
    """Medians of runs in turn in the two worlds, so that a busy machine is as busy in both."""
    who = observer(sealed, word)
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        browsers, took = iter(who.browsers), iter(taken)

        def timed() -> None:
            began = perf_counter()
            look(next(browsers), ask, who.id)  # noqa: B023 - called before the next turn
            next(took).append(perf_counter() - began)  # noqa: B023

        sealed.each(timed, str(ask))

    apart = abs(median(taken[0]) - median(taken[1])) * 1000
    tell("B2", milliseconds=apart)
    assert apart < MILLISECONDS


@pytest.mark.parametrize("word", ["lärare", "grannskola"])
def test_no_walk_from_page_to_page_tells_either(sealed: Twins, word: str) -> None:
    figures = wander(sealed, word, most=8)

    assert figures.checked >= 8
    assert figures.differing == 0


@pytest.mark.long
@pytest.mark.parametrize("word", [word for word in PERSONS if word not in ENTITLED])
def test_nor_do_many_walks(sealed: Twins, word: str) -> None:
    assert wander(sealed, word, most=200).differing == 0


def wander(twins: Twins, word: str, *, most: int) -> Figures:
    """Walks of some steps that Hypothesis thinks of, each step standing on the ones before."""
    who = observer(twins, word)
    steps, walks = [0], [0]
    differing: list[str] = []

    @settings(max_examples=most, deadline=None, database=None)
    @given(walk=st.lists(st.sampled_from(who.asks), min_size=2, max_size=5))
    def go(walk: list[Asked]) -> None:
        first, second = strolled(twins, who, walk)
        steps[0] += len(walk)
        walks[0] += 1
        if first != second:
            first, second = strolled(twins, who, walk)
        differing.extend(str(ask) for ask, one, other in zip(walk, first, second, strict=True) if one != other)
        assert first == second, differing

    go()
    tell("B2", answers=steps[0], differing=len(differing), walks=walks[0])
    return Figures(steps[0], len(differing))


def strolled(twins: Twins, who: Observer, walk: list[Asked]) -> tuple[list[Seen], list[Seen]]:
    """What is seen on the way, in each world. At the end nothing of it has happened."""
    browsers = iter(who.browsers)

    def stroll() -> list[Seen]:
        browser = next(browsers)
        jar = browser.cookies.output()
        with transaction.atomic():
            met = [look(browser, ask, who.id, keep=True) for ask in walk]
            transaction.set_rollback(True)
        browser.cookies.clear()
        browser.cookies.load(jar.replace("Set-Cookie: ", ""))
        return met

    first, second = twins.each(stroll, " ".join(map(str, walk)))
    return first, second


@pytest.mark.parametrize(
    "word",
    [
        "mentor",
        "vårdnadshavare",
        *(pytest.param(word, marks=pytest.mark.long) for word in ("logoped", "lärare", "socialsekreterare", "elev")),
    ],
)
def test_what_lies_in_a_closed_compartment_of_a_known_pupil_makes_no_difference(sealed: Twins, word: str) -> None:
    """Ebba is known to these. Of every class and kind that they may not read she has one more text in one world."""
    figures, told = compartments(sealed, word)

    assert figures.checked > 20
    assert told == []


def compartments(twins: Twins, word: str) -> tuple[Figures, list[str]]:
    """Ebba's pages and all lists, in the world as it is and in one with texts in every cell closed to the observer."""
    who, told = observer(twins, word), []
    with twins.without.entered():
        case = str(Cast().ebbas_case)
    asks = [ask for ask in who.asks if ask.way == "GET" and (case in ask.address or ask.address.count("/") < 2)]
    planted = [0]

    def seen_here(deeper: bool) -> list[Seen]:
        browser = who.browsers[0]
        with transaction.atomic():
            if deeper:
                planted[0] = secret.deepen(getattr(Cast(), PERSONS[word]), now=twins.now)
            met = []
            for ask in asks:
                with steady(str(ask), twins.now):
                    met.append(look(browser, ask, who.id))
            transaction.set_rollback(True)
        return met

    with twins.without.entered(), steady(word, twins.now):
        seen_here(False)  # the first look pays for what is then kept
        pairs = zip(asks, seen_here(False), seen_here(True), strict=True)
    told = [f"{word}: {ask}: {', '.join(differs)}" for ask, one, two in pairs if (differs := one.differs(two))]
    assert planted[0] > 50
    tell("B2", answers=len(asks), differing=len(told))
    return Figures(len(asks), len(told)), told


@pytest.mark.parametrize(
    "word",
    [
        "vårdnadshavare",
        "logoped",
        "socialsekreterare",
        *(pytest.param(word, marks=pytest.mark.long) for word in ("elev", "lärare", "undervisar", "grannskola")),
    ],
)
def test_a_decision_about_the_father_is_no_figure_on_anybody_elses_page(sealed: Twins, word: str) -> None:
    """OSL 12:3: in one world he was not invited to what comes, in the other it is decided that he may learn nothing."""
    figures, told = barred(sealed, word)

    assert figures.checked > 8
    assert told == []


HOME = {"vårdnadshavare", "elev"}


def barred(twins: Twins, word: str) -> tuple[Figures, list[str]]:
    """Ebba's meetings, all lists, and her own pages, with the decision and with one guardian fewer invited."""
    who = observer(twins, word)
    with twins.without.entered():
        # The family reads who can see what about the child, and that list is true: a father who cannot is not on it.
        about = [str(Cast().ebbas_meeting), *([] if word in HOME else [str(Cast().ebbas_case)])]
    asks = [
        ask
        for ask in who.asks
        if ask.way == "GET" and (any(one in ask.address for one in about) or ask.address.count("/") < 2)
    ]

    def seen_after(what: Callable[..., None]) -> list[Seen]:
        with transaction.atomic():
            what(now=twins.now)
            met = []
            for ask in asks:
                with steady(str(ask), twins.now):
                    met.append(look(who.browsers[0], ask, who.id))
            transaction.set_rollback(True)
        return met

    with twins.without.entered(), steady(word, twins.now):
        seen_after(secret.leave_out)  # the first look pays for what is then kept
        pairs = zip(asks, seen_after(secret.leave_out), seen_after(secret.bar), strict=True)
    told = [f"{word}: {ask}: {', '.join(differs)}" for ask, one, two in pairs if (differs := one.differs(two))]
    tell("B2", answers=len(asks), differing=len(told))
    return Figures(len(asks), len(told)), told


def test_leaks_that_are_planted_are_caught(sealed: Twins) -> None:
    """B2n: the proof above is worth something when it finds what a tired colleague might write."""
    figures, missed = negative_control(sealed)

    assert figures.checked >= 10
    assert figures.differing >= figures.checked - 1, missed


def negative_control(twins: Twins) -> tuple[Figures, list[str]]:
    """How many of the planted leaks make a difference to Kerstin, who may not know of the pupil."""
    who = observer(twins, "lärare")
    with twins.with_secret.entered():
        case = secret.hidden_case()
    pages = ("/", "/elever", "/moten", "/sok?q=mona", "/idag/dagens-lista.pdf", f"/elever/{case}")
    asks = [Asked("GET", address) for address in pages]
    told = [ask for ask in asks for _ in (1, 2) if _differs(twins, who, ask)]
    assert [ask for ask in told if told.count(ask) == 2] == [], "a difference without a leak"
    missed = []
    for leak in leaks.PLANTED:
        with leak():
            if not any(_differs(twins, who, ask) for ask in asks):
                missed.append(leak.__name__)
    tell("B2n", planted=len(leaks.PLANTED), missed=len(missed))
    return Figures(len(leaks.PLANTED), len(leaks.PLANTED) - len(missed)), missed


def _differs(twins: Twins, who: Observer, ask: Asked) -> bool:
    first, second = seen(twins, who, ask)
    return bool(first.differs(second))
