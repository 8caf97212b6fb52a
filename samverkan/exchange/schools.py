"""The schools and classes of an import."""

from datetime import date

from samverkan.exchange import roster
from samverkan.exchange.difference import Change
from samverkan.exchange.known import CLASS, UNIT, Known
from samverkan.exchange.linking import link
from samverkan.exchange.roster import Covers, GroupKind, Roster
from samverkan.exchange.tracking import Tracker, rows
from samverkan.people import registering
from samverkan.people.models import Group, Pupil, Unit


class Schools:
    """Units and classes of a roster as rows, by the source's ids."""

    def __init__(self, roster: Roster, known: Known, tracker: Tracker, *, today: date) -> None:
        self.roster, self.known, self.tracker, self.today = roster, known, tracker, today
        self.units: dict[str, Unit] = {}
        self.groups: dict[str, Group] = {}

    def write_units(self, going: list[Change]) -> None:
        """Schools that somebody in this import goes to or works at; a source may name many more."""
        wanted = {facts.school.unit for change in going if (facts := change.facts) and facts.school}
        wanted |= {work.unit for change in going if change.facts for work in change.facts.work}
        for each in self.roster.units:
            unit = self.known.unit(each)
            if unit is None and each.id in wanted:
                schools = registering.schools_of(self.known.huvudman)
                code = each.code if len(each.code) == 8 and each.code.isdigit() else ""
                unit = Unit.objects.create(organisation=schools, name=each.name[:120], code=code)
                self.tracker.made(f"{UNIT}:{unit.id}", unit)
                self.known.units.append(unit)
            if unit is not None:
                self.units[each.id] = unit
                if each.id in wanted:
                    link(self.known, self.tracker, f"{UNIT}:{unit.id}", UNIT, each.id, unit.id)

    def write_groups(self) -> None:
        """Make, rename and link the classes of the schools that are written."""
        years = {each.class_name: each.year for each in self.roster.enrolments if each.class_name}
        classes = [each for each in self.roster.groups if each.kind is GroupKind.CLASS and each.unit in self.units]
        renamed = self._renamed(classes)
        for each in classes:
            unit = self.units[each.unit or ""]
            group = self.known.group(each, unit)
            if group is None:
                group = Group.objects.create(unit=unit, name=each.name[:60], school_year=years.get(each.name))
                self.tracker.made(f"{CLASS}:{group.id}", group)
                self.known.groups[unit.id, group.name] = group
            elif each.id in renamed:
                self.tracker.change(f"{CLASS}:{group.id}", group, name=each.name[:60], school_year=years.get(each.name))
            self.groups[each.id] = group
            link(self.known, self.tracker, f"{CLASS}:{group.id}", CLASS, each.id, group.id)

    def _renamed(self, classes: list[roster.Group]) -> set[str]:
        """Classes that the source knows by the same id under a new name: 7B becomes 8B while 8B becomes 9B.

        They step aside first, since a school cannot have two running classes of one name even for a moment.
        """
        found: dict[str, Group] = {}
        for each in classes:
            group = self.known.group(each, None)
            if group is not None and group.name != each.name[:60]:
                found[each.id] = group
        taken = {(group.unit_id, group.name): group for group in self.known.by_id.values()}
        free = {}
        for own, group in found.items():
            name = next(each.name[:60] for each in classes if each.id == own)
            holder = taken.get((group.unit_id, name))
            if holder is None or holder.id in {other.id for other in found.values()}:
                free[own] = group
        for group in free.values():
            Group.objects.filter(pk=group.pk).update(name=group.id.hex)
        return set(free)

    def close_empty(self) -> None:
        """End linked classes the source no longer has, once nobody goes to them."""
        if not (self.roster.complete and Covers.CLASSES in self.roster.covers):
            return
        named = {group.id for group in self.groups.values()}
        units = {unit.id for unit in self.units.values()}
        linked = {link.row_id for (kind, _), link in self.known.links.items() if kind == CLASS}
        for group in self.known.by_id.values():
            gone = group.id in linked and group.id not in named and group.unit_id in units
            if gone and not rows(Pupil).filter(group=group, ended_on=None).exists():
                self.tracker.change(f"{CLASS}:{group.id}", group, ended_on=self.today)
