"""Må bra: both pictures beside each other, how they have changed, looking anew, and laying the wheel in the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.access.queries import circle
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_or_year, day_with_year, possessive
from samverkan.picture import Figure
from samverkan.plans.copying import clean_of_copies
from samverkan.plans.page import PupilPage, address, allowed, surround, who_reads_each
from samverkan.plans.queries import why
from samverkan.plans.writing import Choice, Way, choices, ways_to_tell
from samverkan.policy.acting import Action
from samverkan.wellbeing import actions, queries
from samverkan.wellbeing.areas import Wheel
from samverkan.wellbeing.attached import Attached, attached
from samverkan.wellbeing.forms import ColouringForm, LookForm, given_field
from samverkan.wellbeing.models import Given, Whose
from samverkan.wellbeing.naming import wheel_of
from samverkan.wellbeing.pictures import OverTime, figure_of, over_time
from samverkan.wellbeing.queries import AreaView, View, Views
from samverkan.wellbeing.writing import ways_to_look

AGAIN = "Det är redan sparat. Här är det."


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time somebody looked at the wheel, for the list."""

    id: UUID
    title: str
    by: str
    current: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """An area that somebody has put words to."""

    label: str
    staff: AreaView | None
    pupil: AreaView | None


@dataclass(frozen=True, slots=True)
class WheelPage:
    """What the page shows."""

    name: str
    figure: Figure | None
    said: tuple[str, ...]
    """Who saw it so, when and how."""
    spoken: tuple[Spoken, ...]
    history: OverTime | None
    occasions: tuple[Occasion, ...]
    attached: Attached | None
    attach_url: str
    detach_url: str
    look_url: str
    tell_url: str


