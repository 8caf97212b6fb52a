"""Mina svar: the family's own page. Each question by itself, three equal answers, and nobody else's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.consent import actions, own
from samverkan.consent import queries as consents
from samverkan.consent.actions import seeing
from samverkan.consent.custody import custody_of
from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.passed_by import with_what_was_weighed
from samverkan.consent.queries import QuestionRow
from samverkan.consent.wording import RIGHTS
from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import queries as people
from samverkan.people.barring import barred
from samverkan.people.queries import PupilCard
from samverkan.people.wording import first_name, listed
from samverkan.plans.page import Crumb, address, surround
from samverkan.plans.signed_in import assurance_of
from samverkan.policy.acting import Action
from samverkan.policy.consenting import Reply, is_the_pupil, required_givers
from samverkan.policy.vocabulary import Giver

CHOICES = ((Reply.YES.value, "Ja"), (Reply.NO.value, "Nej"), (Reply.TALK.value, "Jag vill prata först"))
BEFORE = {
    Reply.YES: "Du svarar ja",
    Reply.NO: "Du svarar nej",
    Reply.TALK: "Du vill prata först",
}
LONGEST = 500


@act(Action.MY_ANSWERS_READ)
def my_answers(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What the school asks, what one has answered, and what one can take back."""
    page = surround(request, pupil_id, "my_answers")
    demand(request, Action.MY_ANSWERS_READ, case=page.card.case, unit=page.card.unit)
    questions = with_what_was_weighed(page.card.case, page.questions, request.scope.today, family=True)
    mine = tuple(row for row in questions if row.givers)
    waiting, titles = own.to_answer(mine), {row.id: row.title for row in mine}
    shown = {
        "page": page,
        "waiting": waiting,
        "deciding": _who_decide(request, page.card),
        "answered": [row for row in mine if row not in waiting and row.asked_on is not None],
        "written": [
            (row, titles[row.question])
            for row in own.written_in_ones_name(request.scope)
            if row.case == page.card.case and row.question in titles
        ],
        "history": [(answer, titles[answer.question]) for answer in own.history(request.scope, mine)],
    }
    return render(request, "plans/my_answers.html", shown)


@act(Action.CONSENT_ANSWER)
def my_answer(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """One question: its text, three equal buttons, then a page to look it through before it is sent."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_ANSWER, case=card.case, unit=card.unit)
    row = consents.question(request.scope, card.case, question_id)
    if not row.givers or row.asked_on is None:
        raise Http404
    if request.method == "POST" and "sett" in request.POST:
        seeing.seen(row.id, request.reader.person, now=request.now)
        return ended(redirect("my_answers", pupil_id=card.case), Outcome.OPENED)
    (row,) = with_what_was_weighed(card.case, [row], request.scope.today, family=True)
    chosen = _chosen(request)
    if request.method != "POST" or not own.may_answer(row) or (chosen is None and "klart" not in request.POST):
        fault = request.method == "POST"
        page = render(request, "plans/my_answer.html", _shown(request, card, row, fault), status=422 if fault else 200)
        return ended(page, Outcome.NOT_DONE if fault else Outcome.OPENED)
    if chosen is None:
        raise Http404
    added = _added(request)
    too_long = any(len(text) > LONGEST for text in added.values())
    if "klart" not in request.POST or too_long:
        shown = {"card": card, "row": row, "chosen": chosen.value, "heading": BEFORE[chosen], "longest": LONGEST}
        shown |= {"added": added, "too_long": too_long, **_trail(card, row)}
        page = render(request, "plans/my_answer_check.html", shown, status=422 if too_long else 200)
        return ended(page, Outcome.NOT_DONE if too_long else Outcome.OPENED)
    actions.record_answer(
        question=row.id,
        giver=request.reader.person,
        reply=chosen,
        form=HowAnswered.ELECTRONIC,
        answered_on=request.scope.today,
        explained=RIGHTS,
        reservation=added["forbehall"],
        reason=added["skal"],
        assurance=assurance_of(request),
        by=request.reader,
        now=request.now,
    )
    messages.success(request, "Tack. Ditt svar är sparat. Du kan ändra dig när du vill.")
    return redirect("my_answer", pupil_id=card.case, question_id=row.id)


def _who_decide(request: ReaderRequest, card: PupilCard) -> str:
    """For a pupil who does not decide alone: who does, as a child says it. Empty for everybody else."""
    if not is_the_pupil(request.reader, card.case):
        return ""
    needed = required_givers(custody_of(card.case, request.scope.today).custody, request.scope.today)
    others = [person for person, capacity in needed if capacity is not Giver.PUPIL_ASSENT]
    if card.person_id in others:
        return ""
    names = people.names(set(others) - barred(card.case))
    return listed(first_name(names[person]) for person in others if person in names)


def _shown(request: ReaderRequest, card: PupilCard, row: QuestionRow, fault: bool) -> dict[str, object]:
    return {
        "card": card,
        "row": row,
        "written": next((one for one in own.written_in_ones_name(request.scope) if one.question == row.id), None),
        "choices": CHOICES if own.may_answer(row) else (),
        "fault": fault,
        "receipts": own.history(request.scope, (row,)),
        "withdrawable": row.withdrawable[0].person_id if row.withdrawable else None,
        **_trail(card, row),
    }


def _added(request: ReaderRequest) -> dict[str, str]:
    """What the giver adds in words. A line break counts as one character, as it does in the browser."""
    return {name: request.POST.get(name, "").replace("\r\n", "\n") for name in ("forbehall", "skal")}


def _chosen(request: ReaderRequest) -> Reply | None:
    said = request.POST.get("svar", "")
    return Reply(said) if said in dict(CHOICES) else None


def _trail(card: PupilCard, row: QuestionRow) -> dict[str, object]:
    crumbs = (Crumb(card.name, address("pupil", card)), Crumb("Mina svar", address("my_answers", card)))
    return {"trail": (*crumbs, Crumb(row.title)), "back": address("my_answers", card)}
