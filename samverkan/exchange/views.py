"""Import: choose a list, say which column is what, see what would happen, confirm, undo. Or the whole register."""

import time
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.exchange import drafts, one_pupil, runs
from samverkan.exchange.applying import apply, compare, foreseen, known_classes, known_protected, roster_unit, undo
from samverkan.exchange.csv.errorfile import error_file
from samverkan.exchange.csv.headings import ListKind, is_mentor, readable, suggest
from samverkan.exchange.csv.lists import preview, read
from samverkan.exchange.csv.table import load
from samverkan.exchange.difference import WHOLE_SCHOOL, Difference
from samverkan.exchange.drafts import Draft
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.forms import AnswersForm, ColumnsForm, RegisterForm, UploadForm
from samverkan.exchange.models import ImportRun
from samverkan.exchange.one_pupil import OnePupilForm
from samverkan.exchange.protected_words import told_of_protected
from samverkan.exchange.ss12000.connection import Connection
from samverkan.exchange.ss12000.reading import read as read_register
from samverkan.exchange.undoing import Undone
from samverkan.exchange.uploads import too_large
from samverkan.journal.acts import ReaderRequest, Refused, act, ended
from samverkan.journal.models import Outcome
from samverkan.people.models import Unit
from samverkan.people.staff import kept_units
from samverkan.people.views.settings import kept_unit
from samverkan.policy.acting import Action, may_give

TOO_LARGE = "Filen är större än 10 MB. Spara bara listans blad, utan bilder, och försök igen."
WHOLE_HUVUDMAN = (
    "Registret rör alla huvudmannens skolor, och du ansvarar inte för alla. Be den som sköter systemet läsa in det."
)
KINDS = (
    {"name": "Elever", "columns": readable(ListKind.PUPILS), "template": "exchange/mall-elever.csv"},
    {"name": "Personal", "columns": readable(ListKind.STAFF), "template": "exchange/mall-personal.csv"},
)
CHANGED = "Registret har ändrats sedan du såg listan, så inget lästes in. Så här ser det ut nu."


@act(Action.IMPORT_PREVIEW)
def index(request: ReaderRequest) -> HttpResponse:
    """The way in: a file, or the register; and the imports that have been."""
    units = _units(request)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST":
        kept = _kept(request, form, units)
        if kept is not None:
            return redirect("import_columns", draft_id=kept)
    context = {
        "form": form,
        "runs": runs.runs(request.reader, now=request.now),
        "kinds": KINDS,
        "whole": WHOLE_SCHOOL,
        "preparing": bool(request.preparing),
    }
    return render(request, "exchange/imports.html", context, status=422 if form.errors else 200)


