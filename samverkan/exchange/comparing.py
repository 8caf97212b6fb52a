"""A roster against the register: who is the same, new, changed, ending. Reads only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from samverkan.exchange.csv.cells import folded_name
from samverkan.exchange.difference import Category, Change, Count, Difference, Doing
from samverkan.exchange.facts import PersonFacts, adults_of_protected, persons_in, reachable
from samverkan.exchange.known import BOND, OTHER_ID, PERSON, WORK, Known
from samverkan.exchange.namesakes import Namesakes, doubt
from samverkan.exchange.roster import Covers, Remark, Roster, Severity
from samverkan.people import registering
from samverkan.people.models import Assignment, Guardianship, Huvudman, Person, Pupil, SourceLink

Adoptable = dict[tuple[str, ...], list[UUID]]
SOMEBODY = {
    Category.PUPIL: "En elev med skyddade uppgifter",
    Category.STAFF: "En medarbetare med skyddade uppgifter",
    Category.ADULT: "En vårdnadshavare med skyddade uppgifter",
}


def compare(roster: Roster, *, huvudman: Huvudman) -> Difference:
    """What applying the roster would do. Writes nothing."""
    facts, remarks = persons_in(roster)
    return _Comparison(roster, huvudman, facts, list(roster.remarks + remarks)).difference()


class _Comparison:
    def __init__(
        self, roster: Roster, huvudman: Huvudman, facts: dict[str, PersonFacts], remarks: list[Remark]
    ) -> None:
        self.roster, self.facts, self.remarks = roster, facts, remarks
        self.known = Known.of(huvudman, roster.source)
        if roster.kept is not None:
            self.known.units = [unit for unit in self.known.units if unit.id in roster.kept]
        self.units = {unit.id: self.known.unit(unit) for unit in roster.units}
        self.pupils = self.known.pupils()
        self.rows = self.known.rows({link.row_id for link in self.known.persons()})
        self.changes: list[Change] = []
        self.learned: list[Change] = []
        self.same: Counter[Category] = Counter()
        self.seen: set[UUID] = set()
        self.unit_ids = {unit.id for unit in self.units.values() if unit is not None}
        self.working = self._working()
        self.ceased: dict[tuple[UUID | None, str], list[Pupil]] = {}
        self.running: list[Pupil] = []
        self.follows: dict[str, UUID] = {}
        """Adults of a pupil whose number was corrected: their new id in the list → who they are here."""
        self.unnamed = set(adults_of_protected(facts.values()))

    def difference(self) -> Difference:
        """What the list would change, row by row, with what looks odd."""
        strangers = []
        for facts in self.facts.values():
            link = self.known.person(facts.person)
            if link is None:
                strangers.append(facts)
            else:
                self._against(facts, link)
        self.running = registering.pupils_at(unit.id for unit in self.known.units) if strangers else []
        adoptable = self._adoptable() if strangers else {}
        self.namesakes = Namesakes(self.running)
        self.ceased = self._ceased() if strangers else {}
        for facts in strangers:
            self._stranger(facts, adoptable)
        self._absent()
        counts = {category: self._count(category) for category in Category}
        return Difference(
            self.known.huvudman.id,
            self.roster,
            tuple(self.changes),
            counts,
            tuple(self.learned),
            tuple(self.remarks),
            self._unlisted(),
        )

    def _unlisted(self) -> int:
        """How many go to the schools of a list of everybody without ever having stood in one: it cannot end them."""
        if not (self.roster.is_list and self.roster.complete and Covers.PUPILS in self.roster.covers):
            return 0
        listed = self.seen | set(self.rows)
        return sum(pupil.person_id not in listed for pupil in registering.pupils_at(self.unit_ids))

    def _against(self, facts: PersonFacts, link: SourceLink) -> None:
        if link.row_id in self.seen:
            self._ask(
                facts,
                "Två poster i källan hör till samma person hos oss. Den här lästes inte.",
                "Slå ihop dem i källan.",
            )
            return
        self.seen.add(link.row_id)
        category = category_of(facts)
        row, pupil = self.rows.get(link.row_id), self.pupils.get(link.row_id)
        digest = self._digest(facts)
        if link.digest == digest:
            self.same[category] += 1
            own = (facts.person.id, *facts.person.other_ids)
            if not all(self.known.link(PERSON, each) or self.known.link(OTHER_ID, each) for each in own):
                self.learned.append(Change(Doing.CHANGED, category, "", facts, link.row_id, digest))
            return
        if row is not None and self._somebody_else(facts, row, pupil):
            self._ask(
                facts,
                "Id:t hör till en person med annat namn hos oss. Posten lästes inte.",
                "Kontrollera id:t i källan.",
            )
            return
        if pupil is not None and self._elsewhere(pupil):
            self._ask(facts, "Eleven går på en skola som inte är din. Raden lästes inte.", "Ta bort raden ur listan.")
            return
        self._changed(facts, category, row, pupil, link)

    def _changed(
        self, facts: PersonFacts, category: Category, row: Person | None, pupil: Pupil | None, link: SourceLink
    ) -> None:
        digest = self._digest(facts)
        if pupil is not None and pupil.case.sealed and not facts.person.protected:
            self._ask(
                facts,
                "Eleven är skyddad hos oss men inte längre i källan. Skyddet ligger kvar.",
                "Två personer tillsammans kan lyfta det, när Skatteverket har gjort det.",
            )
            facts = replace(facts, person=replace(facts.person, protected=True, contact=None))
        if pupil is not None and facts.school is None and Covers.PUPILS in self.roster.covers and not pupil.ended_on:
            self._end_pupil(row, pupil, facts)
            return
        doing = Doing.CHANGED
        if pupil is not None and pupil.ended_on and facts.school is not None:
            doing = Doing.RETURNING
        if facts.person.protected and facts.school and pupil is not None and not pupil.case.sealed:
            doing = Doing.SEALING
        what = self._what(doing, category, facts, row, pupil)
        self.changes.append(Change(doing, category, what, facts, link.row_id, digest))

    def _stranger(self, facts: PersonFacts, adoptable: Adoptable) -> None:
        category = category_of(facts)
        if facts.person.id in self.follows:
            self._follower(facts)
            return
        corrected = self._corrected(facts)
        if corrected is not None:
            self._same_pupil(facts, corrected)
            return
        mail = reachable(facts.person.contact)[0].casefold()
        name = folded_name(facts.person.given_name, facts.person.family_name)
        keys: list[tuple[str, ...]] = [("mail", mail, name)] if mail and (facts.work or facts.waiting) else []
        if facts.school is not None and facts.person.birth_date and self.units.get(facts.school.unit):
            unit = self.units[facts.school.unit]
            keys.append(("elev", str(unit and unit.id), facts.person.birth_date.isoformat(), name))
        rows = {row for key in keys for row in adoptable.get(key, [])} - self.seen
        if len(rows) == 1 and not facts.person.protected:
            row = rows.pop()
            self.seen.add(row)
            what = f"{name_of(facts)} finns redan och knyts till källan."
            self.changes.append(Change(Doing.CHANGED, category, what, facts, row, self._digest(facts)))
            return
        what = self._what(Doing.FRESH, category, facts, None, None)
        self.changes.append(Change(Doing.FRESH, category, what, facts, None, self._digest(facts)))
        self._doubt(facts)

    def _doubt(self, facts: PersonFacts) -> None:
        unit = self.units.get(facts.school.unit) if facts.school is not None else None
        same = self.namesakes.of(facts, unit.id) if unit is not None else ()
        if same:
            told = self.seen | self._rows_of(self.roster.mentioned)
            self.remarks.append(doubt(facts, same, told=told.__contains__, linked=self.pupils.__contains__))

    def _corrected(self, facts: PersonFacts) -> Pupil | None:
        """The one pupil who can be no other: of the same name, and the list has ceased to name her by the old number.

        The same birth date, or the same class when the old number told no date.
        """
        if facts.school is None or facts.person.protected or not (self.roster.is_list and self.roster.complete):
            return None
        unit, born = self.units.get(facts.school.unit), facts.person.birth_date
        name = folded_name(facts.person.given_name, facts.person.family_name)
        found = [
            pupil
            for pupil in self.ceased.get((unit.id if unit else None, name), [])
            if pupil.person_id not in self.seen
            and (pupil.born_on == born if pupil.born_on else _class_of(pupil) == facts.school.class_name)
        ]
        return found[0] if len(found) == 1 else None

    def _ceased(self) -> dict[tuple[UUID | None, str], list[Pupil]]:
        """Running pupils whom the list no longer names, by school and name."""
        mentioned = self._rows_of(self.roster.mentioned)
        found: dict[tuple[UUID | None, str], list[Pupil]] = {}
        for row, pupil in self.pupils.items():
            person = self.rows.get(row)
            if person is None or row in self.seen | mentioned or not self._runs(pupil) or pupil.case.sealed:
                continue
            name = folded_name(person.given_name, person.family_name)
            found.setdefault((pupil.case.unit_id, name), []).append(pupil)
        return found

    def _same_pupil(self, facts: PersonFacts, pupil: Pupil) -> None:
        self.seen.add(pupil.person_id)
        by_number = any(own.startswith("pnr:") for own in (facts.person.id, *facts.person.other_ids))
        number = "rättat personnummer" if by_number else "nytt id i listan"
        what = f"{name_of(facts)}: samma elev, {number}."
        self.changes.append(Change(Doing.CHANGED, Category.PUPIL, what, facts, pupil.person_id, self._digest(facts)))
        self._ask(
            facts,
            f"Eleven finns hos oss och läses in som samma elev, med {number}. Det som är skrivet följer med.",
            "Är det en annan elev: läs först in listan utan raden, och sedan med den.",
        )
        self._let_follow(facts, pupil)

    def _let_follow(self, facts: PersonFacts, pupil: Pupil) -> None:
        """The guardians keep who they are: a list knows them by the child's id, which is another now."""
        bonds = Guardianship.objects.filter(case=pupil.case_id, ends_on=None).select_related("person")
        adults = {folded_name(row.person.given_name, row.person.family_name): row.person for row in bonds}
        for bond in facts.bonds:
            told = self.facts.get(bond.adult)
            row = adults.get(folded_name(told.person.given_name, told.person.family_name)) if told else None
            if row is not None and self.known.adult(bond.adult) is None:
                self.follows[bond.adult] = row.id
                self.rows[row.id] = row

    def _follower(self, facts: PersonFacts) -> None:
        row = self.rows[self.follows[facts.person.id]]
        self.seen.add(row.id)
        what = self._what(Doing.CHANGED, Category.ADULT, facts, row, None)
        self.changes.append(Change(Doing.CHANGED, Category.ADULT, what, facts, row.id, self._digest(facts)))

    def _digest(self, facts: PersonFacts) -> str:
        return self.known.prints.of_content(facts.content)

    def _adoptable(self) -> Adoptable:
        """Persons nobody has linked, by mail and name (staff) and by school, birth date and name (pupils).

        Never by one of them alone: two people may share a mail address, and two a name.
        """
        found: Adoptable = {}
        linked = set(self.rows)
        units = self.known.units
        staff = Assignment.objects.filter(unit__in=units, ends_on=None).select_related("person")
        for person in {row.person for row in staff if row.person_id not in linked and row.person.email}:
            mail = ("mail", person.email.casefold(), folded_name(person.given_name, person.family_name))
            found.setdefault(mail, []).append(person.id)
        for pupil in self.running:
            if pupil.person_id not in linked and pupil.born_on:
                name = folded_name(pupil.person.given_name, pupil.person.family_name)
                place = ("elev", str(pupil.case.unit_id), pupil.born_on.isoformat(), name)
                found.setdefault(place, []).append(pupil.person_id)
        return found

    def _absent(self) -> None:
        """Those the source has ceased to name: all others in a complete read, the removed in any."""
        mentioned = self._rows_of(self.roster.mentioned)
        removed = self._rows_of(each.id for each in self.roster.removed if each.kind == "person")
        for link in sorted(self.known.persons(), key=self._sorting):
            gone = link.row_id in removed or (self.roster.complete and link.row_id not in mentioned)
            if link.row_id in self.seen or not gone:
                continue
            row, pupil = self.rows.get(link.row_id), self.pupils.get(link.row_id)
            if pupil is not None and self._runs(pupil):
                self._end_pupil(row, pupil, None)
            elif Covers.STAFF in self.roster.covers and self.working.get(link.row_id):
                what = f"{row.name if row else 'En medarbetare'} slutar."
                self.changes.append(Change(Doing.ENDING, Category.STAFF, what, None, link.row_id))

    def _sorting(self, link: SourceLink) -> str:
        row = self.rows.get(link.row_id)
        return row.sort_name if row is not None else ""

    def _end_pupil(self, row: Person | None, pupil: Pupil, facts: PersonFacts | None) -> None:
        if pupil.case.sealed:
            text = "En elev med skyddade uppgifter finns inte längre i källan. Hos oss ligger ärendet kvar."
            self.remarks.append(Remark(Severity.CHECK, "skyddad elev", text, "Den som är namngiven kan avsluta det."))
            return
        self.changes.append(
            Change(Doing.ENDING, Category.PUPIL, f"{row.name if row else 'En elev'} slutar.", facts, pupil.person_id)
        )

    def _runs(self, pupil: Pupil) -> bool:
        """Whether the roster may end this pupil: one that goes to a school it speaks for."""
        if pupil.ended_on or Covers.PUPILS not in self.roster.covers:
            return False
        return not self.roster.is_list or pupil.case.unit_id in self.unit_ids

    def _elsewhere(self, pupil: Pupil) -> bool:
        """Whether the pupil goes to a school that the one who imports does not answer for."""
        unit, kept = pupil.case.unit_id, self.roster.kept
        return kept is not None and unit is not None and not pupil.ended_on and unit not in kept

    def _rows_of(self, ids: Iterable[str]) -> set[UUID]:
        links = (self.known.link(PERSON, own) or self.known.link(OTHER_ID, own) for own in ids)
        return {link.row_id for link in links if link is not None}

    def _working(self) -> dict[UUID, int]:
        """How much running work of this source each person has, at the schools the roster speaks for or at none yet."""
        own = [link.row_id for (kind, _), link in self.known.links.items() if kind == WORK]
        rows = Assignment.objects.filter(id__in=own, ends_on=None)
        if self.roster.is_list:
            rows = rows.filter(unit__in=self.unit_ids)
        waiting = [] if self.roster.is_list else [link.row_id for link in self.known.waits()]
        return Counter([*rows.values_list("person_id", flat=True), *waiting])

    def _ending_bonds(self) -> tuple[int, int]:
        """How many bonds of this source would end among the pupils it names, and how many run."""
        own = [link.row_id for (kind, _), link in self.known.links.items() if kind == BOND]
        changed = {change.row_id: change.facts for change in self.changes if change.facts and change.facts.school}
        cases = {pupil.case_id: row for row, pupil in self.pupils.items() if row in changed}
        ending = 0
        for bond in Guardianship.objects.filter(id__in=own, ends_on=None, case__in=cases):
            facts = changed[cases[bond.case_id]]
            present = self._adults(facts) if facts else set()
            ending += bond.person_id not in present
        return (ending if self.ends_parts else 0), len(own)

    def _adults(self, facts: PersonFacts) -> set[UUID]:
        linked = {link.row_id for each in facts.bonds if (link := self.known.adult(each.adult))}
        return linked | {self.follows[each.adult] for each in facts.bonds if each.adult in self.follows}

    @property
    def ends_parts(self) -> bool:
        """Whether what a person no longer has in the source ends: not when only a part of it was read."""
        return self.roster.complete and Covers.GUARDIANS in self.roster.covers

    def _count(self, category: Category) -> Count:
        doings = Counter(change.doing for change in self.changes if change.category is category)
        running, ending = 0, doings[Doing.ENDING]
        if category is Category.PUPIL:
            # No list ends a sealed pupil, and a total with them in it would tell how many they are.
            running = sum(self._runs(pupil) and not pupil.case.sealed for pupil in self.pupils.values())
        elif category is Category.STAFF:
            running = len(self.working)
        else:
            ending, running = self._ending_bonds()
        changed = doings.total() - doings[Doing.FRESH] - doings[Doing.ENDING]
        return Count(self.same[category], doings[Doing.FRESH], changed, ending, running)

    def _somebody_else(self, facts: PersonFacts, row: Person, pupil: Pupil | None) -> bool:
        """Whether a list's id has come to stand for another person: neither name is the same, nor the birth date."""
        person = facts.person
        if not self.roster.is_list or row.protected or person.protected:
            return False
        given = folded_name(person.given_name) == folded_name(row.given_name)
        family = folded_name(person.family_name) == folded_name(row.family_name)
        born = pupil is not None and pupil.born_on is not None and pupil.born_on == person.birth_date
        return not (given or family or born)

    def _ask(self, facts: PersonFacts, text: str, mend: str) -> None:
        where = SOMEBODY[category_of(facts)] if self._is_unnamed(facts) else name_of(facts)
        self.remarks.append(Remark(Severity.CHECK, where, text, mend))

    def _is_unnamed(self, facts: PersonFacts) -> bool:
        """The protected, and the adults of protected pupils: by their names she could be found."""
        return facts.person.protected or facts.person.id in self.unnamed

    def _what(
        self, doing: Doing, category: Category, facts: PersonFacts, row: Person | None, pupil: Pupil | None
    ) -> str:
        if self._is_unnamed(facts) or (row is not None and row.protected):
            return f"{SOMEBODY[category]}: {WORDS[doing]}."
        told = [WORDS[doing]]
        if row is not None and name_of(facts) != row.name:
            told = [f"hette {row.name}"]
        if facts.school is not None and facts.school.class_name:
            before = pupil.group.name if pupil is not None and pupil.group is not None else ""
            if doing is not Doing.CHANGED:
                told.append(f"klass {facts.school.class_name}")
            elif before != facts.school.class_name:
                told = [
                    f"från {before} till {facts.school.class_name}" if before else f"klass {facts.school.class_name}"
                ]
        return f"{name_of(facts)}: {', '.join(told)}."


WORDS = {
    Doing.FRESH: "ny",
    Doing.CHANGED: "uppgifter ändrade",
    Doing.ENDING: "slutar",
    Doing.RETURNING: "kommer tillbaka",
    Doing.SEALING: "får skyddade uppgifter",
}


def _class_of(pupil: Pupil) -> str:
    return pupil.group.name if pupil.group is not None else ""


def category_of(facts: PersonFacts) -> Category:
    """Pupil before staff before adult, for somebody who is more than one."""
    if facts.school is not None:
        return Category.PUPIL
    return Category.STAFF if facts.work or facts.groups or facts.waiting else Category.ADULT


def name_of(facts: PersonFacts) -> str:
    """The name as the source writes it."""
    return f"{facts.person.given_name} {facts.person.family_name}".strip()
