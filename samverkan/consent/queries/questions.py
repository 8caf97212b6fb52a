"""Reading questions about consent within a scope."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import Http404

from samverkan.consent.custody import Round, answering, custodies
from samverkan.consent.models import Question
from samverkan.consent.queries.rows import NEVER_ASKED, QuestionRow, Receiver, Stood
from samverkan.consent.queries.saying import Seen, asked_of, row_of
from samverkan.consent.sealed_words import matters_of
from samverkan.consent.sharing import shared_before
from samverkan.consent.texts import frozen_texts
from samverkan.consent.weighing import newest_answers
from samverkan.consent.wording import (
    STATUS_SLUGS,
)
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.barring import barred_of_each
from samverkan.people.naming import with_nobody_named
from samverkan.people.wording import (
    sentence,
)
from samverkan.policy import facts
from samverkan.policy.consenting import (
    ConsentState,
    may_know_each_answer,
    required_givers,
)
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Purpose


def questions(scope: Scope, case: CaseId | UUID, *, card: people.PupilCard | None = None) -> tuple[QuestionRow, ...]:
    """Every question round the pupil that the reader may know of, the newest first."""
    card = card or people.pupil(scope, UUID(str(case)))
    return questions_of_each(scope, {card.case: card}).get(card.case, ())


def questions_of_each(scope: Scope, cards: Mapping[CaseId, people.PupilCard]) -> dict[CaseId, tuple[QuestionRow, ...]]:
    """The same for many pupils, in as many queries as for one."""
    found = list(
        Question.objects.within(scope)
        .filter(case_id__in=list(cards))
        .select_related("cell", "receiver")
        .prefetch_related("senders")
        .order_by("-made_at", "-id")
    )
    round_each = custodies({row.case_id for row in found}, scope.today) if found else {}
    answers = newest_answers((row.id for row in found), scope.today)
    # What was opened is looked up for those alone who may know that a yes was taken back: to look takes time.
    told = [row for row in found if may_know_each_answer(scope.reader, CaseId(row.case_id))]
    put, shared = frozen_texts(found), shared_before(told, answers)
    givers = {giver for row in found for giver in _needed(row, round_each[row.case_id], scope.today)}
    names, matters = people.names(givers), matters_of(found)
    closed = barred_of_each({row.case_id for row in found}) if found else {}
    made: dict[CaseId, tuple[QuestionRow, ...]] = defaultdict(tuple)
    for row in found:
        case = CaseId(row.case_id)
        known = names | {cards[case].person_id: cards[case].name}
        seen = Seen(row, answers[row.id], round_each[case], scope.today, shared.get(row.id, ""), closed[case])
        asked = asked_of(row, matters[row.id], cards[case])
        each = may_know_each_answer(scope.reader, case)
        made[case] += (row_of(seen, asked, put.get(row.id, ""), known, None if each else scope.reader.person),)
    return _waiting_for_names(made, cards, scope.today)


def _waiting_for_names(
    made: dict[CaseId, tuple[QuestionRow, ...]], cards: Mapping[CaseId, people.PupilCard], today: date
) -> dict[CaseId, tuple[QuestionRow, ...]]:
    """A yes about a protected pupil opens nothing to a receiver outside the school where nobody is named."""
    given = {
        row.id: (UUID(str(case)), UUID(str(row.receiver_id)), row.receiver_role and row.receiver_role.value)
        for case, rows in made.items()
        if cards[case].sealed
        for row in rows
        if row.state is ConsentState.GIVEN and row.receiver_id != cards[case].holder
    }
    closed = with_nobody_named(set(given.values()), today)
    if closed:
        for case, rows in made.items():
            made[case] = tuple(_unnamed(row) if given.get(row.id) in closed else row for row in rows)
    return made


def _unnamed(row: QuestionRow) -> QuestionRow:
    yet = f"{sentence(row.receiver)} får inte {row.wish} än: eleven har skyddade uppgifter, och ingen där är namngiven."
    said = f"Du har sagt ja. {yet}" if row.own else f"{row.sentence} {yet} En namngiven rektor namnger personen."
    shape = STATUS_SLUGS[ConsentState.ASKED]
    return replace(row, waits_for_name=True, status=shape, word="Ja, ingen namngiven än", sentence=said)


def question(scope: Scope, case: CaseId | UUID, question_id: UUID) -> QuestionRow:
    """One question, or Http404."""
    for row in questions(scope, case):
        if row.id == question_id:
            return row
    raise Http404


def standing(
    scope: Scope,
    case: CaseId | UUID,
    cells: Iterable[facts.Cell],
    receivers: Iterable[Receiver],
    *,
    rows: tuple[QuestionRow, ...] | None = None,
) -> Mapping[tuple[facts.Cell, Receiver], Stood]:
    """For each cell and receiver where the newest question that would cover both stands.

    `rows` are the questions when the caller has read them already.
    """
    known = questions(scope, case) if rows is None else rows
    receiving = tuple(receivers)
    return {(cell, receiver): where_it_stands(cell, receiver, known) for cell in cells for receiver in receiving}


def where_it_stands(
    cell: facts.Cell,
    receiver: Receiver,
    known: Iterable[QuestionRow],
    *,
    parties: frozenset[OrganisationId | None] | None = None,
    purpose: Purpose = Purpose.SUPPORT,
) -> Stood:
    """Where the newest of the known questions that would cover both stands. `parties` are those that the cell and
    others like it tell of; by itself a cell tells of its own. A question for another purpose covers nothing.
    """
    told = frozenset({cell.party}) if parties is None else parties
    alike = (row for row in known if row.purpose is purpose)
    return next((Stood(row.state, row) for row in alike if _covers(row, cell, receiver, told)), NEVER_ASKED)


def missing(rows: Iterable[QuestionRow]) -> tuple[QuestionRow, ...]:
    """The questions that wait for an answer, or to be put."""
    return tuple(row for row in rows if row.waits)


def _covers(row: QuestionRow, cell: facts.Cell, receiver: Receiver, told: frozenset[OrganisationId | None]) -> bool:
    return (
        row.receiver_id == receiver.organisation
        and row.receiver_role in (None, receiver.role)
        and cell.information_class in row.classes
        and cell.kind in row.kinds
        and cell.holder in {sender for sender, _ in row.senders}
        and (row.origins is None or cell.origin_class in row.origins)
        and (row.parties is None or told <= row.parties)
    )


def _needed(row: Question, around: Round, today: date) -> tuple[PersonId, ...]:
    return tuple(person for person, _ in required_givers(answering(row, around), today))
