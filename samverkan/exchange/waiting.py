"""Work that a source tells of without a unit: kept by an import until somebody places it, and ended with the source."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from samverkan.exchange.facts import PersonFacts
from samverkan.exchange.known import Known
from samverkan.exchange.linking import link
from samverkan.exchange.tracking import Tracker
from samverkan.people.elevhalsa import WAITING
from samverkan.people.models import Assignment
from samverkan.policy.vocabulary import Role


class Waiting:
    """Keeps and ends it for one import."""

    def __init__(self, known: Known, tracker: Tracker, *, today: date) -> None:
        self._known, self._tracker, self._today = known, tracker, today

    def keep(self, bundle: str, facts: PersonFacts, person: UUID) -> None:
        """One link for each role, anew for one that had ended."""
        for role in facts.waiting:
            own = f"{facts.person.id}|{role.value}"
            kept = link(self._known, self._tracker, bundle, WAITING, own, person, digest=role.value)
            self._tracker.change(bundle, kept, digest=role.value)

    def end(self, bundle: str, person: UUID, told: Collection[Role], kept: Collection[UUID]) -> None:
        """What the source no longer tells of ends, and with it the work that somebody placed upon it.

        `kept` is work that the source tells of in another way.
        """
        roles = {role.value for role in told}
        for wait in self._known.waits():
            if wait.row_id != person or wait.digest in roles:
                continue
            placed = Assignment.objects.filter(person=person, role=wait.digest, ends_on=None)
            for row in placed.filter(unit__organisation__huvudman=self._known.huvudman).exclude(id__in=kept):
                self._tracker.end(bundle, row, last=self._today - timedelta(days=1))
            self._tracker.change(bundle, wait, digest="")
