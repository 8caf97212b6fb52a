"""Asking for a harm test, signing its outcome, ending it. A yes is a grant in the same transaction (R7)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.consent.models import ReleaseDecision, ReleaseGoal, ReleaseOutcome, ReleaseRequest
from samverkan.consent.sealed_words import EXTENT, MATTER, REASON, RESERVATION, UNTOLD, USE, WHY
from samverkan.consent.telling import address_of
from samverkan.guard import granting
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form, Statement
from samverkan.people.barring import refuse_barred
from samverkan.people.cells import pupil_row
from samverkan.people.models import TeamMember
from samverkan.people.school_days import after_school_days
from samverkan.people.school_year import free_days
from samverkan.people.turns import Turn
from samverkan.people.wording import LEAST_REASON, day_with_year, local_day
from samverkan.policy import facts
from samverkan.policy.consenting import USUAL, Suspension
from samverkan.policy.facts import Reader
from samverkan.policy.releasing import last_day_as_child, longest_release, reaches
from samverkan.policy.rules.harm import HARMS, Harm
from samverkan.policy.vocabulary import (
    FAMILY,
    CaseId,
    GrantId,
    HuvudmanId,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    StatementId,
)
from samverkan.post import actions as post
from samverkan.vault.texts import say, seal_field

SCHOOL_DAYS = 2
"""The product's own goal for an answer."""
ACTING = "an act on a request by the one it names"
TO_DECIDER = "Något väntar på dig"
TO_DECIDER_TEXT = "Hej!\n\nNågon har frågat dig om något.\nLogga in i Samverkan och läs.\n\nSkolan"
TO_ASKER = "Du har fått ett svar"
TO_ASKER_TEXT = "Hej!\n\nNågot som du har frågat om har fått ett svar.\nLogga in i Samverkan och läs.\n\nSkolan"
"""Say nothing of whom or what: mail is read on shared screens."""
NOTHING_CHOSEN = (
    "Det finns inget skrivet att lämna ut. Kryssa för det som skrivs senare, eller lämna ut i del och skriv själv."
)
NO_PART_CHOSEN = "Kryssa för vad som lämnas ut, eller skriv själv det som lämnas ut."
TURNING = (Suspension.RECEIVER, Suspension.PROTECTED, Suspension.CUSTODY)


class NotReleased(ValueError):
    """The request cannot be made or signed so. The message says in Swedish what is missing."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom something would be handed: a person, in the role in which the person stands before the pupil."""

    person: PersonId
    role: Role
    organisation: OrganisationId | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """What the decider has come to, as the decider wrote it."""

    outcome: ReleaseOutcome
    provision: str
    reason: str
    extent: str = ""
    reservation: str = ""
    kinds: tuple[Kind, ...] = ()
    manners: tuple[Manner, ...] = ()
    for_role: bool = False
    ends_on: date | None = None
    statements: tuple[StatementId, ...] = ()
    """What is handed over, of what is there today."""
    words: str = ""
    """A text written to be handed over, in the place of what it was taken from."""
    later: bool = False
    """Also what is written later, as long as it holds: the whole thing, and not single statements."""
    untold: str = ""
    """Why the family is not told yet; empty when they are."""


@transaction.atomic
def ask(
    *,
    asked: facts.Cell,
    kinds: Sequence[Kind],
    matter: str,
    receiver: Receiver,
    use: str,
    why: str,
    rule: str,
    provisions: Sequence[str],
    decider: PersonId,
    purpose: Purpose = USUAL,
    by: Reader,
    now: datetime,
) -> ReleaseRequest:
    """Ask a named person to assess whether the thing can be handed over for the purpose, and for no other.

    Raises NotReleased without use or need, for a decider who asks or receives, and for what is already asked; Barred
    for one who may know nothing of the pupil.
    """
    refuse_barred(asked.case, receiver.person, decider)
    if not (use.strip() and why.strip()):
        raise NotReleased("Skriv vad uppgiften ska användas till, och varför den behövs.")
    if decider in (by.person, receiver.person):
        raise NotReleased("Den som frågar eller ska få uppgiften kan inte själv bedöma. Välj någon annan.")
    if _waiting(asked, kinds, receiver, purpose).exists():
        raise NotReleased("Det är redan begärt, och svaret har inte kommit än.")
    pupil, row, held = pupil_row(asked.case), uuid.uuid4(), cell_for(asked)
    cell = pupil.cell
    made = ReleaseRequest.objects.create(
        id=row,
        case_id=asked.case,
        cell=cell,
        asked=held,
        kinds=sorted(kinds),
        sealed_matter=seal_field(cell, MATTER, row, matter, now=now),
        receiver_id=receiver.person,
        receiver_organisation_id=receiver.organisation,
        receiver_role=receiver.role.value,
        purpose=purpose.value,
        sealed_use=seal_field(cell, USE, row, use.strip(), now=now),
        sealed_why=seal_field(cell, WHY, row, why.strip(), now=now),
        rule=rule,
        provisions=list(provisions),
        decider_id=decider,
        asked_at=now,
        asked_by_id=by.person,
        promised_on=promised_on(asked.huvudman, local_day(now), unit=asked.unit),
    )
    _write_to(decider, TO_DECIDER, TO_DECIDER_TEXT, f"bedomning-{row}-{decider}", by=by.person, now=now)
    return made


