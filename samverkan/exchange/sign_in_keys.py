"""Keys of a huvudman's own sign-in, as an import tells them: each is a way in, and is let through only as such."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samverkan.access.gathering import reader_for
from samverkan.exchange.known import Known
from samverkan.exchange.tracking import Tracker
from samverkan.people import sign_in_keys, staff
from samverkan.people.models import Person, SignInKey
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId


class SignInKeys:
    """Learns keys for one import.

    Whoever reads in a list could write their own key on the rektor's row. So a key is learnt only when the importer
    may hand that person a link to an account; a command on the server is trusted. A key that opens somebody else's
    account stays there until somebody looks.
    """

    def __init__(self, known: Known, tracker: Tracker, *, by: PersonId | None, now: datetime) -> None:
        self._known, self._tracker, self._now = known, tracker, now
        self._today = timezone.localdate(now)
        self._by: Reader | None = None if by is None else reader_for(by, self._today)

    def learn(self, bundle: str, person: Person, keys: Iterable[tuple[str, str]]) -> None:
        """Keep the keys that the source tells of the person, and end those it told before and tells no more."""
        if self._by is not None and staff.refusal_of_account(person, by=self._by, today=self._today):
            return
        huvudman, source = self._known.huvudman.id, self._known.prints.source
        digests = {(kind, sign_in_keys.digest(huvudman, kind, value)) for kind, value in keys}
        told = SignInKey.objects.filter(person=person, huvudman=huvudman, source=source, ended_at=None)
        for row in told:
            if (row.kind, row.digest) not in digests:
                self._tracker.change(bundle, row, ended_at=self._now)
        for kind, digest in sorted(digests):
            if not self._taken(huvudman, kind, digest):
                made = SignInKey.objects.create(
                    person=person,
                    huvudman_id=huvudman,
                    kind=kind,
                    digest=digest,
                    source=source,
                    begins_at=self._now,
                )
                self._tracker.made(bundle, made)

    def _taken(self, huvudman: UUID, kind: str, digest: str) -> bool:
        return SignInKey.objects.filter(huvudman=huvudman, kind=kind, digest=digest, ended_at=None).exists()
