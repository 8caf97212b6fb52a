"""Writing about one pupil: what is said, who is in the team, the plan and the questions of consent."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from samverkan.demo.days import at
from samverkan.demo.making import Making, known_id
from samverkan.demo.places import Places
from samverkan.demo.pupils import Enrolled
from samverkan.guard.models import Cell, Form, Statement
from samverkan.people.cells import existence_cell, school_cell
from samverkan.people.models import Asked, Organisation, Person, TeamMember, Trygghetsperson
from samverkan.people.sealed_names import MANDATE
from samverkan.plans.actions import FREQUENCY
from samverkan.plans.models import Assessment, AssessmentOutcome, Collaboration, Goal, Horizon, Measure, Step
from samverkan.policy import facts
from samverkan.policy.deriving import CLASS_OF_BRANCH
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    InformationClass,
    Kind,
    OrganisationId,
    Regime,
    Role,
)

K = InformationClass


class CaseFile:
    """Everything written about one pupil passes here. Ids follow the pupil's slug and a count for each kind of row."""

    def __init__(self, making: Making, enrolled: Enrolled, staff: Mapping[str, Person], places: Places) -> None:
        self.making, self.enrolled, self.staff, self.places = making, enrolled, staff, places
        self.pupil = enrolled.pupil
        self.school = next(one for one in places.organisations.values() if one.id == self.pupil.cell.holder_id)
        self._count: dict[str, int] = {}

    def id(self, kind: str) -> UUID:
        """The next id of a kind of row."""
        self._count[kind] = self._count.get(kind, 0) + 1
        return known_id(kind, self.enrolled.slug, str(self._count[kind]))

    # What is said

    def cell(
        self,
        information_class: InformationClass,
        kind: Kind,
        *,
        branch: Branch = Branch.SCHOOL,
        origin: InformationClass | None = None,
        confided: bool = False,
    ) -> Cell:
        """A cell held by the pupil's school."""
        wanted = school_cell(self.pupil, information_class, kind, branch=branch, origin=origin, confided=confided)
        return self.making.cell(wanted)

    def outside_cell(self, holder: Organisation, information_class: InformationClass, kind: Kind) -> Cell:
        """A cell held by an organisation outside the school, as known to the school by a given consent."""
        identity = self.pupil.cell.facts
        return self.making.cell(
            facts.Cell(
                huvudman=identity.huvudman,
                case=identity.case,
                unit=None,
                holder=OrganisationId(holder.id),
                regime=Regime(holder.regime),
                branch=Branch(holder.branch),
                information_class=information_class,
                kind=kind,
                sealed=identity.sealed,
            )
        )

    def say(self, cell: Cell, form: Form, text: str, *, by: Person, on: date, clock: str = "15.10") -> Statement:
        """A statement on a day."""
        return self.making.say(cell, form, self.worded(text), by=by.id, at=at(on, clock))

    def words(self, text: str, *, by: Person, on: date) -> Statement:
        """What the pupil has said, written down by somebody the pupil trusts."""
        return self.say(self.cell(K.ORDINARY, Kind.OWN_WORDS), Form.WORDS, text, by=by, on=on, clock="10.30")

    def everyday(self, text: str, *, by: Person, on: date) -> Statement:
        """An ordinary note of school life (K07)."""
        return self.say(self.cell(K.ORDINARY, Kind.NOTE), Form.NOTE, text, by=by, on=on)

    def note(self, text: str, *, by: Person, role: Role, on: date) -> Statement:
        """A note in the capacity of the role: elevhälsa's and EMI's lie in classes of their own."""
        branch = BRANCH_OF_ROLE.get(role, Branch.SCHOOL)
        return self.say(self.cell(CLASS_OF_BRANCH[branch], Kind.NOTE, branch=branch), Form.NOTE, text, by=by, on=on)

    def signal(self, text: str, *, by: Person, on: date) -> Statement:
        """A worry from somebody in the classroom."""
        return self.say(self.cell(K.SUPPORT, Kind.NOTE), Form.SIGNAL, text, by=by, on=on, clock="15.35")

    def event(self, text: str, *, by: Person, on: date) -> Statement:
        """Something that happened in the support work, for the timeline."""
        return self.say(self.cell(K.SUPPORT, Kind.NOTE), Form.EVENT, text, by=by, on=on, clock="14.20")

    def assess(
        self, outcome: AssessmentOutcome, reason: str, *, by: Person, on: date, until: date | None = None
    ) -> None:
        """The rektor's decision when going through the list."""
        cell = self.cell(K.SUPPORT, Kind.DECISION)
        self.making.add(
            Assessment(
                id=self.id("bedomning"),
                case_id=self.enrolled.case,
                cell=cell,
                outcome=outcome,
                until=until,
                reason=self.say(cell, Form.REASON, reason, by=by, on=on) if reason else None,
                made_at=at(on, "16.00"),
                made_by=by,
            )
        )

    # The team

    def seat(
        self,
        person: Person | None,
        role: Role,
        function: str,
        organisation: Organisation | None,
        *,
        since: date,
        mandate: str = "",
        contact: date | None = None,
        until: date | None = None,
    ) -> TeamMember:
        """A seat in the team; without a person a vacancy."""
        row, cell = self.id("plats"), self.making.cell(existence_cell(self.pupil, role, organisation))
        return self.making.add(
            TeamMember(
                id=row,
                case_id=self.enrolled.case,
                cell=cell,
                organisation=organisation,
                person=person,
                role=role,
                function=function,
                sealed_mandate=self.making.seal(cell, MANDATE, row, mandate) if mandate else None,
                last_contact_on=contact,
                since=since,
                until=until,
                added_at=at(since, "15.00"),
                added_by=self.leader,
            )
        )

    @property
    def leader(self) -> Person:
        """The rektor who answers for the pupil's support."""
        rektorer = {"bjorkskolan": "anna-karin", "gymnasiet": "nahid", "anpassade": "gun", "friskolan": "susanne"}
        return self.staff[rektorer.get(self.enrolled.school, "torbjorn")]

    def family_seats(self, *, since: date, contact: date) -> None:
        """The guardians' seats."""
        for guardian, relation in zip(self.enrolled.guardians, ("mamma", "pappa"), strict=False):
            self.seat(guardian, Role.GUARDIAN, relation, None, since=since, contact=contact, mandate="Samtycken")

    def trust(self, person: Person, *, on: date, asked: Asked = Asked.AGREED) -> None:
        """Appoint the trygghetsperson, who has a seat already."""
        self.making.add(
            Trygghetsperson(
                case_id=self.enrolled.case,
                person=person,
                cell=self.pupil.cell,
                appointed_at=at(on, "15.00"),
                appointed_by=self.leader,
                begins_on=on,
                asked=asked,
            )
        )

    # The plan

    def begin(
        self,
        reason: str,
        *,
        coordinator: Person,
        on: date,
        follow_up_on: date | None,
        ended_on: date | None = None,
        version: int = 1,
    ) -> Collaboration:
        """A collaboration begun by the rektor."""
        return self.making.add(
            Collaboration(
                id=self.id("samverkan"),
                case_id=self.enrolled.case,
                cell=self.cell(K.SUPPORT, Kind.DECISION),
                reason=self.say(self.cell(K.SUPPORT, Kind.NOTE), Form.REASON, reason, by=self.leader, on=on),
                coordinator=coordinator,
                begun_at=at(on, "15.30"),
                begun_by=self.leader,
                follow_up_on=follow_up_on,
                version=version,
                changed_at=at(max(on, self.making.ago(12)), "15.30") if ended_on is None else at(ended_on, "15.00"),
                ended_at=None if ended_on is None else at(ended_on, "15.00"),
                ended_by=None if ended_on is None else self.leader,
            )
        )

    def goal(self, text: str, *, by: Person, on: date, horizon: Horizon = Horizon.SHORT, own: bool = False) -> Goal:
        """A goal of the plan."""
        cell = self.cell(K.SUPPORT, Kind.GOAL)
        return self.making.add(
            Goal(
                id=self.id("mal"),
                case_id=self.enrolled.case,
                cell=cell,
                statement=self.say(cell, Form.GOAL, text, by=by, on=on),
                horizon=horizon,
                in_pupils_words=own,
                set_at=at(on, "15.10"),
            )
        )

    def measure(
        self,
        text: str,
        *,
        often: str,
        owner: Person | None,
        organisation: Organisation,
        on: date,
        review_on: date | None,
        goal: Goal | None = None,
        ended_on: date | None = None,
    ) -> Measure:
        """An insats. What another organisation does is received by the school, its origin kept."""
        outside = organisation.id != self.school.id
        origin = CLASS_OF_BRANCH[Branch(organisation.branch)] if outside else None
        cell = self.cell(K.SUPPORT, Kind.MEASURE, origin=origin)
        row = self.id("insats")
        return self.making.add(
            Measure(
                id=row,
                case_id=self.enrolled.case,
                cell=cell,
                statement=self.say(cell, Form.MEASURE, text, by=owner or self.leader, on=on),
                goal=goal,
                organisation=organisation,
                owner=owner,
                sealed_frequency=self.making.seal(cell, FREQUENCY, row, often),
                starts_on=on,
                review_on=None if review_on is None else max(review_on, on),
                ended_on=ended_on,
                set_at=at(on, "15.10"),
            )
        )

    def step(
        self,
        text: str,
        *,
        owner: Person,
        due_on: date,
        on: date,
        done_on: date | None = None,
        agreed: bool = False,
    ) -> Step:
        """A promise with a name and a day; one that was agreed at a meeting on the day it was made."""
        cell = self.cell(K.SUPPORT, Kind.MEASURE)
        return self.making.add(
            Step(
                id=self.id("steg"),
                case_id=self.enrolled.case,
                cell=cell,
                statement=self.say(cell, Form.STEP, text, by=owner, on=on),
                owner=owner,
                due_on=due_on,
                set_at=at(on, "15.10"),
                agreed_on=on if agreed else None,
                done_at=None if done_on is None else at(done_on, "14.00"),
                done_by=None if done_on is None else owner,
            )
        )

    def worded(self, text: str) -> str:
        """The text with the pupil's first name in its place."""
        return text.replace("{namn}", self.enrolled.given_name)
