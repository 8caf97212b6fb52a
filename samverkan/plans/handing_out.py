"""Putting paper in somebody's hand. One way for every paper about a pupil, so that each is journalled and explained."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, aimed, ended
from samverkan.journal.models import Outcome
from samverkan.paper import PaperPage
from samverkan.paper import render as to_pdf
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.plans import actions
from samverkan.plans.forms import PrintForm

SEALED_PAPER = "Eleven har skyddade uppgifter. Lås in papperet. Skälet syns på tidslinjen."


def hand_out(
    request: ReaderRequest, card: PupilCard, *, what: str, back: str, filename: str, made: Callable[[str], PaperPage]
) -> HttpResponse:
    """The page as an accessible PDF, made out by the reader whose name `made` gets.

    `what` names the paper in the definite form: "planen". For a pupil with protected identity a reason is asked for
    first and kept on the timeline, since a paper can be left lying.
    """
    return hand_out_each(request, card, what=what, back=back, filename=filename, made=lambda reader: [made(reader)])


def hand_out_each(
    request: ReaderRequest,
    card: PupilCard,
    *,
    what: str,
    back: str,
    filename: str,
    made: Callable[[str], Sequence[PaperPage]],
    title: str = "",
    to: Sequence[UUID] = (),
) -> HttpResponse:
    """The same for papers that go to one receiver each, in one file called `title`.

    What is printed for those in `to` is in the log once for each of them.
    """
    if card.sealed:
        form = PrintForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            shown = {"card": card, "form": form, "heading": f"Varför skriver du ut {what}?"}
            shown |= {"verb": "Skriv ut", "back": back, "text": SEALED_PAPER}
            page = render(request, "plans/form.html", shown, status=422 if form.errors else 200)
            return ended(page, Outcome.NOT_DONE if form.errors else Outcome.OPENED)
        reason = form.cleaned_data["reason"]
        actions.note_print(case=card.case, what=what, reason=reason, by=request.reader, now=request.now)
    reader = people.names([request.reader.person]).get(request.reader.person, "")
    answer = on_paper(*made(reader), filename=filename, title=title)
    return aimed(answer, *to) if to else answer


def on_paper(*pages: PaperPage, filename: str, title: str = "") -> HttpResponse:
    """The pages as an accessible PDF, built whole before it is sent."""
    answer = HttpResponse(to_pdf(*pages, title=title), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{filename}"'
    answer["Cache-Control"] = "no-store"
    return answer
