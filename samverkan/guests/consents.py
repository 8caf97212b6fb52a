"""The receptionist of a guardian's consents: each question by itself, three equal answers, and a way back for ever."""

from uuid import UUID

from django.http import Http404, HttpResponse

from samverkan.consent import actions
from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.wording import RIGHTS
from samverkan.guests.doors import GuestRequest, by_link, page
from samverkan.guests.invitation import ConsentLine, Invitation, consent, invitation
from samverkan.guests.views import done
from samverkan.guests.wording import put_to
from samverkan.journal.acts import demand, ended
from samverkan.journal.models import Outcome
from samverkan.policy.acting import Action, Level
from samverkan.policy.consenting import Reply

CHOICES = ((Reply.YES.value, "yes"), (Reply.NO.value, "no"), (Reply.TALK.value, "talk"))
HOW_SURE = {Level.LINK: "lank-och-kod", Level.EID: "e-legitimation"}
"""A slug for how surely the guest was known, kept beside the answer."""


@by_link(Action.GUEST_CONSENT)
def answer(request: GuestRequest, question_id: UUID) -> HttpResponse:
    """One question, its own text, and Ja, Nej and Jag vill prata först: none of them chosen beforehand."""
    shown, line = _found(request, question_id, Action.GUEST_CONSENT)
    said = request.POST.get("svar", "")
    chosen = Reply(said) if said in dict(CHOICES) and line.answerable else None
    if request.method != "POST" or chosen is None or "andra" in request.POST:
        fault = request.method == "POST" and "andra" not in request.POST
        return ended(_page(request, shown, line, fault=fault), Outcome.NOT_DONE if fault else Outcome.OPENED)
    if "klart" not in request.POST:
        told = {"line": line, "chosen": said, "heading": f"consent_check_{dict(CHOICES)[said]}"}
        return ended(page(request, "guests/consent_check.html", told), Outcome.OPENED)
    put = put_to(request, line, school=shown.head.card.school, pupil=shown.pupil)
    if line.row.givers[0].reply is not chosen:  # a double click answers once
        actions.record_answer(
            question=line.row.id,
            giver=request.reader.person,
            reply=chosen,
            form=HowAnswered.ELECTRONIC,
            answered_on=request.scope.today,
            language=request.speech.slug,
            put=put,
            explained=RIGHTS,
            assurance=HOW_SURE[request.assurance.level],
            by=request.reader,
            now=request.now,
        )
    return done("consent_sent", "samtycken")


@by_link(Action.GUEST_WITHDRAW)
def withdraw(request: GuestRequest, question_id: UUID) -> HttpResponse:
    """Take one's own yes back, as easily as it was given."""
    _, line = _found(request, question_id, Action.GUEST_WITHDRAW)
    if not line.withdrawable:
        if request.method != "POST":
            raise Http404
        return done("withdraw_done", "samtycken")  # a double click takes back once
    if request.method == "POST":
        actions.withdraw(
            question=line.row.id,
            giver=request.reader.person,
            form=HowAnswered.ELECTRONIC,
            assurance=HOW_SURE[request.assurance.level],
            by=request.reader,
            now=request.now,
        )
        return done("withdraw_done", "samtycken")
    told = {"line": line, "phone": request.visit.found.seat.phone}
    return ended(page(request, "guests/withdraw.html", told), Outcome.OPENED)


def _found(request: GuestRequest, question: UUID, action: Action) -> tuple[Invitation, ConsentLine]:
    shown = invitation(request)
    demand(request, action, case=shown.head.card.case, unit=shown.head.card.unit)
    line = consent(request, shown, question)
    if line is None:
        raise Http404
    return shown, line


def _page(request: GuestRequest, shown: Invitation, line: ConsentLine, *, fault: bool) -> HttpResponse:
    told = {
        "line": line,
        "choices": [(value, f"consent_{key}") for value, key in CHOICES] if line.answerable else [],
        "fault": fault,
        "put": put_to(request, line, school=shown.head.card.school, pupil=shown.pupil),
        "phone": request.visit.found.seat.phone,
        "page": shown,
    }
    return page(request, "guests/consent.html", told, status=422 if fault else 200)
