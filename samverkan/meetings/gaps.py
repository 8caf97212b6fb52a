"""What stands between the room and its topics: the questions that a yes would settle, and what is known of each."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from samverkan.consent import queries as consents
from samverkan.consent.queries import QuestionRow, Receiver
from samverkan.consent.wording import A_FILM, have
from samverkan.guard.scope import Scope
from samverkan.meetings.seating import Place
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard
from samverkan.policy import facts
from samverkan.policy.consenting import ConsentState, can_be_listed
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Facts
from samverkan.policy.room import Verdict
from samverkan.policy.vocabulary import (
    Answer,
    CaseId,
    GrantId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    Purpose,
)

K = InformationClass
UNASKED = frozenset({ConsentState.NOT_ASKED, ConsentState.EXPIRED, ConsentState.SUSPENDED, ConsentState.GIVEN})
"""States in which it helps to ask. A yes that does not reach the day of the meeting is asked for anew."""
OPEN = UNASKED | {ConsentState.ASKED}
"""States in which it helps to ask or to wait: a no is left in peace."""

MATTERS: dict[tuple[InformationClass, Kind], str] = {
    (K.SUPPORT, Kind.ASSESSMENT): "skolans bedömning",
    (K.SUPPORT, Kind.DECISION): "vad skolan har beslutat om stöd",
    (K.SUPPORT, Kind.MEASURE): "vilket stöd skolan ger",
    (K.SUPPORT, Kind.GOAL): "målen i planen",
    (K.SUPPORT, Kind.NOTE): "skolans anteckningar om stöd",
    (K.SUPPORT, Kind.FILM): A_FILM,
    (K.PSYCHOSOCIAL, Kind.ASSESSMENT): "elevhälsans bedömning",
    (K.PSYCHOSOCIAL, Kind.NOTE): "elevhälsans anteckningar",
    (K.MEDICAL, Kind.NOTE): "skolsköterskans anteckningar",
    (K.REGION_CARE, Kind.MEASURE): "stödet från {holder}",
    (K.REGION_CARE, Kind.DECISION): "vad {holder} har beslutat",
    (K.REGION_CARE, Kind.ASSESSMENT): "bedömningen från {holder}",
    (K.SOCIAL_SERVICES, Kind.MEASURE): "stödet från {holder}",
    (K.SOCIAL_SERVICES, Kind.DECISION): "vad {holder} har beslutat",
}
"""The thing in plain words without content: it is read before anybody has said yes, so no free title stands in it."""

TEAM = "vilka som är med i teamet"

RECEIVED: dict[InformationClass, str] = {
    K.REGION_CARE: "vården",
    K.SOCIAL_SERVICES: "socialtjänsten",
    K.MEDICAL: "skolsköterskan",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that one receiver may not have until the givers have said yes."""

    cell: facts.Cell
    receiver: Receiver
    organisation: Organisation
    matter: str
    state: ConsentState
    question: QuestionRow | None
    topics: tuple[str, ...]
    """Keys of the topics that rest on it."""
    seats: tuple[str, ...]
    """Keys of the seats that wait for it."""
    parties: frozenset[OrganisationId | None] = frozenset({None})
    """The outside organisations that a yes would let the receiver know of; None among them is nobody outside."""

    @property
    def key(self) -> str:
        """A short name for addresses, the same for the same thing and receiver; says nothing by itself."""
        said = (self.cell.information_class, self.cell.kind, self.cell.holder, self.cell.origin_class, self.receiver)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:10]

    @property
    def can_be_asked(self) -> bool:
        """Whether it helps to ask, or to wait for an answer: a no is left in peace."""
        return self.state in OPEN

    @property
    def unasked(self) -> bool:
        """Whether the question is still to be put."""
        return self.state in UNASKED

    @property
    def title(self) -> str:
        """The question in plain words."""
        return self.question.title if self.question else f"Får {self._receiver_words} {have(self.matter)}?"

    @property
    def about_team(self) -> bool:
        """Whether it is about who works together, and not about what is said."""
        return self.cell.kind is Kind.EXISTENCE

    @property
    def about_film(self) -> bool:
        """Whether it is about seeing a film of the pupil at work."""
        return self.cell.kind is Kind.FILM

    @property
    def manners(self) -> frozenset[Manner]:
        """What to ask leave for: to speak at the meeting; that somebody takes part is written in invitations."""
        return frozenset({Manner.SPEAK, Manner.SEND}) if self.about_team else frozenset({Manner.SPEAK})

    @property
    def origins(self) -> frozenset[InformationClass | None] | None:
        """A yes frees what came from this place only. That the team may know of one another is one question for all."""
        return None if self.about_team else frozenset({self.cell.origin_class})

    @property
    def _receiver_words(self) -> str:
        role = self.receiver.role
        return self.organisation.name if role is None else f"{self.organisation.name} ({role.label})"

    def as_if_given(self, case: CaseId, day: date, last: date | None = None) -> facts.Grant:
        """The grant that a yes would write, for trying it out on a day or until the last of several. Never stored."""
        return facts.Grant(
            id=GrantId(case),
            case=case,
            classes=frozenset({self.cell.information_class}),
            kinds=frozenset({self.cell.kind}),
            holders=frozenset({self.cell.holder}),
            receiver_organisation=self.receiver.organisation,
            receiver_role=self.receiver.role,
            receiver_person=None,
            purpose=Purpose.SUPPORT,
            manners=frozenset(Manner),
            begins_on=day,
            ends_on=last or day,
            origins=self.origins,
            parties=self.parties,
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A room that has been judged, and what its questions are found in."""

    card: PupilCard
    verdict: Verdict
    cells: dict[str, facts.Cell]
    """What each topic rests on."""
    seated: Sequence[Place]
    knowing: dict[str, Facts]
    """The facts of each seat for a written letter."""


@dataclass(slots=True)
class _Waiting:
    """What waits for one question. Dictionaries for their order."""

    topics: dict[str, None] = field(default_factory=dict)
    seats: dict[str, None] = field(default_factory=dict)
    parties: set[OrganisationId | None] = field(default_factory=lambda: {None})


Wanted = dict[tuple[facts.Cell, Receiver], _Waiting]


def gaps(scope: Scope, rooms: Sequence[Judged]) -> list[tuple[Gap, ...]]:
    """For each room every question a yes to which would open something, in the order of the agenda; then that the
    seats may know of one another, without which nobody can be invited. The questions are read once for all rooms.
    """
    wanted = [_wanted(room) for room in rooms]
    cards = {room.card.case: room.card for room, waiting in zip(rooms, wanted, strict=True) if waiting}
    asked = consents.questions_of_each(scope, cards) if cards else {}
    holders = _names(cell for waiting in wanted for cell, _ in waiting)
    return [
        tuple(
            _gap(room, cell, receiver, waiting, asked.get(room.card.case, ()), holders)
            for (cell, receiver), waiting in found.items()
        )
        for room, found in zip(rooms, wanted, strict=True)
    ]


def _wanted(room: Judged) -> Wanted:
    found: Wanted = defaultdict(_Waiting)
    by_key = {place.key: place for place in room.seated}
    for row in room.verdict.rows:
        for heard in row.blocked:
            receiver = receiver_of(by_key[heard.seat])
            cell = room.cells.get(row.topic)
            if heard.decision.givers and receiver and cell and can_be_listed(cell):
                found[cell, receiver].topics[row.topic] = None
                found[cell, receiver].seats[heard.seat] = None
    for place, seen in _unknown(room.seated, room.knowing):
        receiver = receiver_of(place)
        if receiver and can_be_listed(seen):
            asked = found[replace(seen, party=None), receiver]
            asked.seats[place.key] = None
            asked.parties.add(seen.party)
    return found


def _gap(
    room: Judged,
    cell: facts.Cell,
    receiver: Receiver,
    waiting: _Waiting,
    asked: Sequence[QuestionRow],
    holders: dict[OrganisationId, str],
) -> Gap:
    parties = frozenset(waiting.parties)
    stood = consents.where_it_stands(cell, receiver, asked, parties=parties)
    organisations = {place.organisation.id: place.organisation for place in room.seated if place.organisation}
    return Gap(
        cell=cell,
        receiver=receiver,
        organisation=organisations[receiver.organisation],
        matter=matter_of(cell, holders.get(cell.holder, "")),
        state=stood.state,
        question=stood.question,
        topics=tuple(waiting.topics),
        seats=tuple(waiting.seats),
        parties=parties,
    )


def _unknown(seated: Sequence[Place], knowing: dict[str, Facts]) -> Iterable[tuple[Place, facts.Cell]]:
    """Who may not know that somebody at the table knows the child, where a yes would mend it. One question settles
    the whole team: what the family says yes to is that those who work together may know of one another. It names each
    party, so that one who comes later is asked for anew.
    """
    for place in seated:
        for other in seated:
            if decide(other.cell, knowing[place.key]).answer is Answer.CONSENT:
                yield place, replace(other.cell, origin_class=None)


def film_closed(found: Iterable[Gap], topic: str) -> bool:
    """Whether somebody has said no to the film, or taken a yes back: it is not shown, and nobody is asked again."""
    return any(gap.about_film and topic in gap.topics and not gap.can_be_asked for gap in found)


def receiver_of(place: Place) -> Receiver | None:
    """The organisation and role that would receive. The family receives for itself and is never asked about."""
    if place.of_the_family or place.organisation is None:
        return None
    return Receiver(OrganisationId(place.organisation.id), place.role)


def matter_of(cell: facts.Cell, holder: str) -> str:
    """What the question is about, in plain words without content."""
    if cell.kind is Kind.EXISTENCE:
        return TEAM
    if cell.origin_class is not None:
        return f"{_thing(cell.kind)} från {_from(cell)}"
    known = MATTERS.get((cell.information_class, cell.kind))
    if known:
        return known.format(holder=holder or "verksamheten")
    return f"{cell.information_class.label.lower()} ({cell.kind.label})"


def _thing(kind: Kind) -> str:
    return {Kind.ASSESSMENT: "utlåtandet", Kind.MEASURE: "stödet"}.get(kind, "det som kommit")


def _from(cell: facts.Cell) -> str:
    return RECEIVED.get(cell.origin_class, "") if cell.origin_class else ""


def _names(cells: Iterable[facts.Cell]) -> dict[OrganisationId, str]:
    wanted = {cell.holder for cell in cells}
    return {OrganisationId(row.id): row.name for row in Organisation.objects.filter(id__in=wanted)}