@transaction.atomic
def sign(*, request: UUID, signed: Signed, by: Reader, now: datetime) -> ReleaseDecision:
    """Write what the named decider has come to. A yes opens at the receiver's next request.

    It opens what was chosen of what is there today, or the text written for it, and what is written later only where
    that is said.

    Raises NotReleased for a provision that the rule does not name or that does not reach the thing, without reason,
    without way or last day, for what was not asked about, and for what has been decided already.
    """
    row = _requests().select_for_update(of=("self",)).select_related("asked", "cell").get(id=request)
    today = local_day(now)
    _refuse(row, signed, by, today)
    decision, released = uuid.uuid4(), signed.outcome is not ReleaseOutcome.NOT
    made = ReleaseDecision.objects.create(
        id=decision,
        request=row,
        outcome=signed.outcome,
        provision=signed.provision,
        sealed_reason=seal_field(row.asked, REASON, decision, signed.reason.strip(), now=now),
        sealed_untold=_kept(row, UNTOLD, decision, signed.untold if released else "", now),
        sealed_extent=_sealed(row, EXTENT, decision, signed.extent if released else "", now),
        sealed_reservation=_sealed(row, RESERVATION, decision, signed.reservation if released else "", now),
        kinds=sorted(signed.kinds) if released else [],
        manners=sorted(signed.manners) if released else [],
        for_role=released and signed.for_role,
        begins_on=today if released else None,
        ends_on=signed.ends_on if released else None,
        decided_at=now,
        decided_by_id=by.person,
    )
    if released:
        granting.give(_grant(row, made, _handed_over(row, signed, by, now)), source=made.id, now=now)
    _write_to(row.asked_by_id, TO_ASKER, TO_ASKER_TEXT, f"bedomd-{row.id}", by=by.person, now=now)
    return made


@transaction.atomic
def end(*, request: UUID, by: Reader, now: datetime) -> None:
    """The one who signed takes the release back before its day: it closes at the next request."""
    rows = ReleaseDecision.objects.select_for_update().filter(request=request, decided_by=by.person, ended_at=None)
    for row in rows.exclude(outcome=ReleaseOutcome.NOT):
        granting.end(source=row.id, now=now)
        row.ended_at, row.ended_by_id = now, by.person
        row.save(update_fields=["ended_at", "ended_by"])


@transaction.atomic
def hand_over(*, request: UUID, to: PersonId, by: Reader, now: datetime) -> None:
    """Somebody else who may assess takes over. Raises NotReleased when it is decided, or would be the asker's own."""
    row = _requests().select_for_update(of=("self",)).get(id=request)
    refuse_barred(CaseId(row.case_id), to)
    if ReleaseDecision.objects.filter(request=row).exists():
        raise NotReleased("Bedömningen är redan gjord.")
    if to in (row.asked_by_id, row.receiver_id):
        raise NotReleased("Den som frågar eller ska få uppgiften kan inte själv bedöma. Välj någon annan.")
    row.decider_id = to
    row.save(update_fields=["decider"])
    _write_to(to, TO_DECIDER, TO_DECIDER_TEXT, f"bedomning-{row.id}-{to}", by=by.person, now=now)


