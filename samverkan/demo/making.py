"""What is being built: the day it is built for, the dice, the rows not yet written and the cells already named."""

import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from samverkan.consent.models import Answer, Question
from samverkan.guard.cells import cell_for
from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Form, Grant, Statement
from samverkan.meetings.models import (
    AgendaItem,
    ChecklistTick,
    Closing,
    Dispatch,
    Invitee,
    Meeting,
    MinutesRow,
    MinutesSent,
    Presence,
    Turn,
)
from samverkan.meetings.team.models import TeamMeeting, TeamPoint, TeamSeat
from samverkan.people.models import (
    Account,
    Assignment,
    Bar,
    ContactPoint,
    FreeDays,
    Group,
    GroupRole,
    Guardianship,
    Huvudman,
    NamedOfficer,
    Organisation,
    Person,
    Pupil,
    SignedStart,
    TeamMember,
    Trygghetsperson,
    Unit,
)
from samverkan.people.wording import local_day
from samverkan.plans.models import Assessment, Collaboration, ContactTaken, Decision, Goal, Measure, Step
from samverkan.policy import facts
from samverkan.vault.keys import compartment, key_for_writing, shelf
from samverkan.vault.sealing import Place, seal
from samverkan.vault.texts import TEXT
from samverkan.wellbeing.models import Attachment, Look, TookPart

BJORKVIK = uuid.UUID("b10c5b1a-77aa-5c10-9d3e-6f0e1c2b7a10")
"""Namespace of every id in the invented municipality."""

Progress = Callable[[str], None]
Row = TypeVar("Row", bound=Model)
BATCH = 1000

ORDER: tuple[type[Model], ...] = (
    Huvudman,
    Organisation,
    Unit,
    Group,
    Person,
    Account,
    Assignment,
    SignedStart,
    FreeDays,
    GroupRole,
    ContactPoint,
    Case,
    Cell,
    Pupil,
    Guardianship,
    NamedOfficer,
    Bar,
    Statement,
    TeamMember,
    Trygghetsperson,
    Collaboration,
    Goal,
    Measure,
    Step,
    Decision,
    Assessment,
    ContactTaken,
    Question,
    Answer,
    Grant,
    TeamMeeting,
    TeamSeat,
    TeamPoint,
    Meeting,
    AgendaItem,
    Invitee,
    Dispatch,
    ChecklistTick,
    Presence,
    Turn,
    MinutesRow,
    Closing,
    MinutesSent,
    Look,
    Attachment,
    TookPart,
)


def known_id(*words: str) -> UUID:
    """The id of somebody or something in the world, from its own words; the same in every build."""
    return uuid.uuid5(BJORKVIK, "/".join(words))


class Making:
    """The build in progress. Rows are gathered and written many at a time; a flush keeps the order they need."""

    def __init__(self, *, now: datetime, seed: int, progress: Progress) -> None:
        self.now = now
        self.today: date = local_day(now)
        self.seed = seed
        self.dice = random.Random(seed)  # noqa: S311 - names and dates, nothing secret
        self.progress = progress
        self._waiting: dict[type[Model], list[Model]] = defaultdict(list)
        self._cells: dict[facts.Cell, Cell] = {}
        self._keys: dict[tuple[UUID, UUID, str], bytes] = {}
        self._senders: list[tuple[Question, Sequence[Organisation]]] = []
        self._said = 0

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        """The day so many days after today."""
        return self.today + timedelta(days=days)

    def add(self, row: Row) -> Row:
        """Keep a row for the next flush."""
        self._waiting[type(row)].append(row)
        return row

    def waiting(self, model: type[Row]) -> list[Row]:
        """The rows of a table that the next flush will write."""
        return [row for row in self._waiting[model] if isinstance(row, model)]

    def flush(self) -> None:
        """Write every waiting row, table by table in the order their keys need."""
        for model in ORDER:
            rows = self._waiting.pop(model, [])
            if model is Cell:
                self._cells.update((row.facts, row) for row in rows if isinstance(row, Cell))
            manager = model._default_manager
            if isinstance(manager, GuardedManager):
                manager.add_all(rows, BATCH)
            else:
                manager.bulk_create(rows, BATCH)
        if self._waiting:
            raise LookupError(f"No order is given for {', '.join(model.__name__ for model in self._waiting)}.")

        between = Question.senders.through
        between._default_manager.bulk_create(
            between(question_id=question.id, organisation_id=sender.id)
            for question, senders in self._senders
            for sender in senders
        )
        self._senders.clear()

    def link(self, question: Question, senders: Sequence[Organisation]) -> None:
        """Say from whom a question asks, once it has been written."""
        self._senders.append((question, senders))

    def cell(self, wanted: facts.Cell) -> Cell:
        """The row of these facts, made the first time. Its case must have been written."""
        if wanted not in self._cells:
            self._cells[wanted] = cell_for(wanted)
        return self._cells[wanted]

    def known_cell(self, wanted: facts.Cell) -> Cell:
        """The row of these facts, which has been written in this build."""
        return self._cells[wanted]

    def say(self, cell: Cell, form: Form, text: str, *, by: UUID, at: datetime) -> Statement:
        """A statement with its text sealed, waiting for the next flush."""
        self._said += 1
        row = known_id("yttrande", str(self.seed), str(cell.case_id), str(self._said))
        place = Place(cell.huvudman_id, cell.case_id, compartment(cell), TEXT, row)
        return self.add(
            Statement(
                id=row,
                cell=cell,
                huvudman_id=cell.huvudman_id,
                form=form,
                sealed_text=seal(text, self._key(cell), place),
                author_id=by,
                made_at=min(at, self.now),
            )
        )

    def seal(self, cell: Cell, field: str, row: UUID, text: str) -> bytes:
        """A sealed column of a row that lies in the cell."""
        return seal(text, self._key(cell), Place(cell.huvudman_id, cell.case_id, compartment(cell), field, row))

    def _key(self, cell: Cell) -> bytes:
        if shelf(cell) not in self._keys:
            self._keys[shelf(cell)] = key_for_writing(cell, now=self.now)
        return self._keys[shelf(cell)]
