"""Puts reader, scope and time on the request. The one place where the clock of the house is read."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samverkan.access.gathering import facts_for, reader_for
from samverkan.guard.models import Case
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people import assurance
from samverkan.people.models import Account, Huvudman, Organisation, OrganisationKind, Person
from samverkan.people.regimes import do_what_is_due
from samverkan.policy.acting import Action, Assurance, at_level, may_sign_in, while_preparing
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, HuvudmanId, PersonId, Purpose
from samverkan.vault.keys import held_keys

SHOW_AS = "visa_som"
"""Session key of the demonstration's "Visa som"."""
NOT_BEGUN = (
    "Skolan förbereder sig, och har inte börjat använda Samverkan på riktigt än. "
    "Du får veta när det är dags. Ring skolan om du undrar över något."
)
NOTHING_LEFT = "Du är utloggad, eftersom du inte har något uppdrag här längre. Fråga rektor om det inte stämmer."


class ReaderMiddleware:
    """Gathers the signed-in person's facts once, puts up the fence round the reader's huvudmän, and holds opened keys
    for the length of the request.

    Without a person nothing is set, every act asks for sign-in, and the fence lets no row through. Whoever has nothing
    left to do here is signed out: work that has ended ends the sitting at its next request, however it came to end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._turned_on = date.min

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Gather, then go on."""
        now = timezone.now()
        request.now = now  # type: ignore[attr-defined]
        self._turn(now)
        account = request.user
        inside: frozenset[HuvudmanId] = frozenset()
        if isinstance(account, Account):
            person = self._person(request, account)
            reader = reader_for(PersonId(person), timezone.localdate(now))
            met = meet(reader)
            if may_sign_in(met.reader):
                inside = met.huvudmen
                self._let_in(request, met.reader, Assurance(assurance.level_of(request), assurance.raised_by(inside)))
                request.preparing = met.preparing  # type: ignore[attr-defined]
                request.shown_by = account.person_id if person != account.person_id else None  # type: ignore[attr-defined]
            else:
                record(Doing(now, account.person_id, "", Action.SIGN_IN, Purpose.SUPPORT), Outcome.REFUSED)
                logout(request)
                messages.info(request, NOT_BEGUN if may_sign_in(reader) else NOTHING_LEFT)
        with fence(inside), held_keys():
            return self.get_response(request)

    def _turn(self, now: datetime) -> None:
        """The first request of a day does what has been signed for the day, before anybody is answered.

        What cannot be done is said, and tried again at the next request: one school's change shall not stop all others.
        """
        today = timezone.localdate(now)
        if self._turned_on == today:
            return
        try:
            do_what_is_due(now)
            self._turned_on = today
        except DatabaseError as error:
            sys.stderr.write(f"Det som gäller från i dag kunde inte ändras just nu: {type(error).__name__}\n")

    def _let_in(self, request: HttpRequest, whole: Reader, sitting: Assurance) -> None:
        reader, sitting = at_level(whole, sitting)
        now = request.now  # type: ignore[attr-defined]
        request.reader, request.assurance = reader, sitting  # type: ignore[attr-defined]
        request.scope = Scope.of(facts_for(reader, today=timezone.localdate(now)), now)  # type: ignore[attr-defined]

    def _person(self, request: HttpRequest, account: Account) -> UUID:
        shown = request.session.get(SHOW_AS)
        if settings.DEMO and shown and Person.objects.filter(id=shown, account__isnull=False).exists():
            return UUID(shown)
        return account.person_id


@dataclass(frozen=True, slots=True)
class Met:
    """A reader as the house meets them, with the huvudmän whose rows they can have anything to do with."""

    reader: Reader
    """Without what a huvudman that prepares keeps closed."""
    huvudmen: frozenset[HuvudmanId]
    preparing: frozenset[HuvudmanId]


def meet(reader: Reader) -> Met:
    """The reader as they come in today, by whatever way."""
    known = huvudmen_of(reader)
    preparing = frozenset(huvudman for huvudman, prepares in known.items() if prepares)
    met = while_preparing(reader, _cases_of(reader, preparing)) if preparing else reader
    return Met(met, frozenset(known), preparing)


def huvudmen_of(reader: Reader) -> dict[HuvudmanId, bool]:
    """Whose rows the reader can have anything to do with, the employers' and those of the pupils they are tied to, each
    with whether it keeps schools and only prepares.
    """
    employers = {standing.organisation for standing in reader.standings if standing.organisation}
    cases = {standing.case for standing in reader.standings if standing.case}
    of_employers = Organisation.objects.filter(id__in=employers).values("huvudman")
    of_pupils = Case.objects.filter(id__in=cases).values("huvudman_id")
    schools = Organisation.objects.filter(huvudman=OuterRef("id"), kind=OrganisationKind.SCHOOLS)
    rows = Huvudman.objects.filter(Q(id__in=of_employers) | Q(id__in=of_pupils)).annotate(keeps_schools=Exists(schools))
    return {
        HuvudmanId(huvudman): began_at is None and keeps_schools
        for huvudman, began_at, keeps_schools in rows.values_list("id", "began_at", "keeps_schools")
    }


def _cases_of(reader: Reader, huvudmen: frozenset[HuvudmanId]) -> frozenset[CaseId]:
    """The pupils of these huvudmän that the reader is tied to."""
    cases = {standing.case for standing in reader.standings if standing.case}
    rows = Case.objects.filter(id__in=cases, huvudman_id__in=huvudmen).values_list("id", flat=True)
    return frozenset(map(CaseId, rows))