@act(Action.IMPORT_PREVIEW)
def one(request: ReaderRequest, draft_id: UUID | None = None) -> HttpResponse:
    """One pupil by hand: what is written becomes a list of one row, which is then looked at like any other."""
    units, before = _units(request), None
    if draft_id is not None:
        before = _draft(request, draft_id)
        if before is None or not before.by_hand:
            return _gone(request)
    initial = one_pupil.written(before.table) | {"unit": str(before.unit.id)} if before else None
    form = OnePupilForm(request.POST or None, initial=initial, units=units, today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        unit = _chosen(units, form)
        made = drafts.keep(
            form.table(), one_pupil.MAP, unit=unit, by=request.reader.person, now=request.now, whole=False
        )
        if before is not None:
            drafts.discard(before.id, by=request.reader.person)
        return redirect("import_review", draft_id=made)
    classes = sorted(set().union(*map(known_classes, units)))
    return render(request, "exchange/one.html", {"form": form, "classes": classes}, status=422 if form.errors else 200)


@act(Action.IMPORT_PREVIEW)
def columns(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """Which column is what, beside the first five rows."""
    draft = _draft(request, draft_id)
    if draft is None:
        return _gone(request)
    wanted = ListKind(kind) if (kind := request.POST.get("kind", "")) in list(ListKind) else draft.columns.kind
    if request.method == "POST" and wanted is not draft.columns.kind:
        again = suggest(draft.table.headings, wanted)
        drafts.recolumn(draft_id, again, by=request.reader.person, now=request.now)
        return redirect("import_columns", draft_id=draft_id)
    form = ColumnsForm(request.POST or None, columns=draft.columns, headings=draft.table.headings)
    if request.method == "POST" and form.is_valid():
        drafts.recolumn(draft_id, form.chosen, by=request.reader.person, now=request.now)
        return redirect("import_review", draft_id=draft_id)
    shown = preview(draft.table, draft.columns)
    context = {"form": form, "rows": form.rows(shown), "shown": shown, "draft": draft}
    context["mentors_elsewhere"] = draft.columns.kind is ListKind.PUPILS and any(map(is_mentor, draft.table.headings))
    return render(request, "exchange/columns.html", context, status=422 if form.errors else 200)


@act(Action.IMPORT_PREVIEW)
def review(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """The dry run: what would happen, in words. Nothing has been written."""
    draft = _draft(request, draft_id)
    if draft is None:
        return _gone(request)
    try:
        difference = _difference(request, draft)
    except SourceFault as fault:
        return _unreadable(request, draft_id, fault)
    return _show_review(request, draft, difference)


@act(Action.IMPORT_PREVIEW)
def errors(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """The rows to mend, as a file."""
    draft = _draft(request, draft_id)
    if draft is None:
        return _gone(request)
    try:
        body = error_file(draft.table, draft.columns, _difference(request, draft).remarks)
    except SourceFault as fault:
        return _unreadable(request, draft_id, fault)
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="att-ratta.csv"'
    return answer


@act(Action.IMPORT_APPLY)
def confirm(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """Carry out what was shown, all of it or nothing."""
    draft = _draft(request, draft_id)
    if draft is None or request.method != "POST":
        return _gone(request) if draft is None else redirect("import_review", draft_id=draft_id)
    try:
        difference = _difference(request, draft)
    except SourceFault as fault:
        return _unreadable(request, draft_id, fault)
    if request.POST.get("sett") != runs.seal_of(difference):
        messages.info(request, CHANGED)
        return ended(redirect("import_review", draft_id=draft_id), Outcome.NOT_DONE)
    answers = AnswersForm(request.POST, difference=difference)
    if not answers.is_valid():
        return ended(_show_review(request, draft, difference, answers), Outcome.NOT_DONE)
    return _apply(request, difference, answers) or ended(redirect("import_review", draft_id=draft_id), Outcome.NOT_DONE)


@act(Action.IMPORT_PREVIEW)
def discard(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """Drop the list."""
    if request.method == "POST":
        drafts.discard(draft_id, by=request.reader.person)
        messages.info(request, "Listan är borttagen. Inget lästes in.")
    return redirect("imports")


@act(Action.IMPORT_PREVIEW)
def result(request: ReaderRequest, run_id: UUID) -> HttpResponse:
    """What came of an import."""
    _, row = runs.run(request.reader, run_id, now=request.now)
    return render(request, "exchange/result.html", {"row": row})


@act(Action.IMPORT_UNDO)
def take_back(request: ReaderRequest, run_id: UUID) -> HttpResponse:
    """Undo an import within a day, for what nobody has used since. One sees first what would go and what would stay."""
    run, row = runs.run(request.reader, run_id, now=request.now)
    try:
        if request.method != "POST":
            context = {"row": row, "undone": _told(request, run, foreseen(run, now=request.now))}
            return render(request, "exchange/undo.html", context)
        undone = _told(request, run, undo(run, by=request.reader.person, now=request.now))
    except SourceFault as fault:
        messages.error(request, str(fault))
        return ended(redirect("import_run", run_id=run_id), Outcome.NOT_DONE)
    return render(request, "exchange/undone.html", {"row": row, "undone": undone})


@act(Action.IMPORT_APPLY)
def register(request: ReaderRequest) -> HttpResponse:
    """The register of SS 12000: read it, show what would happen, and on a second press read it in."""
    unit = kept_unit(request, Action.IMPORT_APPLY)
    whole = runs.covers_huvudman(request.reader, unit)
    form = RegisterForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    asked: list[RegisterForm | AnswersForm] = [form]
    if request.method == "POST" and form.is_valid():
        try:
            difference = _from_register(request, form, unit)
        except SourceFault as fault:
            form.add_error(None, str(fault))
        else:
            seen = runs.seal_of(difference)
            answers = AnswersForm(request.POST if "las-in" in request.POST else None, difference=difference)
            if request.POST.get("sett") == seen and answers.is_valid():
                if not whole:
                    raise Refused(WHOLE_HUVUDMAN)
                return _apply(request, difference, answers) or ended(redirect("import_register"), Outcome.NOT_DONE)
            context |= {"difference": difference, "seen": seen, "rows": difference.changes if whole else ()}
            context |= {"answers": answers, "refusal": difference.refusal()}
            asked.append(answers)
    failed = any(each.errors for each in asked)
    page = render(request, "exchange/register.html", context | {"error_forms": asked}, status=422 if failed else 200)
    return ended(page, Outcome.NOT_DONE if failed else Outcome.OPENED)


def _told(request: ReaderRequest, run: ImportRun, undone: Undone) -> Undone:
    return undone if runs.is_own(request.reader, run) else undone.open


def _units(request: ReaderRequest) -> tuple[Unit, ...]:
    units = kept_units(request.reader, Action.IMPORT_PREVIEW)
    if not units:
        raise Http404
    return units


def _kept(request: ReaderRequest, form: UploadForm, units: tuple[Unit, ...]) -> UUID | None:
    """The draft of the uploaded list, or None with the reason on the form."""
    if too_large(request):
        form.errors["file"] = form.error_class([TOO_LARGE])
        return None
    if not form.is_valid():
        return None
    unit = _chosen(units, form)
    try:
        table = load(form.cleaned_data["file"])
    except SourceFault as fault:
        form.add_error("file", str(fault))
        return None
    whole = not form.cleaned_data["some"]
    return drafts.keep(
        table, suggest(table.headings), unit=unit, by=request.reader.person, now=request.now, whole=whole
    )


def _chosen(units: tuple[Unit, ...], form: UploadForm | OnePupilForm) -> Unit:
    return next(unit for unit in units if str(unit.id) == form.cleaned_data["unit"])


def _draft(request: ReaderRequest, draft_id: UUID) -> Draft | None:
    try:
        draft = drafts.opened(draft_id, by=request.reader.person, now=request.now)
    except SourceFault:
        return None
    return draft if draft.unit in _units(request) else None


def _gone(request: ReaderRequest) -> HttpResponse:
    messages.info(request, "Listan finns inte kvar. Välj filen igen.")
    return ended(redirect("imports"), Outcome.NOT_DONE)


def _unreadable(request: ReaderRequest, draft_id: UUID, fault: SourceFault) -> HttpResponse:
    messages.error(request, str(fault))
    return ended(redirect("import_columns", draft_id=draft_id), Outcome.NOT_DONE)


def _difference(request: ReaderRequest, draft: Draft) -> Difference:
    huvudman = draft.unit.organisation.huvudman
    source = f"csv:{draft.columns.kind}:{draft.unit.code or draft.unit.id}"
    roster = read(
        draft.table,
        draft.columns,
        unit=roster_unit(draft.unit),
        today=request.scope.today,
        known_classes=known_classes(draft.unit),
        known_protected=known_protected(huvudman, source),
        kept=tuple(roster_unit(unit) for unit in _units(request)),
    )
    return compare(replace(roster, complete=roster.complete and draft.whole), huvudman=huvudman)


def _from_register(request: ReaderRequest, form: RegisterForm, unit: Unit) -> Difference:
    huvudman = unit.organisation.huvudman
    with Connection(form.server, sleep=time.sleep) as connection:
        protected = known_protected(huvudman, form.server.source)
        roster = read_register(connection, now=request.now, known_protected=protected)
    return compare(roster, huvudman=huvudman)


def _show_review(
    request: ReaderRequest, draft: Draft, difference: Difference, answers: AnswersForm | None = None
) -> HttpResponse:
    context = {
        "answers": answers or AnswersForm(difference=difference),
        "error_forms": [answers] if answers else [],
        "draft": draft,
        "difference": difference,
        "seen": runs.seal_of(difference),
        "refusal": difference.refusal(),
        "errors_url": reverse("import_errors", args=[draft.id]),
    }
    return render(request, "exchange/review.html", context, status=422 if answers else 200)


def _apply(request: ReaderRequest, difference: Difference, answers: AnswersForm) -> HttpResponse | None:
    """The result page of a carried out import, or None with the reason as a notice."""
    permission = may_give(request.reader, runs.roles_given(difference))
    if not permission.allowed and runs.roles_given(difference):
        raise Refused(f"Listan ger någon en roll i ledningen eller elevhälsan. {permission.sentence}")
    try:
        run = apply(difference, by=request.reader.person, now=request.now, reason=answers.vouched)
    except SourceFault as fault:
        messages.error(request, str(fault))
        return None
    if draft := request.resolver_match and request.resolver_match.kwargs.get("draft_id"):
        drafts.discard(draft, by=request.reader.person)
    if run.pk is None or difference.empty:
        messages.success(request, "Allt var redan som i listan. Inget behövde ändras.")
        return redirect("imports")
    messages.success(request, f"Inläst: {difference.receipt or run.words}.")
    if told := told_of_protected(difference, to=request.reader.person):
        messages.info(request, told)
    return redirect("import_run", run_id=run.pk)
