"""Writing down what somebody has answered: one question, or all that one person has been asked, in one breath."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from samverkan.consent import actions
from samverkan.consent import queries as consents
from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.queries import QuestionRow
from samverkan.consent.wording import RIGHTS
from samverkan.journal.acts import ReaderRequest, Refused, act, demand
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row
from samverkan.people.queries import PupilCard
from samverkan.people.stances import stances_of
from samverkan.people.wording import counted, day_or_year, first_name, listed, sentence
from samverkan.plans.answer_forms import AnswerForm, AnswersForm, name_of
from samverkan.plans.page import address
from samverkan.plans.together import Together, asked_with, together
from samverkan.plans.views.consents import answers_url, trail
from samverkan.policy.acting import Action
from samverkan.policy.consenting import ConsentState, Reply, can_answer_by_coming
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, PersonId

OF_THE_FAMILY = "Du hör till familjen. Be en kollega att skriva ner svaret."


@act(Action.CONSENT_RECORD)
def consent_answer(request: ReaderRequest, pupil_id: UUID, question_id: UUID) -> HttpResponse:
    """Write down what somebody answered, with the text that was read to them.

    Questions that differ in the receiver's role alone are read as one, and answered as one unless the form says other.
    """
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_RECORD, case=card.case, unit=card.unit)
    return answer_page(request, card.case, question_id, back=_room(request) or address("consents", card))


def answer_page(request: ReaderRequest, case: CaseId, question_id: UUID, *, back: str) -> HttpResponse:
    """The form for an answer to a question, and the answer written down. The caller has asked for the right."""
    card = people.pupil(request.scope, case)
    row = consents.question(request.scope, card.case, question_id)
    if row.own:
        raise Refused(OF_THE_FAMILY)
    asked = asked_with(row, consents.questions(request.scope, card.case, card=card))
    giver = request.GET.get("fran", "") or _only_silent(row)
    form = AnswerForm(
        request.POST or None,
        question=asked,
        today=request.scope.today,
        giver=giver,
        by_coming=_by_coming(card),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _written_down(request, card, asked, form.cleaned_data, back=back)
        except (actions.Overtaken, actions.TooLongAgo) as older:
            form.add_error("answered_on", str(older))
        except actions.SameDay as same_day:
            form.ask_which_came_last(same_day, _who(asked, form.cleaned_data["giver"]))
        except actions.Resting as resting:
            form.add_error(None, str(resting))
    shown = {
        "card": card,
        "row": asked,
        "form": form,
        "back": back,
        "trail": trail(card, "Registrera muntligt samtycke"),
    }
    return render(request, "plans/consent_answer.html", shown, status=422 if form.errors else 200)


@transaction.atomic
def _written_down(
    request: ReaderRequest, card: PupilCard, asked: Together, told: dict[str, Any], *, back: str
) -> HttpResponse:
    """One answer to each question it was given to, then back to where one came from."""
    answered = [row for row in asked.rows if asked.slug(row) in told["receivers"]]
    for row in answered:
        giver, reply = PersonId(UUID(told["giver"])), Reply(told["reply"])
        _write_down(row, giver, reply, told, read_aloud=asked.read_aloud, by=request.reader, now=request.now)
    ids = {row.id for row in answered}
    now = [row for row in consents.questions(request.scope, card.case, card=card) if row.id in ids]
    saved = Together(tuple(now))
    messages.success(request, _overtaken(saved, told) or _recorded(_who(asked, told["giver"]), saved))
    return redirect(back)


def _who(asked: Together, giver: str) -> str:
    return next(first_name(found.name) for found in asked.first.givers if str(found.person_id) == giver)


def _overtaken(saved: Together, told: dict[str, Any]) -> str:
    """When what was written down is not what holds: the person has said something else since then."""
    for giver in saved.first.givers:
        if str(giver.person_id) == told["giver"] and giver.reply != told["reply"] and giver.answered_on:
            newer = f"{giver.word.lower()} {day_or_year(giver.answered_on, told['answered_on'])}"
            return f"Svaret är sparat, men det gäller inte. {first_name(giver.name)} har svarat senare: {newer}."
    return ""


@act(Action.CONSENT_RECORD)
def consent_answers(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """All that one person is asked, each with its own text and its own answer, saved at once or not at all."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.CONSENT_RECORD, case=card.case, unit=card.unit)
    rows = consents.questions(request.scope, card.case, card=card)
    if any(row.own for row in rows):
        raise Refused(OF_THE_FAMILY)
    waiting = together(consents.missing(rows))
    givers = {giver.person_id: giver.name for asked in waiting for giver in asked.asked}
    giver = _named(givers, request.GET.get("fran", ""))
    if giver is None:
        return _who_answers(request, card, givers)
    asked_of = [asked for asked in waiting if any(one.person_id == giver for one in asked.asked)]
    form = AnswersForm(request.POST or None, questions=asked_of, today=request.scope.today, by_coming=_by_coming(card))
    if (
        request.method == "POST"
        and form.is_valid()
        and all_written_down(form, giver, by=request.reader, now=request.now)
    ):
        said = counted(len(form.replies), "fråga", "frågor")
        messages.success(request, f"Svaren är sparade. {first_name(givers[giver])} har svarat på {said}.")
        return redirect("consents", pupil_id=card.case)
    shown = {
        "card": card,
        "name": givers[giver],
        "form": form,
        "questions": [(asked, form[name_of(asked)]) for asked in asked_of],
        "back": address("consents", card),
        "trail": trail(card, "Registrera flera svar"),
    }
    return render(request, "plans/consent_answers.html", shown, status=422 if form.errors else 200)


