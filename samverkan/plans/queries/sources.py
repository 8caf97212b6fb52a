"""What has happened round a pupil, source by source: texts, promises, samverkan, seats, answers about consent."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.db.models import Q
from django.urls import reverse

from samverkan.consent.queries import QuestionRow
from samverkan.consent.wording import REPLY_WORDS
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.models import StandIn, TeamMember, Trygghetsperson
from samverkan.people.wording import STOCKHOLM, listed, lowered, short_day
from samverkan.plans.happenings import SOURCES, Border, Happening, lane_of
from samverkan.plans.models import Collaboration, Reclassified, Step
from samverkan.plans.queries.received import received
from samverkan.policy.acting import Action, may
from samverkan.policy.capacities import capacity
from samverkan.policy.consenting import Reply
from samverkan.policy.reclassing import may_become
from samverkan.policy.releasing import changes_hands
from samverkan.policy.vocabulary import CaseId, InformationClass

Asked = Sequence[QuestionRow]
FORM_TITLES: dict[str, str] = {
    Form.NOTE: "Anteckning",
    Form.SIGNAL: "Något har uppmärksammats",
    Form.WORDS: "Elevens egna ord",
    Form.REASON: "Varför samverkan behövs",
    Form.GOAL: "Nytt mål",
    Form.MEASURE: "Ny insats",
    Form.STEP: "Nytt nästa steg",
    Form.EVENT: "Händelse",
}
FORM_SORTS: dict[str, str] = {
    Form.NOTE: "anteckning",
    Form.SIGNAL: "anteckning",
    Form.WORDS: "ord",
    Form.REASON: "plan",
    Form.GOAL: "plan",
    Form.MEASURE: "plan",
    Form.STEP: "lofte",
}


def gathered(scope: Scope, case: CaseId, border: Border | None, limit: int, *, asked: Asked = ()) -> list[Happening]:
    """Happenings of every source, unsorted, at most `limit` past ones of each. `asked` are the consent questions."""
    own = (_statements, _promises, _beginnings, _seats, _trusted, _counted)
    found = [event for source in (*own, *SOURCES) for event in source(scope, case, border, limit)]
    return [*found, *_inside(_answers(asked), border)]


def _statements(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = Statement.objects.within(scope).filter(
        cell__case_id=case, form__in=list(FORM_TITLES), replaced_by__isnull=True
    )
    if border is not None:
        rows = rows.filter(Q(made_at__lt=border.at) | Q(made_at=border.at, id__lt=border.id))
    found = list(rows.order_by("-made_at", "-id")[:limit])
    authors = people.names(row.author_id for row in found)
    came = {row.statement_id: row.mark for row in received(scope, case, statements=[row.id for row in found])}
    counts = may(scope.reader, Action.RECLASSIFY, case=case, unit=found[0].cell.facts.unit).allowed if found else False
    for row in found:
        url, url_text = _beside(scope, row, counts=counts)
        yield Happening(
            row.made_at,
            row.id,
            FORM_TITLES[row.form],
            lane_of(row.cell.facts),
            row.cell.facts,
            by=" · ".join(part for part in (authors.get(row.author_id, ""), came.get(row.id, "").rstrip(".")) if part),
            statement=row.id,
            url=url,
            url_text=url_text,
            sort=FORM_SORTS.get(row.form, ""),
        )


def _beside(scope: Scope, row: Statement, *, counts: bool) -> tuple[str, str]:
    """Where what is another's is taken in, or the school's own note is counted as something else, with the words."""
    case, cell = row.cell.case_id, row.cell.facts
    if _elsewhere(scope, row):
        return reverse("take_in", args=[case, row.id]), "Ta in i skolans plan"
    standing = capacity(scope.reader, cell.case, cell.unit) if counts and row.form == Form.NOTE else None
    if may_become(cell, standing, scope.today):
        return reverse("reclassify", args=[case, row.id]), "Räkna som något annat"
    return "", ""


def _elsewhere(scope: Scope, row: Statement) -> bool:
    """Whether the text lies in somebody else's section and the reader writes at the school."""
    cell = row.cell.facts
    standing = capacity(scope.reader, cell.case, cell.unit)
    return (
        standing is not None
        and changes_hands(cell, standing)
        and may(scope.reader, Action.TAKE_IN, case=cell.case, unit=cell.unit).allowed
    )


