"""What has been seen in the wheel: Ebba's four times over two school years, and a time or two round some others."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from samverkan.demo.casefile import CaseFile, K
from samverkan.demo.days import at, school_day_near
from samverkan.guard.models import Cell, Form
from samverkan.people.models import Person
from samverkan.policy.vocabulary import Kind
from samverkan.wellbeing.areas import Area, Mark
from samverkan.wellbeing.marking import FIELD, Marks, Side, sealable
from samverkan.wellbeing.models import Attachment, Given, How, Look, TookPart, Whose

MARKS = {"f": Mark.WORKS, "p": Mark.UNDER_WAY, "b": Mark.NEEDS, "-": Mark.UNSAID}
"""A letter for each word, so that eight of them say a wheel."""
Said = Mapping[tuple[Area, Side], str]


def of_ebba(file: CaseFile) -> None:
    """School and Ebba have seen learning and belonging differently. Now learning is under way."""
    jonas = file.staff["jonas"]
    learn, belong, active = Area.ACHIEVING, Area.INCLUDED, Area.ACTIVE
    _school(file, 400, "pfbf-p-p", {(learn, Side.WORRIES): "{namn} lämnar klassrummet när schemat ändras."}, by=jonas)
    _pupil(file, 398, "pfbff--b", {belong: "Jag vet inte vem jag ska vara med."}, by=jonas, given=Given.PICTURES)
    _school(file, 230, "pfbffp-p", {(learn, Side.WORKS): "Slöjd och bild, där {namn} visar andra."}, by=jonas)
    _pupil(file, 230, "ffpffp-b", {}, by=jonas)
    _school(
        file, 86, "pfbffp-p",
        {(learn, Side.WORKS): "När dagen går att förutse klarar {namn} kraven.",
         (learn, Side.WORRIES): "Byten mellan salar och lektioner med vikarie."},
        by=jonas,
    )  # fmt: skip
    _pupil(file, 85, "ffpffp-b", {belong: "På rasten vet jag inte var jag ska vara."}, by=jonas)
    _school(
        file, 13, "pfpffp-p",
        {(learn, Side.WORKS): "Bildschemat. {namn} börjar själv när hon vet vad som ska hända.",
         (belong, Side.WORKS): "Rasten med fadder, tre dagar i veckan.",
         (belong, Side.WORRIES): "De andra dagarna är {namn} ofta ensam."},
        by=jonas,
    )  # fmt: skip
    _pupil(
        file, 12, "ffpffp-b",
        {active: "Schack på fredagar är bäst.", belong: "Jag vill ha någon alla dagar, inte bara tre."},
        by=jonas,
    )  # fmt: skip


def of_elliot(file: CaseFile) -> None:
    """Two times, and the latest lies in the plan as decided at a meeting."""
    _school(file, 200, "fpbfpf-p", {}, by=file.leader)
    _pupil(file, 199, "fpbfff-f", {}, by=file.leader)
    ours = _school(file, 60, "fppffffp", {(Area.ACTIVE, Side.WORKS): "Fotbollen efter skolan."}, by=file.leader)
    own = _pupil(file, 60, "fppfff-f", {Area.INCLUDED: "Jag har mina kompisar."}, by=file.leader)
    _in_plan(file, ours, own, on=_day(file, 55), by=file.leader)


def of_another(file: CaseFile, by: Person) -> None:
    """One time, with what nobody could say anything about left open."""
    _school(file, 30, "fp--f--p", {(Area.ACTIVE, Side.WORKS): "Ridningen."}, by=by)
    _pupil(file, 29, "fb--f--f", {}, by=by)


def _school(file: CaseFile, ago: int, marks: str, said: Said, *, by: Person) -> Look:
    return _look(file, file.cell(K.SUPPORT, Kind.ASSESSMENT), Whose.STAFF, None, ago, marks, said, by)


def _pupil(
    file: CaseFile, ago: int, marks: str, words: Mapping[Area, str], *, by: Person, given: Given = Given.BESIDE
) -> Look:
    said = {(area, Side.OWN): text for area, text in words.items()}
    return _look(file, file.cell(K.SUPPORT, Kind.OWN_WORDS), Whose.PUPIL, given, ago, marks, said, by)


def _look(
    file: CaseFile, cell: Cell, whose: Whose, given: Given | None, ago: int, marks: str, said: Said, by: Person
) -> Look:
    on, row = _day(file, ago), file.id("hjul")
    seen = {area: MARKS[letter] for area, letter in zip(Area, marks, strict=True)}
    words: dict[tuple[Area, Side], UUID] = {
        where: file.say(cell, Form.WHEEL, text, by=by, on=on, clock="10.40").id for where, text in said.items()
    }
    return file.making.add(
        Look(
            id=row,
            case_id=file.enrolled.case,
            cell=cell,
            whose=whose,
            given=given,
            sealed_marks=file.making.seal(cell, FIELD, row, sealable(Marks(seen, words))),
            made_at=at(on, "10.40"),
            made_by=by,
        )
    )


def _in_plan(file: CaseFile, ours: Look, own: Look, *, on: date, by: Person) -> None:
    made = file.making.add(
        Attachment(
            id=file.id("hjul-i-planen"),
            case_id=file.enrolled.case,
            cell=file.cell(K.SUPPORT, Kind.DECISION),
            staff_look=ours,
            pupil_look=own,
            how=How.MEETING,
            decided_on=on,
            made_at=at(on, "15.00"),
            made_by=by,
        )
    )
    for person in (file.pupil.person, *file.enrolled.guardians):
        file.making.add(TookPart(attachment=made, person=person))


def _day(file: CaseFile, ago: int) -> date:
    return school_day_near(file.making.ago(ago))