def _who_answers(request: ReaderRequest, card: PupilCard, givers: Mapping[PersonId, str]) -> HttpResponse:
    shown = {
        "card": card,
        "givers": [(name, answers_url(card, person)) for person, name in givers.items()],
        "back": address("consents", card),
        "trail": trail(card, "Registrera flera svar"),
    }
    return render(request, "plans/consent_answers_who.html", shown)


def all_written_down(form: AnswersForm, giver: PersonId, *, by: Reader, now: datetime) -> bool:
    """Whether every answer could be saved. Where one cannot, none is, and the form says which and why."""
    told = form.cleaned_data
    at: Together | None = None
    try:
        with transaction.atomic():
            for asked, reply in form.replies:
                at = asked
                for row in asked.rows:
                    _write_down(row, giver, reply, told, read_aloud=asked.read_aloud, by=by, now=now)
    except actions.SameDay as same_day:
        form.ask_which_came_last(same_day)
        return False
    except (actions.Overtaken, actions.TooLongAgo, actions.Resting) as refusal:
        form.add_error(None if at is None else name_of(at), str(refusal))
        return False
    return True


def _write_down(
    row: QuestionRow,
    giver: PersonId,
    reply: Reply,
    told: dict[str, Any],
    *,
    read_aloud: str,
    by: Reader,
    now: datetime,
) -> None:
    actions.record_answer(
        question=row.id,
        giver=giver,
        reply=reply,
        form=HowAnswered(told["form"]),
        answered_on=told["answered_on"],
        language=told["language"],
        interpreter=told["interpreter"],
        interpreter_name=told["interpreter_name"],
        read_aloud=read_aloud,
        witness=told["witness"],
        explained=[*(RIGHTS if told["told"] else ()), *told["explained"]],
        said_after=told["said_after"],
        reservation=told.get("reservation", ""),
        reason=told.get("reason", ""),
        pupils_view=told["pupils_view"],
        by=by,
        now=now,
    )


def _by_coming(card: PupilCard) -> bool:
    return can_answer_by_coming(stances_of(pupil_row(card.case).cell.huvudman_id))


def _named(givers: Mapping[PersonId, str], text: str) -> PersonId | None:
    """The person of the address, or the only one who has anything to answer. Http404 for anybody else."""
    if not text:
        return next(iter(givers)) if len(givers) == 1 else None
    found = next((person for person in givers if str(person) == text), None)
    if found is None:
        raise Http404
    return found


def _only_silent(row: QuestionRow) -> str:
    return str(row.asked[0].person_id) if len(row.asked) == 1 else ""


def _recorded(who: str, asked: Together) -> str:
    """What the answer means now. After a yes that is not enough yet, whose answer is waited for."""
    row, to_have = asked.first, asked.first.wish
    if any(one.waits_for_name for one in asked.rows):
        return (
            f"Svaret är sparat. {sentence(asked.receiver)} får inte {to_have} än: ingen där är namngiven. "
            "Nästa steg: en namngiven rektor namnger personen under Vilka är namngivna."
        )
    if row.state is ConsentState.GIVEN:
        return f"Svaret är sparat. {sentence(asked.receiver)} får nu {to_have}."
    if row.state is ConsentState.ASKED:
        rest = listed(first_name(giver.name) for giver in row.silent if first_name(giver.name) != who)
        waits = f" {rest} behöver också svara." if rest else ""
        return f"Svaret från {who} är sparat. {sentence(asked.receiver)} får inte {to_have} än.{waits}"
    return f"Svaret från {who} är sparat. {sentence(asked.receiver)} får inte {to_have}."


def _room(request: ReaderRequest) -> str:
    """The room of the meeting that one came from, when one did. That room asks for itself who may enter."""
    try:
        return reverse("room", kwargs={"meeting_id": UUID(request.GET["mote"])}) if "mote" in request.GET else ""
    except (ValueError, NoReverseMatch):
        return ""