def _promises(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """Promises kept, and those still to be kept."""
    for row in Step.objects.within(scope).filter(case_id=case).select_related("cell", "owner").order_by("-set_at"):
        if row.done_at is None and row.failed_at is None:
            if border is None:
                yield Happening(
                    _morning(row.due_on),
                    row.id,
                    "Nästa steg ska vara klart",
                    lane_of(row.cell.facts),
                    row.cell.facts,
                    by=row.owner.name,
                    statement=row.statement_id,
                    due=row.due_on >= scope.today,
                    sort="lofte",
                )
        elif (at := row.done_at or row.failed_at) is not None:
            made = Happening(
                at,
                row.id,
                "Nästa steg klart" if row.done_at else "Nästa steg gick inte",
                lane_of(row.cell.facts),
                row.cell.facts,
                by=row.owner.name,
                statement=row.statement_id,
                sort="lofte",
            )
            yield from _inside([made], border)


def _beginnings(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = list(Collaboration.objects.within(scope).filter(case_id=case).select_related("cell", "coordinator"))
    for row in rows:
        cell = row.cell.facts
        begun = Happening(
            row.begun_at, row.id, "Samverkan började", "skola", cell, by=row.coordinator.name, sort="plan"
        )
        yield from _inside([begun], border)
        if row.ended_at is not None:
            ended = Happening(row.ended_at, row.id, "Samverkan avslutades", "skola", cell, sort="plan")
            yield from _inside([ended], border)
        elif row.follow_up_on is not None and row.follow_up_on >= scope.today and border is None:
            yield Happening(
                _morning(row.follow_up_on),
                row.id,
                "Uppföljning",
                "skola",
                cell,
                by=row.coordinator.name,
                due=True,
                sort="plan",
            )


def _seats(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = TeamMember.objects.within(scope).filter(case_id=case, person__isnull=False)
    events = [
        Happening(
            row.added_at,
            row.id,
            f"{row.person.name} kom med i teamet" if row.person else "",
            "hem" if row.organisation_id is None else lane_of(row.cell.facts),
            row.cell.facts,
            by=row.organisation.name if row.organisation else "",
            minor=True,
            sort="team",
        )
        for row in rows.select_related("cell", "person", "organisation")
    ]
    yield from _inside(events, border)


def _trusted(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = Trygghetsperson.objects.within(scope).filter(case_id=case).select_related("cell", "person")
    events = [
        Happening(
            row.appointed_at,
            UUID(int=row.pk),
            f"{row.person.name} utsågs till trygghetsperson",
            "skola",
            row.cell.facts,
            sort="team",
        )
        for row in rows
    ]
    placed = StandIn.objects.within(scope).filter(case_id=case).select_related("cell", "person", "instead_of__person")
    events += [
        Happening(
            row.set_at,
            row.id,
            f"{row.person.name} svarar i stället för {row.instead_of.person.name}",
            "skola",
            row.cell.facts,
            text=_days(row),
            minor=True,
            sort="team",
        )
        for row in placed
    ]
    yield from _inside(events, border)


def _days(row: StandIn) -> str:
    until = f" till {short_day(row.ends_on)}" if row.ends_on else ""
    return f"Från {short_day(row.begins_on)}{until}."


def _counted(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """That a note is counted as something else: for those who read it, since it opened or closed to somebody."""
    rows = Reclassified.objects.within(scope).filter(case_id=case).select_related("cell", "counted_by")
    events = [
        Happening(
            row.counted_at,
            row.id,
            "Anteckning räknad som något annat",
            lane_of(row.cell.facts),
            row.cell.facts,
            by=row.counted_by.name,
            text=f"Förut: {lowered(InformationClass(row.former_class).label)}.",
            minor=True,
            sort="anteckning",
        )
        for row in rows
    ]
    yield from _inside(events, border)


def _answers(asked: Asked) -> Iterable[Happening]:
    """Questions put and answers given; those of one day are one event, since one letter or one call carried them."""
    put: dict[date, list[QuestionRow]] = {}
    said: dict[tuple[date, Reply, str], list[QuestionRow]] = {}
    for row in asked:
        if row.asked_on is not None:
            put.setdefault(row.asked_on, []).append(row)
        for (on, reply), names in _replies(row).items():
            said.setdefault((on, reply, listed(names)), []).append(row)
    for on, rows in put.items():
        yield _of_consent(_morning(on), rows, "Samtycke efterfrågat", "skola", "")
    for (on, reply, by), rows in said.items():
        yield _of_consent(_noon(on), rows, f"Svar om samtycke: {REPLY_WORDS[reply].lower()}", "hem", by)


def _replies(row: QuestionRow) -> dict[tuple[date, Reply], list[str]]:
    found: dict[tuple[date, Reply], list[str]] = {}
    for giver in row.givers:
        if giver.answered_on is not None:
            found.setdefault((giver.answered_on, giver.reply), []).append(giver.name)
    return found


def _of_consent(at: datetime, rows: Sequence[QuestionRow], title: str, lane: str, by: str) -> Happening:
    text = " ".join(row.title for row in rows)
    key = uuid5(rows[-1].id, f"{title} {by}")
    return Happening(at, key, title, lane, rows[-1].cell, by=by, text=text, minor=True, sort="samtycke")


def _inside(events: Iterable[Happening], border: Border | None) -> Iterable[Happening]:
    return (event for event in events if border is None or border.precedes(event))


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(8), STOCKHOLM)


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(8), STOCKHOLM) + timedelta(hours=4)
