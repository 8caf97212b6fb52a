"""The receptionist of the wheel on the pupil's own page: the pupil colours it, alone or beside somebody."""

from django.http import Http404, HttpResponse

from samverkan.access.queries import read_by
from samverkan.own_page.doors import PupilRequest, by_own_door
from samverkan.own_page.models import Told
from samverkan.own_page.page import my_page
from samverkan.own_page.receivers import receiving
from samverkan.own_page.views import demanded, done, shown
from samverkan.people.cells import pupil_row
from samverkan.plans.writing import WORDS, Way
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Kind
from samverkan.wellbeing import actions
from samverkan.wellbeing.forms import ColouringForm
from samverkan.wellbeing.models import Given
from samverkan.wellbeing.naming import wheel_of
from samverkan.wellbeing.writing import told_by_the_pupil

WAYS = {Told.USUAL: WORDS, Told.ELEVHALSA: Way(Kind.OWN_WORDS, confided=True)}
"""As the pupil has chosen under "Vem ser det jag skriver?"."""


@by_own_door(Action.OWN_WHEEL)
def wheel(request: PupilRequest) -> HttpResponse:
    """How do you have it? Who reads it stands above; where nobody would, nothing is asked."""
    card = demanded(request, Action.OWN_WHEEL)
    whole = my_page(request.scope, request.case)
    if whole.person is None:
        raise Http404
    way = WAYS[whole.wants.told]
    sent = request.POST if request.method == "POST" else None
    form = ColouringForm(sent, wheel=wheel_of(card.cell.huvudman, on=request.scope.today))
    if request.method == "POST" and form.is_valid():
        actions.look_as_pupil(
            case=request.case,
            marks=form.marks(),
            words=form.words(),
            given=_given(request, pictures=whole.speech.pictures),
            way=way,
            by=request.reader,
            now=request.now,
        )
        return done("hjul")
    cell, lookers = told_by_the_pupil(pupil_row(request.case), way), receiving(request.scope, card).lookers
    readers = read_by(cell, lookers, today=request.scope.today, school=card.school)
    more = {"form": form, "readers": readers}
    return shown(request, "own_page/wheel.html", whole, more, status=422 if form.errors else 200)


def _given(request: PupilRequest, *, pictures: bool) -> Given:
    if pictures:
        return Given.PICTURES
    return Given.ALONE if request.sitting.beside_id is None else Given.BESIDE
