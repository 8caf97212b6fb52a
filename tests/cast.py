"""The cast of every test: people by name in the invented municipality, and doors to what each of them sees."""

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.account.internal.userkit import user_id_to_str
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from samverkan.access.gathering import scope_for
from samverkan.consent.models import Question
from samverkan.consent.sealed_words import matters_of
from samverkan.demo.making import known_id
from samverkan.guard.models import Case
from samverkan.guard.scope import Scope
from samverkan.people.assurance import AT_WORK
from samverkan.people.models import Account, Organisation, Person, Unit
from samverkan.policy.acting import Level
from samverkan.policy.consenting import longest_end
from samverkan.policy.vocabulary import CaseId, PersonId, Purpose


@dataclass(frozen=True)
class Cast:
    """Persons as attributes, by the slug of the world with _ for -: cast.sara, cast.anna_karin, cast.ebba.

    At Björkskolan: anna_karin (rektor), per (biträdande), sara (kurator), lena (specialpedagog), birgitta
    (skolsköterska), ulf (skolläkare), jonas (mentor of 5B), mikael (teaches 5B, not in the team), kerstin (no tie to
    Ebba), ingrid (skoladministratör); margareta, bo and inger above the schools. Elsewhere: petra (Strandviksskolan,
    must never see anything), torbjorn (rektor there), susanne and hasse (Fyrens friskola), maria (logoped at the
    habilitering), peter (socialtjänsten), lars (BUP). Pupils: ebba, nova, ali, mans, freja, idris, tindra, elliot, liv
    (sealed), lukas (Strandvik), elina (friskolan). Guardians: anna and olof (Ebba's), malin and robert (Tindra's;
    robert is barred), katja (Freja's, alone), mirja (Liv's).
    """

    _known: dict[str, Person] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> Person:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._known:
            found = Person.objects.filter(id=known_id("person", name.replace("_", "-"))).first()
            if found is None:
                raise AttributeError(f"Nobody in the cast is called {name}.")
            self._known[name] = found
        return self._known[name]

    def case(self, slug: str) -> CaseId:
        """The case of a pupil of the cast, which is also the id in addresses."""
        return CaseId(known_id("elev", slug))

    @property
    def ebbas_case(self) -> CaseId:
        """Ebba's case."""
        return self.case("ebba")

    @property
    def ebbas_meeting(self) -> UUID:
        """Ebba's coming meeting, at 13.00 on the next school day."""
        return known_id("mote", "ebba", "2")

    def case_row(self, slug: str) -> Case:
        """The case itself."""
        return Case.objects.get(id=self.case(slug))

    def unit(self, slug: str = "bjorkskolan") -> Unit:
        """A school unit: bjorkskolan, strandvik, friskolan."""
        return Unit.objects.get(id=known_id("enhet", slug))

    def organisation(self, slug: str) -> Organisation:
        """skolor, fyren, habiliteringen, bup, logoped, forsta-linjen, vardcentralen, socialtjansten, lss or spsm."""
        return Organisation.objects.get(id=known_id("organisation", slug))


def yes_until(today: date, days: int = 60) -> date:
    """The last day of a yes that is to hold so many days, or as long as it may in the last months of a school year."""
    return min(today + timedelta(days=days), longest_end(today))


def questions_about(cast: Cast, matter: str) -> QuerySet[Question]:
    """The questions round Ebba about one thing, as Sara may know of them. The thing lies sealed."""
    rows = Question.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case)
    matters = matters_of(rows)
    return rows.filter(id__in=[row for row, said in matters.items() if said == matter])


def scope_of(person: Person, *, now: datetime | None = None, purpose: Purpose = Purpose.SUPPORT) -> Scope:
    """What the person may read on screen, now or at the instant."""
    at = now or timezone.now()
    return scope_for(PersonId(person.id), now=at, today=timezone.localdate(at), purpose=purpose)


def client_as(person: Person, level: Level = Level.SECOND_FACTOR) -> Client:
    """A browser in which the person is signed in, with a code as well as a password unless told otherwise.

    An account is made when the person has none.
    """
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = Account.objects.create_account(email=f"{person.id}@konto.example", person=person, password=None)
    client = Client()
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": AT_WORK, "at": time.time(), "level": int(level)}]
    session["account_authentication_methods_user"] = user_id_to_str(account)
    session.save()
    return client
