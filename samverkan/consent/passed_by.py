"""A no, and an assessment that opens the same thing all the same: where one is met the other is told.

Whoever asks for an assessment or makes one learns that somebody has said no, and that day. Those who said it, and those
who keep the consents, read afterwards that it was handed over all the same: a "no" that stands alone would be false.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from samverkan.consent.models import Answer, Question, ReleaseDecision, ReleaseOutcome
from samverkan.consent.queries import QuestionRow
from samverkan.consent.releases import PROTECTED
from samverkan.consent.releasing import Receiver
from samverkan.consent.weighing import newest_answers, said_by
from samverkan.people.queries import names
from samverkan.people.wording import day_with_year, local_day
from samverkan.policy import facts
from samverkan.policy.answers import that_holds
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import CaseId, Kind, PersonId, Purpose

HELD = "a no to the very thing is told to the one who asks for an assessment of it, and to the one who makes it"
NOES = (Reply.NO, Reply.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SaidNo:
    """Somebody who has said no to the same thing for the same receiver, or has taken a yes back."""

    name: str
    reply: Reply
    on: date

    @property
    def sentence(self) -> str:
        """ "Anna Lindqvist sa nej till det här den 3 november 2026."."""
        what = "sa nej till det här" if self.reply is Reply.NO else "tog tillbaka sitt ja till det här"
        return f"{self.name} {what} den {day_with_year(self.on)}."


def noes(
    asked: facts.Cell, kinds: Collection[Kind], receiver: Receiver, purpose: Purpose, today: date
) -> tuple[SaidNo, ...]:
    """Those whose last answer on the thing, the receiver and the purpose is no. Empty for a receiver of no
    organisation, since nobody is asked of the family's own insight.
    """
    if receiver.organisation is None:
        return ()
    rows = Question.objects.unguarded(because=HELD).filter(
        Q(receiver_role=None) | Q(receiver_role=receiver.role.value),
        case_id=asked.case,
        receiver_id=receiver.organisation,
        senders=asked.holder,
        purpose=purpose.value,
        subject_id=asked.subject,
        classes__contains=[asked.information_class.value],
        kinds__overlap=sorted(kind.value for kind in kinds),
    )
    found = [row.id for row in rows if row.freed_origins is None or asked.origin_class in row.freed_origins]
    last = _last_of_each(newest_answers(found, today).values())
    said = [answer for answer in last if Reply(answer.reply) in NOES]
    known = names(answer.giver_id for answer in said)
    return tuple(
        SaidNo(known.get(answer.giver_id, PROTECTED), Reply(answer.reply), answer.answered_on) for answer in said
    )


def _last_of_each(answered: Iterable[dict[PersonId, Answer]]) -> tuple[Answer, ...]:
    """The answer that holds of each giver's to several questions alike, in the same order as to one."""
    given: dict[PersonId, list[Answer]] = defaultdict(list)
    for answers in answered:
        for giver, answer in answers.items():
            given[giver].append(answer)
    found = []
    for rows in given.values():
        rows.sort(key=lambda row: row.recorded_at)
        found.append(rows[that_holds([said_by(row) for row in rows])])
    return tuple(found)


def with_what_was_weighed(
    case: CaseId, rows: Iterable[QuestionRow], today: date, *, family: bool = False
) -> tuple[QuestionRow, ...]:
    """The questions read within a scope, each saying what was handed over after an assessment though not all said yes.

    One in the family reads it too, unless the signer has said that it would harm somebody.
    """
    made = ReleaseDecision.objects.filter(request__case_id=case).exclude(outcome=ReleaseOutcome.NOT)
    if family:
        made = made.filter(sealed_untold=None)
    decisions = list(made.select_related("request__asked", "decided_by").order_by("-decided_at"))
    known = names(decision.decided_by_id for decision in decisions) if decisions else {}
    return tuple(_told(row, decisions, known, today) for row in rows)


def _told(
    row: QuestionRow, decisions: Iterable[ReleaseDecision], known: Mapping[UUID, str], today: date
) -> QuestionRow:
    if row.state is ConsentState.GIVEN:
        return row
    made = next((decision for decision in decisions if _same_thing(row, decision)), None)
    if made is None:
        return row
    words = (
        f"Har ändå lämnats ut efter en bedömning den {day_with_year(local_day(made.decided_at))}, "
        f"av {known.get(made.decided_by_id, PROTECTED)} enligt {made.provision}. {_how_long(made, today)}"
    )
    return replace(row, sentence=f"{row.sentence} {words}", detail=f"{row.detail}. {words}" if row.detail else words)


def _how_long(made: ReleaseDecision, today: date) -> str:
    assert made.ends_on is not None
    if made.ended_at is not None:
        return f"Det stängdes den {day_with_year(local_day(made.ended_at))}."
    return f"Det {'gäller' if made.ends_on >= today else 'gällde'} till {day_with_year(made.ends_on)}."


def _same_thing(row: QuestionRow, made: ReleaseDecision) -> bool:
    asked = made.request.asked.facts
    return (
        made.request.receiver_organisation_id == row.receiver_id
        and (row.receiver_role is None or made.request.receiver_role == row.receiver_role)
        and made.request.purpose == row.purpose
        and asked.information_class in row.classes
        and not set(made.kinds).isdisjoint(row.kinds)
        and asked.holder in {sender for sender, _ in row.senders}
        and (row.origins is None or asked.origin_class in row.origins)
        and row.subject == asked.subject
    )
