"""Templates of meetings as data: agenda, minutes, checklist and neutral purpose. A new one is a file, not code."""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from samverkan.people.cells import existence_cell, outside_cell, school_cell
from samverkan.people.models import Organisation, Pupil
from samverkan.people.wording import lowered, possessive
from samverkan.policy import facts
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, Role

FOLDER = Path(__file__).parent / "data"
SHORTEST = 5
"""No item is given fewer minutes than this when it shares its time with others."""
NOTICE = 5
"""Days, where a huvudman has set no other (product specification §2.4)."""


class Gathers(StrEnum):
    """Round what a sort of meeting gathers."""

    PUPIL = "elev"
    PUPILS = "elever"
    """A row of pupils, each in a case of its own: the elevhälsa team."""
    GROUP = "grupp"
    """A group or a learning environment. No pupil is named."""


class Whose(StrEnum):
    """Who holds what an item rests on."""

    SCHOOL = "skolan"
    OUTSIDE = "verksamheten"


@dataclass(frozen=True, slots=True)
class Item:
    """A point on the agenda. Titles may hold {elevens} and, for one item to each outside party, {verksamheten}."""

    title: str
    minutes: int
    about_pupil: bool = True
    whose: Whose = Whose.SCHOOL
    information_class: InformationClass = InformationClass.ORDINARY
    kind: Kind = Kind.NOTE
    tells: str = ""
    """What the item lets the checklist see."""


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the checklist. `sees` names the fact that ticks it by itself; empty when a person must."""

    row: str
    text: str
    owner: str
    sees: str = ""
    by_hand: bool = True
    law: str = ""
    """The statute that demands it. Empty when none does: then it may be passed over, with a reason."""


@dataclass(frozen=True, slots=True)
class Content:
    """Something that must be written before the meeting can be closed as what it is."""

    row: str
    text: str
    hint: str
    source: str
    information_class: InformationClass
    kind: Kind


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """One kind of meeting."""

    slug: str
    name: str
    order: int
    minutes: int
    purpose: str
    purpose_for_all: str
    """The purpose as anyone who is invited may know it."""
    items: tuple[Item, ...]
    checks: tuple[Check, ...]
    required: tuple[Content, ...] = ()
    """What must be written before it can be closed."""
    calls: frozenset[Branch] = frozenset()
    """Whom it calls (kallelse); everybody else is invited (inbjudan)."""
    gathers: Gathers = Gathers.PUPIL
    emi_leads: bool = True
    """Whether EMI may lead it (legal specification §2.4 (5)): a house rule, with its source."""
    emi_source: str = ""
    notice: int = NOTICE
    """How many days before the meeting the invitation should go out: a goal, which stops nothing."""
    version: UUID | None = None
    """The huvudman's own version of it; none for the one that is shipped."""

    @property
    def lowered(self) -> str:
        """The name inside a sentence: "samverkansmöte", "möte med BUP", and "SIP-möte" as it is."""
        return self.name if self.name[1:2].isupper() else lowered(self.name)

    def tells(self, what: str) -> frozenset[str]:
        """The bare titles of the items that tell the checklist this."""
        return frozenset(item.title for item in self.items if item.tells == what)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item for one pupil: what it rests on, and the cell of its title, since a title can tell."""

    title: str
    minutes: int
    about_pupil: bool
    cell: facts.Cell
    title_cell: facts.Cell


@cache
def templates() -> tuple[MeetingTemplate, ...]:
    """Every template in the data folder, in their order. Raises KeyError or ValueError for a file that is not whole."""
    found = [read(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda template: template.order))


def template(slug: str) -> MeetingTemplate:
    """The template of that slug; the first one for a slug that has been taken away."""
    return next((found for found in templates() if found.slug == slug), templates()[0])


def required_contents(chosen: MeetingTemplate) -> tuple[Content, ...]:
    """What a meeting of this kind must hold before it can be closed; empty for most."""
    return chosen.required


def planned(
    chosen: MeetingTemplate, pupil: Pupil, name: str, parties: Iterable[tuple[Role, Organisation]]
) -> tuple[PlannedItem, ...]:
    """The agenda for one pupil; an item of the outside parties becomes one for each, and they share its minutes."""
    outside = tuple(parties)
    made: list[PlannedItem] = []
    for item in chosen.items:
        if item.whose is Whose.SCHOOL:
            known = meeting_cell(pupil)
            cell = school_cell(pupil, item.information_class, item.kind) if item.about_pupil else known
            # The title of an everyday topic tells that there is a meeting, which is more than the school day is. That a
            # film is to be shown is no more than that: what it shows is another matter.
            everyday = item.information_class is InformationClass.ORDINARY or item.kind is Kind.FILM
            title_cell = known if everyday else cell
            made.append(PlannedItem(_titled(item, name), item.minutes, item.about_pupil, cell, title_cell))
        else:
            made += _for_each(item, pupil, name, outside)
    return tuple(made)


def _for_each(item: Item, pupil: Pupil, name: str, outside: tuple[tuple[Role, Organisation], ...]) -> list[PlannedItem]:
    """The minutes are shared in whole fives, what is left over going to the first."""
    if not outside:
        return []
    each = max(SHORTEST, item.minutes // len(outside) // 5 * 5)
    left = max(0, item.minutes - each * len(outside))
    return [
        PlannedItem(
            _titled(item, name, organisation.name),
            each + (left if number == 0 else 0),
            item.about_pupil,
            outside_cell(pupil, organisation, item.kind),
            existence_cell(pupil, role, organisation),
        )
        for number, (role, organisation) in enumerate(outside)
    ]


def meeting_cell(pupil: Pupil) -> facts.Cell:
    """Who may know that there is a meeting: those who may know that the school works with support."""
    return school_cell(pupil, InformationClass.SUPPORT, Kind.EXISTENCE)


def _titled(item: Item, name: str, organisation: str = "") -> str:
    return item.title.format(elevens=possessive(name), verksamheten=organisation)


def read(data: dict[str, Any], version: UUID | None = None) -> MeetingTemplate:
    """A template from its data. Raises KeyError or ValueError for one that is not whole."""
    return MeetingTemplate(
        version=version,
        slug=data["slug"],
        name=data["name"],
        order=data["order"],
        minutes=data["minutes"],
        purpose=data["purpose"],
        purpose_for_all=data["purpose_for_all"],
        items=tuple(_item(row) for row in data["items"]),
        checks=tuple(_check(row) for row in data["checks"]),
        required=tuple(_content(row) for row in data.get("required", ())),
        gathers=Gathers(data.get("gathers", Gathers.PUPIL)),
        emi_leads=data.get("emi_leads", True),
        emi_source=data.get("emi_source", ""),
        notice=data.get("notice", NOTICE),
        calls=frozenset(Branch(said) for said in data.get("calls", ())),
    )


def as_data(chosen: MeetingTemplate) -> dict[str, Any]:
    """The data that `read` makes the template of."""
    return {
        "slug": chosen.slug,
        "name": chosen.name,
        "order": chosen.order,
        "minutes": chosen.minutes,
        "purpose": chosen.purpose,
        "purpose_for_all": chosen.purpose_for_all,
        "items": [_item_data(item) for item in chosen.items],
        "checks": [asdict(check) for check in chosen.checks],
        "required": [_named_class(asdict(content)) for content in chosen.required],
        "gathers": chosen.gathers.value,
        "emi_leads": chosen.emi_leads,
        "emi_source": chosen.emi_source,
        "notice": chosen.notice,
        "calls": sorted(branch.value for branch in chosen.calls),
    }


def _item_data(item: Item) -> dict[str, Any]:
    return _named_class(asdict(item)) | {"whose": item.whose.value}


def _named_class(row: dict[str, Any]) -> dict[str, Any]:
    named = {key: value for key, value in row.items() if key != "information_class"}
    return named | {"class": row["information_class"].value, "kind": row["kind"].value}


def _content(row: dict[str, Any]) -> Content:
    return Content(
        row=row["row"],
        text=row["text"],
        hint=row["hint"],
        source=row["source"],
        information_class=InformationClass(row["class"]),
        kind=Kind(row["kind"]),
    )


def _check(row: dict[str, Any]) -> Check:
    sees = row.get("sees", "")
    return Check(row["row"], row["text"], row["owner"], sees, row.get("by_hand", not sees), row.get("law", ""))


def _item(row: dict[str, Any]) -> Item:
    return Item(
        title=row["title"],
        minutes=row["minutes"],
        about_pupil=row.get("about_pupil", True),
        whose=Whose(row.get("whose", Whose.SCHOOL)),
        information_class=InformationClass(row.get("class", InformationClass.ORDINARY)),
        kind=Kind(row.get("kind", Kind.NOTE)),
        tells=row.get("tells", ""),
    )
