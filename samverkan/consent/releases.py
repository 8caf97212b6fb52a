"""Reading requests for a harm test: only one's own, as the one who asked or the one who decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.http import Http404

from samverkan.consent.models import ReleaseDecision, ReleaseOutcome, ReleaseRequest
from samverkan.consent.releasing import is_asked_for, offered
from samverkan.consent.sealed_words import EXTENT, MATTER, REASON, RESERVATION, UNTOLD, USE, WHY
from samverkan.consent.wording import MANNER_WORDS
from samverkan.guard.models import Grant, Statement
from samverkan.guard.scope import Scope
from samverkan.people.queries import names
from samverkan.people.wording import counted, day_with_year, listed, local_day
from samverkan.policy import facts
from samverkan.policy.rules.harm import Harm
from samverkan.policy.vocabulary import (
    CaseId,
    GrantId,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    StatementId,
)
from samverkan.vault.texts import FieldOfRow, open_fields, texts

NEWS = timedelta(days=7)
"""So long an answer is told of on Idag."""


class ReleaseState(StrEnum):
    """Where a request stands."""

    WAITING = "vantar"
    RELEASED = "lamnas-ut"
    PART = "lamnas-ut-i-del"
    REFUSED = "lamnas-inte-ut"
    ENDED = "avslutat"
    EXPIRED = "har-gatt-ut"


STATE_WORDS = {
    ReleaseState.WAITING: ("fragat", "Väntar på bedömning"),
    ReleaseState.RELEASED: ("ja", "Lämnas ut"),
    ReleaseState.PART: ("ja", "Lämnas ut i del"),
    ReleaseState.REFUSED: ("nej", "Lämnas inte ut"),
    ReleaseState.ENDED: ("tillbakataget", "Avslutat"),
    ReleaseState.EXPIRED: ("utgatt", "Har gått ut"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decider came to, as far as the reader may know."""

    outcome: str
    provision: str
    reason: str
    """For the decider alone: it lies with the one who holds what was asked for."""
    untold: str
    """Why the family is not told yet, for the decider alone."""
    extent: str
    handed_over: str
    """How much, in words and without content."""
    reservation: str
    manners: str
    for_role: bool
    ends_on: date | None
    decided_on: date
    by: str
    by_id: PersonId
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A request as its two pages show it."""

    id: UUID
    case: CaseId
    matter: str
    asked: facts.Cell
    kinds: tuple[Kind, ...]
    asker_id: PersonId
    asker: str
    decider_id: PersonId
    decider: str
    receiver_id: PersonId
    receiver: str
    """ "Peter Ny, socialsekreterare"."""
    receiver_role: Role
    receiver_organisation: OrganisationId | None
    organisation: str
    purpose: Purpose
    use: str
    why: str
    rule: str
    provisions: tuple[str, ...]
    asked_on: date
    promised_on: date
    state: ReleaseState
    decided: Decided | None
    mine_to_decide: bool
    late: bool

    @property
    def status(self) -> str:
        """Slug of the shape to draw."""
        return STATE_WORDS[self.state][0]

    @property
    def word(self) -> str:
        """The state in words."""
        return STATE_WORDS[self.state][1]

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is ReleaseState.WAITING

    @property
    def holds(self) -> bool:
        """Whether something is open by it."""
        return self.state in (ReleaseState.RELEASED, ReleaseState.PART)


def releases(scope: Scope, case: CaseId | None = None) -> tuple[ReleaseRow, ...]:
    """Every request the reader has made or is named to decide, those that wait first, then the newest."""
    rows = ReleaseRequest.objects.within(scope)
    if case is not None:
        rows = rows.filter(case_id=case)
    found = list(rows.select_related("asked", "receiver_organisation").order_by("-asked_at"))
    made = _rows(scope, found)
    return tuple(sorted(made, key=lambda row: (not row.waits, row.promised_on if row.waits else date.min)))


def release(scope: Scope, case: CaseId | UUID, release_id: UUID) -> ReleaseRow:
    """One of one's own requests; Http404 for anybody else's, as for what never was."""
    found = next((row for row in releases(scope, CaseId(UUID(str(case)))) if row.id == release_id), None)
    if found is None:
        raise Http404
    return found


def ways(scope: Scope, release_id: UUID) -> tuple[Harm, ...]:
    """The provisions the reader may choose among for a request already read, with what must be weighed."""
    row = ReleaseRequest.objects.within(scope).select_related("asked").get(id=release_id)
    return offered(row, scope.today)


@dataclass(frozen=True, slots=True)
class Written:
    """Something that is there to be handed over, for the decider to choose."""

    id: StatementId
    words: str
    """ "2 september 2026, Birgitta Åhl: Hörselkontroll gjord"; day and author alone where the text is closed."""


WEIGHING = "what a request names, for the one who weighs it: whose and of which day, and no text"


def written(scope: Scope, release_id: UUID) -> tuple[Written, ...]:
    """What is written today of what a request names, for the named decider, the newest first.

    Whoever weighs for the holder must know what there is to hand over. The words are shown as far as the decider may
    read them here; a nurse who has them in the journal sees which they are.
    """
    row = ReleaseRequest.objects.within(scope).select_related("asked").get(id=release_id)
    if row.decider_id != scope.reader.person:
        return ()
    found = Statement.objects.unguarded(because=WEIGHING).filter(
        cell__case_id=row.case_id,
        cell__information_class=row.asked.information_class,
        cell__holder_id=row.asked.holder_id,
        cell__kind__in=row.kinds,
        replaced_by=None,
    )
    there = [
        one for one in found.select_related("cell").order_by("-made_at", "-id") if is_asked_for(row, one.cell.facts)
    ]
    read = Statement.objects.within(scope).filter(id__in=[one.id for one in there])
    said, who = texts(read), names(one.author_id for one in there)
    return tuple(Written(StatementId(one.id), _called(one, who, said.get(one.id, ""))) for one in there)


def _called(one: Statement, who: Mapping[UUID, str], text: str) -> str:
    by = f"{day_with_year(local_day(one.made_at))}, {who.get(one.author_id, PROTECTED)}"
    return f"{by}: {text}" if text else by


def signers(scope: Scope, grants: Iterable[GrantId]) -> dict[GrantId, str]:
    """Who signed the assessment behind each grant that opens something to the reader, and when: "Birgitta Åhl, 27
    november 2026". Of other grants nothing is said.
    """
    own = scope.reading.opened_by(grants)
    sources = dict(Grant.objects.filter(id__in=own, rule="R7").values_list("id", "source_id")) if own else {}
    rows = {
        row.id: row for row in ReleaseDecision.objects.filter(id__in=set(sources.values())).select_related("decided_by")
    }
    return {
        GrantId(grant): f"{rows[source].decided_by.name}, {day_with_year(rows[source].decided_at)}"
        for grant, source in sources.items()
        if source in rows
    }


def _rows(scope: Scope, found: list[ReleaseRequest]) -> list[ReleaseRow]:
    decisions = {row.request_id: row for row in ReleaseDecision.objects.filter(request__in=[row.id for row in found])}
    cells = {row.id: row.cell for row in found}
    fields: dict[FieldOfRow, bytes | memoryview | None] = {}
    for row in found:
        fields |= {
            (row.id, MATTER): row.sealed_matter,
            (row.id, USE): row.sealed_use,
            (row.id, WHY): row.sealed_why,
        }
        made = decisions.get(row.id)
        if made is not None:
            cells[made.id] = row.cell
            fields |= {(made.id, EXTENT): made.sealed_extent, (made.id, RESERVATION): made.sealed_reservation}
    words = open_fields(cells, fields)
    reasons = _reasons(scope, found, decisions)
    persons = {row.asked_by_id for row in found} | {row.decider_id for row in found}
    much = _handed_over(made.id for made in decisions.values())
    known = names(persons | {row.receiver_id for row in found} | {made.decided_by_id for made in decisions.values()})
    return [_row(scope, row, decisions.get(row.id), words, reasons, much, known) for row in found]


def _handed_over(decisions: Iterable[UUID]) -> dict[UUID, str]:
    """How much each decision opened, in words."""
    grants = Grant.objects.filter(source_id__in=list(decisions), rule="R7")
    return {
        source: ALSO_LATER
        if chosen is None
        else f"{counted(len(chosen), 'text', 'texter')}, och inget som skrivs senare"
        for source, chosen in grants.values_list("source_id", "statement_ids")
    }


def _reasons(
    scope: Scope, found: Iterable[ReleaseRequest], decisions: Mapping[UUID, ReleaseDecision]
) -> dict[FieldOfRow, str]:
    """The reasons that the reader wrote: they lie in the holder's vault, and the asker is not of the holder."""
    own = [
        (row, decisions[row.id])
        for row in found
        if row.id in decisions and decisions[row.id].decided_by_id == scope.reader.person
    ]
    sealed: dict[FieldOfRow, bytes | memoryview | None] = {(made.id, REASON): made.sealed_reason for _, made in own}
    sealed |= {(made.id, UNTOLD): made.sealed_untold for _, made in own}
    return open_fields({made.id: row.asked for row, made in own}, sealed)


