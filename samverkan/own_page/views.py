"""Receptionists of the pupil's own page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings.models import Participation
from samverkan.meetings.pupils_answer import take_part
from samverkan.own_page import looks, sittings, talking
from samverkan.own_page.doors import PupilRequest, by_own_door
from samverkan.own_page.drawings import HAIR, SKIN, Face
from samverkan.own_page.forms import MOST, TAKES_PART, FaceForm, TakePartForm, TalkForm
from samverkan.own_page.hours import rises_on
from samverkan.own_page.models import Ended, Mode, Told, When
from samverkan.own_page.page import MyPage, my_page, next_meeting, own_seat
from samverkan.own_page.receivers import receiving, way_of, ways
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.policy.acting import Action

DONE = {
    "prata": "talk_done",
    "angrat": "talk_undone",
    "sparat": "talk_saved",
    "mote": "take_saved",
    "inte-bra": "not_good_done",
    "ansikte": "face_saved",
    "vem": "readers_saved",
    "hjul": "wheel_saved",
}
"""What may have been done just before, by a word in the address, and the key of its sentence."""
FAULTS = {"val": "take_missing", "sent": "take_late", "inte": "not_saved"}
PICTURES = {
    Participation.WHOLE: ("ja", "take_whole"),
    Participation.PART: ("stund", "take_part"),
    Participation.PICTURE: ("bild", "take_picture"),
    Participation.ABSTAINS: ("nej", "take_none"),
}
WHENS = ((When.TODAY, "dag", "when_today"), (When.WEEK, "vecka", "when_week"), (When.ANY, "nar-som", "when_any"))


@require_safe
@by_own_door(Action.OWN_PAGE_READ)
def page(request: PupilRequest) -> HttpResponse:
    """Who helps me, what happens, and how do I tell?"""
    demanded(request, Action.OWN_PAGE_READ)
    takes = [(one.value, *PICTURES[one]) for one in TAKES_PART]
    return shown(request, "own_page/page.html", my_page(request.scope, request.case), {"takes": takes})


@require_POST
@by_own_door(Action.OWN_TALK)
def talk(request: PupilRequest) -> HttpResponse:
    """One tap, and the pupil's adult knows. What about and when may be said after it."""
    card = demanded(request, Action.OWN_TALK)
    return _said(request, card, _ask(request, card, None), "prata")


@by_own_door(Action.OWN_TALK)
def talk_more(request: PupilRequest) -> HttpResponse:
    """When, and what about: above the field stands who reads it."""
    card = demanded(request, Action.OWN_TALK)
    whole = my_page(request.scope, request.case)
    if whole.talk is None or whole.person is None:
        return ended(redirect("own_page"), Outcome.NOT_DONE)
    found = receiving(request.scope, card)
    offered = ways(found, whole.person.to, card, request.scope)
    way = way_of(offered, whole.wants.told)
    form = TalkForm(request.POST or None, speech=whole.speech)
    if request.method == "POST" and form.is_valid():
        talking.say_more(
            talk=whole.talk.id,
            when=When(form.cleaned_data["nar"]),
            text=form.cleaned_data["ord"],
            way=way.way if way else None,
            to=whole.person.to.reader,
            case=request.case,
            by=request.reader,
            now=request.now,
        )
        return done("sparat")
    more = {"form": form, "whens": WHENS, "way": way, "most": MOST}
    return shown(request, "own_page/talk.html", whole, more, status=422 if form.errors else 200)


@require_POST
@by_own_door(Action.OWN_TALK)
def talk_undo(request: PupilRequest) -> HttpResponse:
    """The pupil has changed their mind. Twice is once."""
    demanded(request, Action.OWN_TALK)
    whole = my_page(request.scope, request.case)
    if whole.talk is not None:
        talking.undo(talk=whole.talk.id, case=request.case, by=request.reader, now=request.now)
    return done("angrat")


@require_POST
@by_own_door(Action.OWN_TALK)
def not_good(request: PupilRequest, step_id: UUID) -> HttpResponse:
    """Something that was agreed did not turn out well: the pupil's adult is told, and the next meeting."""
    card = demanded(request, Action.OWN_TALK)
    if step_id not in {row.id for row in my_page(request.scope, request.case).promises}:
        raise Http404
    return _said(request, card, _ask(request, card, step_id), "inte-bra")


@require_POST
@by_own_door(Action.OWN_MEETING)
def meeting(request: PupilRequest) -> HttpResponse:
    """How the pupil wants to take part."""
    card = demanded(request, Action.OWN_MEETING)
    head = next_meeting(request.scope, card)
    form = TakePartForm(request.POST)
    if head is None:
        return ended(_fault("sent"), Outcome.NOT_DONE)
    if not form.is_valid():
        return ended(_fault("val"), Outcome.NOT_DONE)
    seat = own_seat(request.scope, card, head)
    how = Participation(form.cleaned_data["med"])
    kept = take_part(meeting=head.id, seat=seat, how=how, by=request.reader, now=request.now)
    return done("mote") if kept else ended(_fault("sent"), Outcome.NOT_DONE)