def turned(turn: Turn, now: datetime) -> None:
    """What was released to somebody in a role closes when the role does, to one of the family when custody changes, and
    all when somebody has to be protected. At 18 it has run out by its own last day.
    """
    if turn.why not in TURNING:
        return
    rows = ReleaseDecision.objects.filter(request__case_id=turn.case, ended_at=None).exclude(outcome=ReleaseOutcome.NOT)
    if turn.why is Suspension.RECEIVER:
        rows = rows.filter(request__receiver_organisation=turn.organisation, request__receiver_role=turn.role)
    released = list(rows.select_related("request"))
    if not released:  # nor need there be a pupil any more: a first import may have been taken back
        return
    eve = last_day_as_child(pupil_row(turn.case).born_on)
    for row in released:
        if _falls(row, turn.why, eve, now):
            granting.end(source=row.id, now=now)
            row.ended_at = now
            row.save(update_fields=["ended_at"])


def _falls(row: ReleaseDecision, why: Suspension, eve: date | None, now: datetime) -> bool:
    """Whether what was released no longer has its ground: nobody has the part, custody is another, or the birth date
    that was corrected makes it hold longer than childhood.
    """
    if why is Suspension.RECEIVER:
        return not _still_seated(row.request, for_role=row.for_role, on=local_day(now))
    if why is Suspension.CUSTODY:
        assert row.ends_on is not None
        of_family = Role(row.request.receiver_role) in FAMILY
        return of_family or (eve is not None and local_day(row.decided_at) <= eve < row.ends_on)
    return True


def last_day(case: CaseId, today: date) -> date:
    """The last day that a release about the pupil may hold when it is signed today."""
    return longest_release(pupil_row(case).born_on, today)


def until(last: date) -> str:
    """What to do about a day that is too late."""
    return f"Välj en dag till och med {day_with_year(last)}."


def promised_on(huvudman: HuvudmanId | UUID, today: date, *, unit: UUID | None = None) -> date:
    """The day by which an answer is hoped for, in the school days of the unit that has what is asked for."""
    goal = ReleaseGoal.objects.filter(huvudman=huvudman).first()
    count = SCHOOL_DAYS if goal is None else goal.school_days
    return after_school_days(today, count, free_days(unit, since=today))


def _refuse(row: ReleaseRequest, signed: Signed, by: Reader, today: date) -> None:
    if row.decider_id != by.person:
        raise NotReleased("Bedömningen görs av den som begäran är ställd till.")
    if ReleaseDecision.objects.filter(request=row).exists():
        raise NotReleased("Bedömningen är redan gjord.")
    if signed.provision not in {harm.provision for harm in offered(row, today)}:
        raise NotReleased("Välj ett av de lagrum som gäller för uppgiften.")
    if len(signed.reason.strip()) < LEAST_REASON:
        raise NotReleased("Skriv varför du kom fram till det, i en mening.")
    if signed.outcome is ReleaseOutcome.NOT:
        return
    if signed.outcome is ReleaseOutcome.PART and not signed.extent.strip():
        raise NotReleased("Skriv vilken del som lämnas ut.")
    if signed.untold and len(signed.untold.strip()) < LEAST_REASON:
        raise NotReleased("Skriv i en mening varför familjen inte ska få veta det än.")
    _refuse_other_things(row, signed)
    if not signed.manners or not signed.kinds or not set(signed.kinds) <= {Kind(kind) for kind in row.kinds}:
        raise NotReleased("Välj på vilket sätt uppgiften får lämnas.")
    last = last_day(CaseId(row.case_id), today)
    if signed.ends_on is None or not today <= signed.ends_on <= last:
        raise NotReleased(f"Ett utlämnande gäller högst ett läsår, och högst tills eleven fyller 18. {until(last)}")


def _refuse_other_things(row: ReleaseRequest, signed: Signed) -> None:
    """Refuses what was not asked about, a part that is everything to come, and a yes to nothing."""
    whole = signed.outcome is ReleaseOutcome.WHOLE
    if signed.later and not whole:
        raise NotReleased("Det som skrivs senare kan bara lämnas när allt lämnas ut.")
    if signed.words.strip() and whole:
        raise NotReleased("Skriv egen text bara när du lämnar ut i del.")
    if not (signed.statements or signed.words.strip() or signed.later):
        raise NotReleased(NOTHING_CHOSEN if whole else NO_PART_CHOSEN)
    named = Statement.objects.unguarded(because=ACTING).filter(id__in=signed.statements).select_related("cell")
    if {one.id for one in named if is_asked_for(row, one.cell.facts)} != set(signed.statements):
        raise NotReleased("Välj bland det som begäran gäller.")


