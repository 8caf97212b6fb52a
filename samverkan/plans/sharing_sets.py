"""Usual sets of questions, as dated data: what, from whom, to whom, how. A set is a list of questions asked at once,

each with an answer of its own. The shipped sets lie beside this file; a huvudman may keep its own in their place with
`bin/samverkan consent sets`. A new set is a new entry, and no code.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.consent.models import SharingSet
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard
from samverkan.plans.asking import Taker, Thing, takers, things
from samverkan.plans.queries import Seat
from samverkan.policy.consenting import ASKED_FOR
from samverkan.policy.elevhalsa import ELEVHALSA
from samverkan.policy.vocabulary import Manner, OrganisationId, Purpose

SHIPPED = Path(__file__).with_name("sharing_sets.json")
OWN_RECEIVERS = ("skolan", "rektor", "skolskoterskan", *(role.value for role in ELEVHALSA))
"""Whom a row may name at the school itself; those of the elevhälsa when they have a seat in the team."""


class NotASet(ValueError):
    """The data is no sharing set. The message says in Swedish what to mend."""


@dataclass(frozen=True, slots=True)
class OneQuestion:
    """A row of a set, for one pupil."""

    thing: Thing
    taker: Taker
    manners: tuple[Manner, ...]


@dataclass(frozen=True, slots=True)
class OfferedSet:
    """A set that fits those round a pupil."""

    slug: str
    name: str
    purpose: Purpose
    questions: tuple[OneQuestion, ...]


def sets_for(card: PupilCard, seats: Sequence[Seat], *, today: date) -> tuple[OfferedSet, ...]:
    """The sets in force of which something can be asked, for this pupil and this team."""
    kinds = _kinds(seats)
    known = {thing.slug: thing for thing in things(card, seats)}
    able = {taker.slug: taker for taker in takers(card, seats)}
    found = []
    for content in contents(card):
        if not _in_force(content, today) or content["purpose"] not in ASKED_FOR:
            continue
        rows = tuple(_questions(content["rows"], kinds, known, able))
        if rows:
            found.append(OfferedSet(content["slug"], content["name"], Purpose(content["purpose"]), rows))
    return tuple(found)


def contents(card: PupilCard) -> list[dict[str, Any]]:
    """The huvudman's own sets in the place of those shipped with the same slug."""
    kept = {row.slug: row.content for row in SharingSet.objects.filter(huvudman=card.cell.huvudman).order_by("slug")}
    theirs = [kept.pop(content["slug"], content) for content in shipped()]
    return [*theirs, *kept.values()]


def read(text: str) -> list[dict[str, Any]]:
    """Sets from a file. Raises NotASet with what to mend."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as fault:
        raise NotASet(f"Filen är inte JSON: rad {fault.lineno}.") from None
    if not isinstance(found, list):
        raise NotASet("Filen ska vara en lista med delningar.")
    for place, content in enumerate(found, 1):
        _check(content, place)
    return found


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """The sets that come with the program."""
    return tuple(read(SHIPPED.read_text(encoding="utf-8")))


def _check(content: Any, place: int) -> None:
    def wrong(what: str) -> NotASet:
        return NotASet(f"Delning {place}: {what}")

    if not isinstance(content, dict):
        raise wrong("ska vara ett objekt.")
    for name in ("slug", "name", "source", "valid_from"):
        if not isinstance(content.get(name), str) or not content[name].strip():
            raise wrong(f"{name} saknas.")
    if content.get("purpose") not in ASKED_FOR:
        raise wrong("purpose är inget ändamål som man kan fråga om.")
    try:
        date.fromisoformat(content["valid_from"])
        if content.get("valid_to") is not None:
            date.fromisoformat(content["valid_to"])
    except (TypeError, ValueError):
        raise wrong("valid_from och valid_to ska vara dagar, till exempel 2026-07-01.") from None
    if not isinstance(content.get("rows"), list) or not content["rows"]:
        raise wrong("rows ska ha minst en fråga.")
    for row in content["rows"]:
        known = isinstance(row, dict) and {"thing", "receiver", "manners"} <= row.keys() <= {
            "thing", "from", "receiver", "manners",
        }  # fmt: skip
        if not known or not row["manners"] or not set(row["manners"]) <= set(Manner):
            raise wrong("varje fråga har thing, receiver och manners, och from när uppgiften finns utanför skolan.")


def _in_force(content: dict[str, Any], today: date) -> bool:
    last = content.get("valid_to")
    begun = date.fromisoformat(content["valid_from"]) <= today
    return begun and (last is None or today <= date.fromisoformat(last))


def _questions(
    rows: Sequence[dict[str, Any]],
    kinds: dict[str, list[OrganisationId]],
    known: dict[str, Thing],
    able: dict[str, Taker],
) -> Iterator[OneQuestion]:
    """One for each organisation of the kinds that is in the team."""
    for row in rows:
        places = (
            [f"{row['thing']}-{place}" for place in kinds.get(row["from"], ())] if "from" in row else [row["thing"]]
        )
        receiver = row["receiver"]
        receivers = [receiver] if receiver in OWN_RECEIVERS else [str(place) for place in kinds.get(receiver, ())]
        for thing in (known[slug] for slug in places if slug in known):
            for taker in (able[slug] for slug in receivers if slug in able):
                yield OneQuestion(thing, taker, tuple(Manner(value) for value in row["manners"]))


def _kinds(seats: Sequence[Seat]) -> dict[str, list[OrganisationId]]:
    """The outside organisations in the team by kind."""
    own = [seat.organisation_id for seat in seats if seat.ring == "utanfor" and seat.organisation_id is not None]
    found: dict[str, list[OrganisationId]] = {}
    for row in Organisation.objects.filter(id__in=own).order_by("name"):
        found.setdefault(row.kind, []).append(OrganisationId(row.id))
    return found
