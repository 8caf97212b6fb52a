"""Where lawyers disagree: how the huvudman reads each point, and which law binds its schools."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, Refused, act, aimed, ended
from samverkan.journal.models import Outcome
from samverkan.people import readings, regimes, stances
from samverkan.people.models import Huvudman
from samverkan.people.readings import PointRow
from samverkan.people.signing_forms import REGIMES, RegimeForm, StanceForm
from samverkan.people.views.start import huvudman_of, shown
from samverkan.people.wording import day_with_year
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Regime, Stance


@act(Action.STANCES_READ)
def index(request: ReaderRequest) -> HttpResponse:
    """Every point, with the reading that holds and who signed it; and the law of each school."""
    huvudman = huvudman_of(request)
    context = {
        "huvudman": huvudman,
        "rows": readings.points(huvudman),
        "laws": readings.laws(huvudman),
        "who": readings.who_signs(huvudman, request.reader, Action.STANCE_SIGN),
    }
    return shown(request, "people/stances.html", context)


@act(Action.STANCES_READ)
def point(request: ReaderRequest, slug: str) -> HttpResponse:
    """One point: the strict reading, the others, and what each changes, with examples out of the rules."""
    huvudman, row = _asked(request, slug)
    context = {
        "huvudman": huvudman,
        "row": row,
        "choices": readings.choices(row, today=request.scope.today),
        "who": readings.who_signs(huvudman, request.reader, Action.STANCE_SIGN),
    }
    return shown(request, "people/stance.html", context)


@act(Action.STANCE_SIGN)
def sign(request: ReaderRequest, slug: str) -> HttpResponse:
    """Choose a reading with a reason; see what it means; sign."""
    huvudman, row = _asked(request, slug)
    _demand_signatory(request, huvudman, Action.STANCE_SIGN)
    form = StanceForm(request.POST or None, point=row.point, initial={"stance": row.chosen})
    if request.method == "POST" and form.is_valid():
        stance, reason = readings.stance_said(form.cleaned_data["stance"]), form.cleaned_data["reason"]
        if "skriv-under" not in request.POST:
            return ended(_confirm(request, row, stance, reason), Outcome.OPENED)
        made = stances.sign(
            huvudman=huvudman.id, point=slug, stance=stance, reason=reason, by=request.reader, now=request.now
        )
        messages.success(request, "Underskrivet. Det gäller från och med nästa gång någon öppnar en sida.")
        return aimed(redirect("stance", slug=slug), made.id)
    context = {"huvudman": huvudman, "row": row, "form": form}
    return shown(request, "people/stance_sign.html", context, status=422 if form.errors else 200)


@act(Action.REGIME_SIGN)
def regime_sign(request: ReaderRequest) -> HttpResponse:
    """Sign that another law binds a school from a day on; shown first, and signed by a second press."""
    huvudman = huvudman_of(request)
    _demand_signatory(request, huvudman, Action.REGIME_SIGN)
    choices = readings.school_choices(huvudman)
    form = RegimeForm(request.POST or None, today=request.scope.today, organisations=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if "skriv-under" not in request.POST:
            return ended(_confirm_regime(request, form, dict(choices)[said["organisation"]]), Outcome.OPENED)
        try:
            made = regimes.sign_change(
                organisation=UUID(said["organisation"]),
                regime=Regime(said["regime"]),
                holds_on=said["holds_on"],
                reason=said["reason"],
                by=request.reader,
                now=request.now,
            )
        except regimes.NotAChange as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, f"Underskrivet. Lagen ändras {day_with_year(said['holds_on'])}.")
            return aimed(redirect("stances"), made.id)
    context = {"huvudman": huvudman, "form": form}
    return shown(request, "people/regime_sign.html", context, status=422 if form.errors else 200)


@act(Action.REGIME_SIGN)
def regime_take_back(request: ReaderRequest, change_id: UUID) -> HttpResponse:
    """Take back a change that waits."""
    huvudman = huvudman_of(request)
    _demand_signatory(request, huvudman, Action.REGIME_SIGN)
    waiting = next((row for row in readings.laws(huvudman) if row.waiting == change_id), None)
    if waiting is None:
        raise Http404
    if request.method == "POST":
        regimes.take_back(change=change_id, by=request.reader, now=request.now)
        messages.success(request, f"Ändringen är tagen tillbaka. {waiting.name} följer samma lag som nu.")
        return redirect("stances")
    context = {
        "question": "Ta tillbaka ändringen?",
        "text": f"Då följer {waiting.name} samma lag som nu.",
        "facts": [("Ändringen", waiting.change), ("Skäl", waiting.reason)],
        "verb": "Ta tillbaka",
        "cancel_url": reverse("stances"),
    }
    return render(request, "confirm.html", context)


def _asked(request: ReaderRequest, slug: str) -> tuple[Huvudman, PointRow]:
    huvudman = huvudman_of(request)
    try:
        return huvudman, readings.point_row(huvudman, slug)
    except KeyError:
        raise Http404 from None


def _demand_signatory(request: ReaderRequest, huvudman: Huvudman, action: Action) -> None:
    who = readings.who_signs(huvudman, request.reader, action)
    if not who.allowed:
        raise Refused(who.otherwise)


def _confirm(request: ReaderRequest, row: PointRow, stance: Stance | None, reason: str) -> HttpResponse:
    today = request.scope.today
    wanted = next((one for one in readings.choices(row, today=today) if one.choice.stance is stance), None)
    changes = wanted.choice.changes if wanted else "Den stränga läsningen gäller igen."
    shown = [
        f"{one.who}, {one.what}: nu {one.before}, sedan {one.after}" for one in (wanted.examples if wanted else ())
    ]
    return render(
        request,
        "confirm.html",
        {
            "question": "Skriv under så här?",
            "text": "Ditt namn, dagen och skälet sparas. Det gäller alla skolor hos huvudmannen, från nästa sida.",
            "facts": [
                ("Frågan", row.point.question),
                ("Så läser ni den", readings.reading_of(row.point, stance)),
                ("Det ändras", changes),
                *((("Exempel", "\n".join(shown)),) if shown else ()),
                ("Skäl", reason),
            ],
            "verb": "Skriv under",
            "cancel_url": reverse("stance_sign", args=[row.point.slug]),
            "hidden": {"stance": request.POST["stance"], "reason": reason, "skriv-under": "ja"},
        },
    )


def _confirm_regime(request: ReaderRequest, form: RegimeForm, name: str) -> HttpResponse:
    said = form.cleaned_data
    return render(
        request,
        "confirm.html",
        {
            "question": f"Ska {name} följa en annan lag?",
            "text": "Allt som är skrivet på skolan byter lag samma dag, i ett steg. Innan dess ändras ingenting, och "
            "ni kan ta tillbaka det.",
            "facts": [
                ("Lagen", REGIMES[Regime(said["regime"])]),
                ("Från och med", day_with_year(said["holds_on"])),
                ("Skäl", said["reason"]),
            ],
            "verb": "Skriv under",
            "cancel_url": reverse("regime_sign"),
            "hidden": {
                **{name: request.POST[name] for name in ("organisation", "regime", "holds_on", "reason")},
                "skriv-under": "ja",
            },
        },
    )