@act(Action.WHEEL_READ)
def wheel(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The wheel as the school sees it and as the pupil does, as far as the reader may see either."""
    page = surround(request, pupil_id, "wheel")
    demand(request, Action.WHEEL_READ, case=page.card.case, unit=page.card.unit)
    every = queries.all_views(request.scope, page.card.case)
    views = Views(_latest(every, Whose.STAFF), _latest(every, Whose.PUPIL))
    return _shown(request, page, views, every, history=True)


@act(Action.WHEEL_READ)
def look(request: ReaderRequest, pupil_id: UUID, look_id: UUID) -> HttpResponse:
    """One time at the wheel, in the words of that day."""
    page = surround(request, pupil_id, "wheel")
    demand(request, Action.WHEEL_READ, case=page.card.case, unit=page.card.unit)
    every = queries.all_views(request.scope, page.card.case)
    found = next((view for view in every if view.id == look_id), None)
    if found is None:
        raise Http404
    views = Views(found, None) if found.whose is Whose.STAFF else Views(None, found)
    return _shown(request, page, views, every, history=False)


def _shown(
    request: ReaderRequest, page: PupilPage, views: Views, every: tuple[View, ...], *, history: bool
) -> HttpResponse:
    card, today = page.card, request.scope.today
    words = wheel_of(card.cell.huvudman, on=today)
    lies = attached(request.scope, card)
    cells = [view.cell for view in views.both]
    may_attach = allowed(request, Action.WHEEL_ATTACH, card) and any(not view.cell.confided for view in views.both)
    shown = WheelPage(
        name=words.name if history or not views else views.both[0].wheel.name,
        figure=figure_of(views, card.first_name, today=today) if views else None,
        said=tuple(said_by(view, card, request) for view in views.both),
        spoken=tuple(_spoken(views)),
        history=over_time(every, card.first_name, words) if history else None,
        occasions=tuple(_occasion(view, card, views) for view in every) if len(every) > len(views.both) else (),
        attached=lies,
        attach_url=address("wheel_attach", card) if history and may_attach else "",
        detach_url=address("wheel_detach", card) if lies and allowed(request, Action.WHEEL_DETACH, card) else "",
        look_url=address("wheel_look_new", card) if allowed(request, Action.WHEEL_WRITE, card) else "",
        tell_url=address("wheel_tell_new", card) if allowed(request, Action.WHEEL_TELL, card) else "",
    )
    context = {
        "page": page,
        "wheel": shown,
        "latest": history,
        "whys": why(request.scope, cells),
        "whos": who_reads_each(request, page, cells),
    }
    return render(request, "wellbeing/wheel.html", context)


def said_by(view: View, card: PupilCard, request: ReaderRequest) -> str:
    """ "Jonas Berg såg det så här 20 februari.", "Ebba gav sin bild 18 februari, bredvid en vuxen."."""
    on = day_or_year(view.on, request.scope.today)
    if view.given is None:
        return f"{view.by} såg det så här {on}."
    return f"{card.first_name} gav sin bild {on}, {view.given.label}."


def _latest(every: Iterable[View], whose: Whose) -> View | None:
    return next((view for view in every if view.whose is whose), None)


def _spoken(views: Views) -> Iterable[Spoken]:
    """The areas in their own order, those alone that somebody has put words to."""
    for place, one in enumerate(views.both[0].areas if views else ()):
        staff = views.staff.areas[place] if views.staff else None
        pupil = views.pupil.areas[place] if views.pupil else None
        if any(area is not None and area.has_words for area in (staff, pupil)):
            yield Spoken(one.label, staff, pupil)


def _occasion(view: View, card: PupilCard, shown: Views) -> Occasion:
    whose = "Skolans bild" if view.whose is Whose.STAFF else f"{possessive(card.first_name)} bild"
    how = view.by if view.given is None else view.given.label
    return Occasion(view.id, f"{whose} {day_with_year(view.on)}", how, view in shown.both)


# Looking anew


@act(Action.WHEEL_WRITE)
def look_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The school's picture: all eight areas on a page, none of them a duty."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.WHEEL_WRITE, case=card.case, unit=card.unit)
    ways = _ways(request, card, ways_to_look())
    form = LookForm(request.POST or None, wheel=_words(request, card), ways=ways)
    if _ready(request, card, form):
        way = _way(ways, form.cleaned_data.get("way", ""))
        kept = actions.look_as_staff(
            case=card.case, marks=form.marks(), words=form.words(), way=way.way, by=request.reader, now=request.now
        )
        return _saved(request, card, kept, f"Skolans bild är sparad. Den läses av {way.readers}.")
    heading = f"Hur ser skolan på hur {card.first_name} har det?"
    text = "Välj ord för det du vet något om. Det du inte vet lämnar du tomt: då står det som inte bedömt."
    return _form_page(request, card, form, heading, text, ways, "wellbeing/look_form.html")


@act(Action.WHEEL_TELL)
def tell_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The pupil's own picture, with an adult beside who reads and writes."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.WHEEL_TELL, case=card.case, unit=card.unit)
    ways = _ways(request, card, ways_to_tell(card.first_name))
    form = ColouringForm(request.POST or None, wheel=_words(request, card), ways=ways)
    form.fields["given"] = given_field()
    if _ready(request, card, form):
        way = _way(ways, form.cleaned_data.get("way", ""))
        kept = actions.look_as_pupil(
            case=card.case,
            marks=form.marks(),
            words=form.words(),
            given=Given(form.cleaned_data["given"]),
            way=way.way,
            by=request.reader,
            now=request.now,
        )
        return _saved(request, card, kept, f"{possessive(card.first_name)} bild är sparad. Den läses av {way.readers}.")
    heading = f"Hur har du det, {card.first_name}?"
    text = "Sitt bredvid varandra. Svara på det du vill. Det finns inget rätt svar, och du får hoppa över."
    return _form_page(request, card, form, heading, text, ways, "wellbeing/tell_form.html")


def _saved(request: ReaderRequest, card: PupilCard, kept: actions.Kept, told: str) -> HttpResponse:
    if kept.again:
        messages.info(request, AGAIN)
    else:
        messages.success(request, told)
    return redirect("wheel", pupil_id=card.case)


def _words(request: ReaderRequest, card: PupilCard) -> Wheel:
    return wheel_of(card.cell.huvudman, on=request.scope.today)


def _ready(request: ReaderRequest, card: PupilCard, form: Any) -> bool:
    """Whether what was sent can be saved: valid, and no copy of what came from somebody else."""
    if request.method != "POST" or not form.is_valid():
        return False
    form.copied = clean_of_copies(request.scope, card, form)
    return not form.copied


def _ways(request: ReaderRequest, card: PupilCard, ways: Iterable[tuple[str, str, Way]]) -> tuple[Choice, ...]:
    lookers, pupil = circle(request.scope, card.case), pupil_row(card.case)
    return choices(request.reader, pupil, lookers, ways, school=card.school, today=request.scope.today)


def _way(ways: tuple[Choice, ...], slug: str) -> Choice:
    return next((way for way in ways if way.slug == slug), ways[0])


def _form_page(
    request: ReaderRequest,
    card: PupilCard,
    form: Any,
    heading: str,
    text: str,
    ways: tuple[Choice, ...],
    template: str,
) -> HttpResponse:
    shown = {
        "card": card,
        "form": form,
        "heading": heading,
        "text": text,
        "readers": ways[0].readers if len(ways) == 1 else "",
        "back": address("wheel", card),
        "verb": "Spara",
        "copied": getattr(form, "copied", ()),
        "may_take_in": allowed(request, Action.TAKE_IN, card),
    }
    return render(request, template, shown, status=422 if form.errors else 200)