def is_asked_for(row: ReleaseRequest, cell: facts.Cell) -> bool:
    """Whether what lies in the cell is of what the request names."""
    asked = row.asked.facts
    same = replace(
        asked,
        kind=cell.kind,
        unit=cell.unit,
        regime=cell.regime,
        branch=cell.branch,
        sealed=cell.sealed,
        profession=cell.profession,
        confided=cell.confided and asked.confided,
        blocked=cell.blocked and asked.blocked,
    )
    return cell == same and cell.kind in row.kinds


def offered(row: ReleaseRequest, today: date) -> tuple[Harm, ...]:
    """The provisions that the rule named and that still reach the thing."""
    cell = row.asked.facts
    return tuple(harm for harm in HARMS if harm.provision in row.provisions and reaches(harm, cell, today))


def _handed_over(row: ReleaseRequest, signed: Signed, by: Reader, now: datetime) -> frozenset[StatementId] | None:
    """The statements that the yes opens, with the text written for it; None when it opens all, also what comes later.

    The text is the holder's: it lies where that lies which it was taken from, and is protected alike.
    """
    if signed.later:
        return None
    chosen = set(signed.statements)
    if signed.words.strip():
        told = say(row.asked, Form.NOTE, signed.words.strip(), by=by.person, now=now)
        chosen.add(StatementId(told.id))
    return frozenset(chosen)


def _grant(row: ReleaseRequest, made: ReleaseDecision, statements: frozenset[StatementId] | None) -> facts.Grant:
    asked = row.asked.facts
    to_role = made.for_role and row.receiver_organisation_id is not None
    assert made.begins_on is not None and made.ends_on is not None
    return facts.Grant(
        id=GrantId(uuid.uuid4()),
        case=CaseId(row.case_id),
        classes=frozenset({asked.information_class}),
        kinds=frozenset(Kind(kind) for kind in made.kinds),
        holders=frozenset({asked.holder}),
        receiver_organisation=OrganisationId(row.receiver_organisation_id)
        if to_role and row.receiver_organisation_id
        else None,
        receiver_role=Role(row.receiver_role) if to_role else None,
        receiver_person=None if to_role else PersonId(row.receiver_id),
        purpose=Purpose(row.purpose),
        manners=frozenset(Manner(manner) for manner in made.manners),
        begins_on=made.begins_on,
        ends_on=made.ends_on,
        rule="R7",
        subject=asked.subject,
        confided=asked.confided,
        origins=frozenset({asked.origin_class}),
        blocked=asked.blocked,
        parties=frozenset({asked.party}),
        statements=statements,
        provision=made.provision,
        reserved=made.sealed_reservation is not None,
    )


def _still_seated(row: ReleaseRequest, *, for_role: bool, on: date) -> bool:
    seats = TeamMember.objects.unguarded(because=ACTING).filter(
        case_id=row.case_id, organisation=row.receiver_organisation, role=row.receiver_role, since__lte=on
    )
    held = [seat for seat in seats if seat.until is None or seat.until >= on]
    return any(for_role or seat.person_id == row.receiver_id for seat in held)


def _waiting(
    asked: facts.Cell, kinds: Collection[Kind], receiver: Receiver, purpose: Purpose
) -> QuerySet[ReleaseRequest]:
    return _requests().filter(
        case_id=asked.case,
        asked__information_class=asked.information_class,
        asked__holder_id=asked.holder,
        asked__origin_class=asked.origin_class,
        kinds=sorted(kinds),
        receiver_id=receiver.person,
        purpose=purpose.value,
        decision=None,
    )


def _requests() -> QuerySet[ReleaseRequest]:
    return ReleaseRequest.objects.unguarded(because=ACTING)


def _sealed(row: ReleaseRequest, field: str, decision: UUID, text: str, now: datetime) -> bytes | None:
    """What is said to the asker lies with the request."""
    return seal_field(row.cell, field, decision, text.strip(), now=now) if text.strip() else None


def _kept(row: ReleaseRequest, field: str, decision: UUID, text: str, now: datetime) -> bytes | None:
    """What the decider alone reads lies with the holder."""
    return seal_field(row.asked, field, decision, text.strip(), now=now) if text.strip() else None


def _write_to(person: UUID, subject: str, text: str, key: str, *, by: UUID, now: datetime) -> None:
    address = address_of(person)
    if address:
        post.queue(key=key, to_address=address, subject=subject, text=text, sender=by, now=now)