def _row(
    scope: Scope,
    row: ReleaseRequest,
    made: ReleaseDecision | None,
    words: Mapping[FieldOfRow, str],
    reasons: Mapping[FieldOfRow, str],
    much: Mapping[UUID, str],
    known: Mapping[UUID, str],
) -> ReleaseRow:
    role = Role(row.receiver_role)
    place = row.receiver_organisation
    return ReleaseRow(
        id=row.id,
        case=CaseId(row.case_id),
        matter=words[row.id, MATTER],
        asked=row.asked.facts,
        kinds=tuple(Kind(kind) for kind in row.kinds),
        asker_id=PersonId(row.asked_by_id),
        asker=known.get(row.asked_by_id, PROTECTED),
        decider_id=PersonId(row.decider_id),
        decider=known.get(row.decider_id, PROTECTED),
        receiver_id=PersonId(row.receiver_id),
        receiver=f"{known.get(row.receiver_id, PROTECTED)}, {role.label}",
        receiver_role=role,
        receiver_organisation=None if place is None else OrganisationId(place.id),
        organisation="" if place is None else place.name,
        purpose=Purpose(row.purpose),
        use=words[row.id, USE],
        why=words[row.id, WHY],
        rule=row.rule,
        provisions=tuple(row.provisions),
        asked_on=local_day(row.asked_at),
        promised_on=row.promised_on,
        state=_state(made, scope.today),
        decided=None if made is None else _decided(made, words, reasons, much, known),
        mine_to_decide=row.decider_id == scope.reader.person,
        late=made is None and row.promised_on < scope.today,
    )


