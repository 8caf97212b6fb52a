"""A difference carried out, in one transaction, through acts of the people room."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from samverkan.exchange.difference import Change, Difference, Doing
from samverkan.exchange.facts import Bond, PersonFacts, Work, adults_of_protected, persons_in, reachable
from samverkan.exchange.known import BOND, GROUP_WORK, OTHER_ID, PERSON, WORK, Known
from samverkan.exchange.linking import link
from samverkan.exchange.roster import Covers, Relation
from samverkan.exchange.schools import Schools
from samverkan.exchange.sign_in_keys import SignInKeys
from samverkan.exchange.tracking import Tracker
from samverkan.exchange.waiting import Waiting
from samverkan.people import barring, leaving, registering
from samverkan.people.models import (
    Assignment,
    Custody,
    DepartureReason,
    GroupRole,
    Guardianship,
    Person,
    Pupil,
    Unit,
)
from samverkan.policy.acting import FIRST_OFFICERS
from samverkan.policy.vocabulary import PersonId
from samverkan.vault.models import DataKey


class Writer:
    """Writes one difference. Units and classes first, then people, work, pupils, bonds; what ends comes last."""

    def __init__(
        self, difference: Difference, known: Known, tracker: Tracker, *, by: PersonId | None, now: datetime
    ) -> None:
        self.difference, self.known, self.tracker, self.by, self.now = difference, known, tracker, by, now
        self.roster = difference.roster
        self.today: date = timezone.localdate(now)
        self.schools = Schools(self.roster, known, tracker, today=self.today)
        self.waiting = Waiting(known, tracker, today=self.today)
        self.units, self.groups = self.schools.units, self.schools.groups
        self.people: dict[str, Person] = {}
        self.pupils = known.pupils()
        self.told = {person.id: person for person in self.roster.persons}
        self.fresh: set[UUID] = set()
        """Persons made in this run."""
        self.to_hide = adults_of_protected(change.facts for change in difference.changes if change.facts)

    def write(self) -> None:
        """Carry everything out."""
        going = [change for change in self.difference.changes if change.facts and change.doing is not Doing.ENDING]
        self.schools.write_units(going)
        self.schools.write_groups()
        for change in going:
            self._person(change)
        for change in going:
            self._work(change)
            self._sign_in_keys(change)
        for change in going:
            self._pupil(change)
        for change in going:
            self._bonds(change)
        for change in going:
            self._hide_known_adult(change)
        self._name_new_leaders(going)
        for change in self.difference.changes:
            if change.doing is Doing.ENDING:
                self._end(change)
        for change in (*going, *self.difference.learned):
            self._remember(change)
        self.schools.close_empty()

    def _name_new_leaders(self, going: Sequence[Change]) -> None:
        """Whoever comes to lead a unit is named for its protected pupils, unchanged ones too: else nobody is left."""
        works = (work for change in going if change.facts for work in change.facts.work)
        led = {work.unit for work in works if work.role in FIRST_OFFICERS and work.unit in self.units}
        for facts in persons_in(self.roster)[0].values() if led else ():
            known = self.known.person(facts.person) if facts.person.protected else None
            if known is None or facts.school is None or facts.school.unit not in led:
                continue
            pupil = registering.pupils([known.row_id]).get(known.row_id)
            if pupil is not None and pupil.case.sealed:
                self._name(self._bundle(facts), pupil, self.units[facts.school.unit])

    def _name(self, bundle: str, pupil: Pupil, unit: Unit) -> None:
        before = registering.named_for(pupil.case)
        registering.name_rektor(pupil.case, unit, now=self.now)
        self.tracker.made(bundle, *(each for each in registering.named_for(pupil.case) if each not in before))

    def _person(self, change: Change) -> None:
        facts = change.facts
        assert facts is not None
        person = facts.person
        row = Person.objects.filter(pk=change.row_id).first() if change.row_id else None
        mail, phone = reachable(person.contact)
        plain = {"given_name": person.given_name[:80], "family_name": person.family_name[:80]}
        plain |= {"email": mail[:254], "phone": phone[:40]}
        plain |= {"language": person.language} if person.language else {}  # what people have written stays
        if row is None:
            hidden = self._hides(facts)
            row = Person.objects.create(protected=hidden, **({} if hidden else plain))
            self.fresh.add(row.id)
            self.people[person.id] = row
            self.tracker.made(self._bundle(facts), row)
            return
        self.people[person.id] = row
        if (row.email or row.phone) and not (mail or phone):
            self.tracker.dropped(row, email="", phone="")
        # The name of somebody who becomes protected stays until its place in the vault is known, a few lines on.
        if not (row.protected or self._hides(facts)):
            self.tracker.change(self._bundle(facts), row, **plain)

    def _hides(self, facts: PersonFacts) -> bool:
        """Whose name goes into the vault: protected pupils and adults, and the adults of a protected pupil.

        Protected staff are known by name to all they work with; their phone and mail are not read.
        """
        return (facts.person.protected and not facts.work) or facts.person.id in self.to_hide

    def _work(self, change: Change) -> None:
        facts = change.facts
        assert facts is not None
        if Covers.STAFF not in self.roster.covers:
            return
        bundle, person = self._bundle(facts), self.people[facts.person.id]
        kept: set[UUID] = set()
        for work in facts.work:
            if work.unit in self.units:
                row = self._assignment(bundle, facts.person.id, person, work)
                kept.add(row.id)
                link(self.known, self.tracker, bundle, WORK, f"{facts.person.id}|{work.unit}|{work.role}", row.id)
        for each in facts.groups:
            group = self.groups.get(each.group)
            if group is None:
                continue
            role = GroupRole.objects.filter(person=person, group=group, role=each.role, ends_on=None).first()
            if role is None:
                role = GroupRole.objects.create(person=person, group=group, role=each.role, begins_on=self.today)
                self.tracker.made(bundle, role)
            link(
                self.known,
                self.tracker,
                bundle,
                GROUP_WORK,
                f"{facts.person.id}|{each.group}|{each.role}",
                _uuid(role.pk),
            )
            kept.add(_uuid(role.pk))
        self.waiting.keep(bundle, facts, person.id)
        if self.roster.complete:
            self._end_work(bundle, person, kept)
            self.waiting.end(bundle, person.id, facts.waiting, kept)

    def _sign_in_keys(self, change: Change) -> None:
        """Keep by what the huvudman's sign-in knows the person: a way in, so whoever reads in must answer for it."""
        facts = change.facts
        assert facts is not None
        if facts.person.sign_in_keys and (facts.work or facts.groups):
            keys = SignInKeys(self.known, self.tracker, by=self.by, now=self.now)
            keys.learn(self._bundle(facts), self.people[facts.person.id], facts.person.sign_in_keys)

    def _assignment(self, bundle: str, own: str, person: Person, work: Work) -> Assignment:
        """The running assignment, made when there is none. One that somebody has ended by hand stays ended."""
        unit, begins = self.units[work.unit], work.starts_on or self.today
        before = self.known.link(WORK, f"{own}|{work.unit}|{work.role}")
        row = Assignment.objects.filter(pk=before.row_id, ends_on__gte=self.today).first() if before else None
        row = row or Assignment.objects.filter(person=person, unit=unit, role=work.role, ends_on=None).first()
        if row is None:
            row = Assignment.objects.create(
                person=person,
                organisation=unit.organisation,
                unit=unit,
                role=work.role,
                title=work.title[:80],
                begins_on=begins,
                ends_on=None if work.ends_on is None else max(work.ends_on, begins),
            )
            self.tracker.made(bundle, row)
            return row
        last_day = row.ends_on if work.ends_on is None else max(work.ends_on, row.begins_on)
        self.tracker.change(bundle, row, title=work.title[:80], ends_on=last_day)
        return row

    def _end_work(self, bundle: str, person: Person, kept: set[UUID]) -> None:
        """End what this source once said of the person's work and no longer does. What people have added stays."""
        own = {(link.kind, link.row_id) for link in self.known.links.values()}
        works = Assignment.objects.filter(person=person, ends_on=None)
        roles = GroupRole.objects.filter(person=person, ends_on=None)
        if self.roster.kept is not None:
            works = works.filter(unit__in=self.roster.kept)
            roles = roles.filter(group__unit__in=self.roster.kept)
        for row in works:
            if (WORK, row.id) in own and row.id not in kept:
                self._end_now(bundle, row)
        for role in roles:
            if (GROUP_WORK, _uuid(role.pk)) in own and _uuid(role.pk) not in kept:
                self._end_now(bundle, role)

    def _end_now(self, bundle: str, row: Assignment | GroupRole | Guardianship) -> None:
        """Yesterday was the last day, so that the next request knows. What began today was never there at all."""
        self.tracker.end(bundle, row, last=self.today - timedelta(days=1))

    def _pupil(self, change: Change) -> None:
        facts = change.facts
        assert facts is not None
        if facts.school is None or facts.school.unit not in self.units:
            return
        person, unit = self.people[facts.person.id], self.units[facts.school.unit]
        pupil = self.pupils.get(person.id) or registering.pupils([person.id]).get(person.id)
        bundle = self._bundle(facts)
        if pupil is None:
            pupil = self._enrol(bundle, facts, person, unit)
        elif pupil.case.sealed:
            registering.hide(person, pupil.cell, name=_name(facts), now=self.now)
            registering.keep_birth_date(pupil, facts.person.birth_date)
            self._name(bundle, pupil, unit)
            self.tracker.sealed(bundle, person)
        elif facts.person.protected:
            self._leave_other(bundle, pupil, unit)
            registering.seal_case(pupil, at=unit, now=self.now)
            pupil = registering.pupils([person.id])[person.id]
            registering.hide(person, pupil.cell, name=_name(facts), now=self.now)
            self.tracker.sealed(bundle, pupil)
        else:
            self._move(bundle, facts, pupil, unit)
        self.pupils[person.id] = pupil

    def _enrol(self, bundle: str, facts: PersonFacts, person: Person, unit: Unit) -> Pupil:
        assert facts.school is not None
        first_day = facts.school.starts_on or self.today
        if facts.person.protected:
            pupil = registering.enrol_sealed(
                person,
                name=_name(facts),
                at=unit,
                born_on=facts.person.birth_date,
                enrolled_on=first_day,
                now=self.now,
            )
            officers = registering.named_for(pupil.case)
            keys = list(DataKey.objects.filter(case=pupil.case))
            self.tracker.made(bundle, pupil.case, pupil.cell, pupil, *officers, *keys)
            return pupil
        group = self.groups.get(facts.group or "")
        pupil = registering.enrol(
            person, unit=unit, group=group, born_on=facts.person.birth_date, enrolled_on=first_day
        )
        self.tracker.made(bundle, pupil.case, pupil.cell, pupil)
        return pupil

    def _move(self, bundle: str, facts: PersonFacts, pupil: Pupil, unit: Unit) -> None:
        group = self.groups.get(facts.group or "")
        if Covers.CLASSES not in self.roster.covers and pupil.case.unit_id == unit.id:
            group = pupil.group
        if pupil.case.unit_id != unit.id:
            self._leave_other(bundle, pupil, unit)
            cell = registering.cell_at(pupil.case, unit)
            self.tracker.change(bundle, pupil.case, unit_id=unit.id)
            self.tracker.change(bundle, pupil, cell_id=cell.pk)
        born = facts.person.birth_date or pupil.born_on
        self.tracker.change(bundle, pupil, group_id=None if group is None else group.id, born_on=born, ended_on=None)

    def _leave_other(self, bundle: str, pupil: Pupil, unit: Unit) -> None:
        """What goes on at another school ends there, so that the new one can begin anew."""
        if pupil.ended_on is None and pupil.case.unit_id != unit.id:
            self._leave(bundle, pupil, DepartureReason.MOVED)

    def _leave(self, bundle: str, pupil: Pupil, why: DepartureReason) -> None:
        departure = leaving.depart(pupil, why=why, by=self.by, now=self.now)
        self.tracker.made(bundle, departure)
        leaving.end_all(departure, partial(self.tracker.change, bundle))

    def _bonds(self, change: Change) -> None:
        facts = change.facts
        assert facts is not None
        if facts.school is None or Covers.GUARDIANS not in self.roster.covers:
            return
        pupil = self.pupils.get(self.people[facts.person.id].id)
        if pupil is None:
            return
        bundle, kept = self._bundle(facts), set()
        for bond in facts.bonds:
            adult = self._adult(bond.adult)
            if adult is None:
                continue
            row = self._bond(bundle, pupil, adult, bond)
            kept.add(row.id)
            link(self.known, self.tracker, bundle, BOND, f"{facts.person.id}|{bond.adult}", row.id)
            self._hide_adult(facts, adult, bond, pupil)
        if self.roster.complete:
            own = {link.row_id for (kind, _), link in self.known.links.items() if kind == BOND}
            for row in Guardianship.objects.filter(case=pupil.case, ends_on=None):
                if row.id in own and row.id not in kept:
                    self._end_now(bundle, row)

    def _bond(self, bundle: str, pupil: Pupil, adult: Person, bond: Bond) -> Guardianship:
        custody = (Custody.SOLE if bond.sole else Custody.JOINT) if bond.custody else Custody.NONE
        row = Guardianship.objects.filter(case=pupil.case, person=adult, ends_on=None).first()
        if row is None:
            row = Guardianship.objects.create(
                case=pupil.case,
                person=adult,
                relation=Relation(bond.relation).words,
                custody=custody,
                begins_on=self.today,
            )
            self.tracker.made(bundle, row)
            barring.follow(pupil, adult, now=self.now)
            return row
        # A person may know more than the source: särskilt förordnad is written by hand and stays.
        if row.custody != Custody.APPOINTED:
            self.tracker.change(bundle, row, relation=Relation(bond.relation).words, custody=custody)
        return row

    def _hide_adult(self, facts: PersonFacts, adult: Person, bond: Bond, pupil: Pupil) -> None:
        """Put the name of a protected adult, or of a protected pupil's adult, into the vault beside the pupil's."""
        told = self.told.get(bond.adult)
        protected = facts.person.protected or (told is not None and told.protected)
        if not protected or (adult.sealed_name is not None and not facts.person.protected):
            return
        name = (told.given_name, told.family_name) if told else (adult.given_name, adult.family_name)
        if any(name):
            before = set(DataKey.objects.filter(case=pupil.case))
            registering.hide(adult, pupil.cell, name=name, now=self.now)
            self.tracker.made(self._bundle(facts), *(set(DataKey.objects.filter(case=pupil.case)) - before))
            if adult.id not in self.fresh:
                self.tracker.sealed(f"{PERSON}:{adult.id}", adult)

    def _hide_known_adult(self, change: Change) -> None:
        """An adult who has become protected while nothing of the child has changed: hidden beside a child of hers."""
        facts = change.facts
        assert facts is not None
        row = self.people[facts.person.id]
        if not facts.person.protected or facts.work or facts.school or row.sealed_name is not None:
            return
        bond = Guardianship.objects.filter(person=row, ends_on=None).first()
        pupil = None if bond is None else registering.pupil_of(bond.case_id)
        if pupil is not None:
            before = set(DataKey.objects.filter(case=pupil.case))
            registering.hide(row, pupil.cell, name=_name(facts), now=self.now)
            self.tracker.made(self._bundle(facts), *(set(DataKey.objects.filter(case=pupil.case)) - before))
            self.tracker.sealed(self._bundle(facts), row)

    def _adult(self, own: str) -> Person | None:
        if own not in self.people:
            adult = self.known.adult(own)
            row = Person.objects.filter(pk=adult.row_id).first() if adult is not None else None
            if row is None:
                return None
            self.people[own] = row
        return self.people[own]

    def _end(self, change: Change) -> None:
        bundle = f"{PERSON}:{change.row_id}"
        pupil = self.pupils.get(change.row_id) if change.row_id else None
        if pupil is not None:
            self._leave(bundle, pupil, DepartureReason.LEFT)
            self.tracker.change(bundle, pupil, ended_on=max(self.today, pupil.enrolled_on))
        elif change.row_id:
            self._end_work(bundle, Person(id=change.row_id), set())
            self.waiting.end(bundle, change.row_id, (), set())
        main = self.known.main.get(change.row_id) if change.row_id else None
        if main is not None:
            self.tracker.change(bundle, main, digest="")

    def _remember(self, change: Change) -> None:
        """Link every id the source has for the person, and the fingerprint of what it said, to the row."""
        facts = change.facts
        assert facts is not None
        row_id = change.row_id or self.people[facts.person.id].id
        bundle = self._bundle(facts)
        main = self.known.main.get(row_id)
        if main is None:
            link(self.known, self.tracker, bundle, PERSON, facts.person.id, row_id, digest=change.digest)
        else:
            if main.external_id != self.known.prints.of_id(facts.person.id):
                link(self.known, self.tracker, bundle, OTHER_ID, facts.person.id, row_id)
            self.tracker.change(bundle, main, digest=change.digest)
        for own in facts.person.other_ids:
            link(self.known, self.tracker, bundle, OTHER_ID, own, row_id)

    def _bundle(self, facts: PersonFacts) -> str:
        """Rows of one person are undone together."""
        row = self.people.get(facts.person.id)
        if row is not None:
            return f"{PERSON}:{row.id}"
        main = self.known.person(facts.person)
        return f"{PERSON}:{main.row_id if main else self.known.prints.of_id(facts.person.id)[:40]}"


def _name(facts: PersonFacts) -> tuple[str, str]:
    return facts.person.given_name, facts.person.family_name


def _uuid(number: int) -> UUID:
    """A row with a counted key as the UUID that links keep."""
    return UUID(int=number)