@require_POST
@by_own_door(Action.OWN_PAGE_CHANGE)
def mode(request: PupilRequest) -> HttpResponse:
    """Pictures, easy or plain: the pupil's own switch."""
    demanded(request, Action.OWN_PAGE_CHANGE)
    wanted = request.POST.get("lage", "")
    if wanted not in Mode.values:
        return ended(redirect("own_page"), Outcome.NOT_DONE)
    looks.speak(case=request.case, mode=Mode(wanted), by=request.reader, now=request.now)
    return redirect("own_page")


@by_own_door(Action.OWN_PAGE_CHANGE)
def face(request: PupilRequest) -> HttpResponse:
    """The pupil draws their person."""
    demanded(request, Action.OWN_PAGE_CHANGE)
    whole = my_page(request.scope, request.case)
    if whole.person is None or not whole.person.is_own:
        raise Http404
    form = FaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        drawn = Face(told["har"], told["hy"], told["glasogon"])
        looks.draw(case=request.case, face=drawn, by=request.reader, now=request.now)
        return done("ansikte")
    now = whole.person.face
    hairs = [(slug, word, Face(slug, now.skin)) for slug, (word, _) in HAIR.items()]
    skins = [(one, word, Face(now.hair, one)) for one, word in SKIN.items()]
    return shown(request, "own_page/face.html", whole, {"hairs": hairs, "skins": skins, "now": now})


@by_own_door(Action.OWN_PAGE_CHANGE)
def readers(request: PupilRequest) -> HttpResponse:
    """Who sees what I write: as the law lets it be chosen, in plain words and by name."""
    card = demanded(request, Action.OWN_PAGE_CHANGE)
    whole = my_page(request.scope, request.case)
    offered = ways(receiving(request.scope, card), whole.person.to, card, request.scope) if whole.person else ()
    wanted = request.POST.get("told", "")
    if request.method == "POST" and wanted in {way.slug for way in offered}:
        looks.tell(case=request.case, told=Told(wanted), by=request.reader, now=request.now)
        return done("vem")
    return shown(request, "own_page/readers.html", whole, {"ways": offered, "way": way_of(offered, whole.wants.told)})


@require_safe
@by_own_door(Action.OWN_PAGE_READ)
def paper(request: PupilRequest) -> HttpResponse:
    """My plan, who comes and my questions, on one paper."""
    demanded(request, Action.OWN_PAGE_READ)
    return shown(request, "own_page/paper.html", my_page(request.scope, request.case), {"questions": range(3)})


@require_POST
@by_own_door(Action.OWN_PAGE_LEAVE)
def leave(request: PupilRequest) -> HttpResponse:
    """The pupil is done. Beside an adult the screen is theirs to take back; else this browser shows nothing more."""
    demanded(request, Action.OWN_PAGE_LEAVE)
    if request.sitting.beside_id is not None:
        return redirect("own_back")
    sittings.end(request.sitting, Ended.DONE, now=request.now)
    response = render(request, "own_page/left.html")
    sittings.forget(response)
    return response


def done(word: str) -> HttpResponse:
    """Back to the page, where it is said what was done. A page fetched anew sends nothing anew."""
    return redirect(f"{reverse('own_page')}?klart={word}#sagt")


def _fault(word: str) -> HttpResponse:
    return redirect(f"{reverse('own_page')}?fel={word}#larm")


def _said(request: PupilRequest, card: PupilCard, asked: bool, word: str) -> HttpResponse:
    """Told, or that nobody is there to be told: a pupil is never left to believe that somebody knows."""
    return done(word) if asked else ended(_fault("inte"), Outcome.NOT_DONE)


def _ask(request: PupilRequest, card: PupilCard, step: UUID | None) -> bool:
    to = receiving(request.scope, card).first
    if to is None:
        return False
    talking.ask(
        case=request.case,
        to=to.person,
        step=step,
        rises_on=rises_on(request.scope.today, card.unit),
        by=request.reader,
        beside=request.sitting.beside_id,
        now=request.now,
    )
    return True


def demanded(request: PupilRequest, action: Action) -> PupilCard:
    """The pupil themself, who may take the act."""
    card = people.pupil(request.scope, request.case)
    demand(request, action, case=card.case, unit=card.unit)
    return card


def shown(
    request: PupilRequest, template: str, whole: MyPage, more: dict[str, object], status: int = 200
) -> HttpResponse:
    """A page of the pupil's, in the mode it is in, with what has just been done said on top."""
    who = whole.person.to.short if whole.person else ""
    kept, fault = DONE.get(request.GET.get("klart", ""), ""), FAULTS.get(request.GET.get("fel", ""), "")
    told = {
        "page": whole,
        "speech": whole.speech,
        "who": who,
        "modes": Mode.choices,
        "done": whole.speech.say(kept, who=who).split("\n") if kept else (),
        "fault": whole.speech.say(fault, who=who or "en vuxen").split("\n") if fault else (),
        "beside": request.sitting.beside_id is not None,
    }
    return render(request, template, told | more, status=status)