PROTECTED = "Skyddad person"
ALSO_LATER = "Allt som är skrivet, och det som skrivs så länge det gäller"


def _decided(
    made: ReleaseDecision,
    words: Mapping[FieldOfRow, str],
    reasons: Mapping[FieldOfRow, str],
    much: Mapping[UUID, str],
    known: Mapping[UUID, str],
) -> Decided:
    return Decided(
        outcome=str(ReleaseOutcome(made.outcome).label),
        provision=made.provision,
        reason=reasons.get((made.id, REASON), ""),
        untold=reasons.get((made.id, UNTOLD), ""),
        extent=words[made.id, EXTENT],
        handed_over=much.get(made.id, ""),
        reservation=words[made.id, RESERVATION],
        manners=listed(MANNER_WORDS[Manner(manner)] for manner in made.manners),
        for_role=made.for_role,
        ends_on=made.ends_on,
        decided_on=local_day(made.decided_at),
        by=known.get(made.decided_by_id, PROTECTED),
        by_id=PersonId(made.decided_by_id),
        ended_on=None if made.ended_at is None else local_day(made.ended_at),
    )


def _state(made: ReleaseDecision | None, today: date) -> ReleaseState:
    if made is None:
        return ReleaseState.WAITING
    if made.outcome == ReleaseOutcome.NOT:
        return ReleaseState.REFUSED
    if made.ended_at is not None:
        return ReleaseState.ENDED
    if made.ends_on is not None and made.ends_on < today:
        return ReleaseState.EXPIRED
    return ReleaseState.PART if made.outcome == ReleaseOutcome.PART else ReleaseState.RELEASED
