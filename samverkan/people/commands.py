"""bin/samverkan account: an account from the terminal, for who can reach the server but not the pages; and tidying."""

import argparse
import json
import sys
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people import staff, ways_in
from samverkan.people.hosts import LOOPBACK
from samverkan.people.models import Account, Person, Unit
from samverkan.people.staff import Duties, NotDone
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Purpose, Role


def create(words: list[str]) -> int:
    """Make an account, or a new link to one, and print the link. Returns the exit code."""
    asked = _asked(words)
    now = timezone.now()
    try:
        with transaction.atomic():
            person = _person(asked, now)
            account = staff.give_account(person, email=asked.email, today=timezone.localdate(now))
            if asked.remove_factors:
                Authenticator.objects.filter(user=account).delete()
            record(Doing(now, person.id, "", Action.STAFF_WRITE, Purpose.SUPPORT, target=person.id), Outcome.DONE)
    except NotDone as fault:
        _say(str(fault))
        return 1
    _say(_link(account))
    return 0


def tidy(words: list[str]) -> int:
    """Close every way in of those who have had nothing to do here for two days. The server does it each hour too."""
    now = timezone.now()
    closed = ways_in.sweep(now=now, today=timezone.localdate(now))
    _say(f"{closed} {'konto stängt' if closed == 1 else 'konton stängda'}." if closed else "Inget konto att stänga.")
    return 0


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/samverkan account create", description="Skapar ett konto.")
    parser.add_argument("email", help="adressen som personen loggar in med")
    parser.add_argument("--name", default="", help="förnamn och efternamn, för någon som inte finns än")
    parser.add_argument(
        "--role", default="", choices=["", *(role.value for role in staff.ROLES)], help="roll på skolan"
    )
    parser.add_argument("--school", default="", help="skolans namn, om det finns flera")
    parser.add_argument("--remove-factors", action="store_true", help="tar bort koder och passnycklar som är borta")
    return parser.parse_args(words)


def _person(asked: argparse.Namespace, now: datetime) -> Person:
    """The person with the address, or a new one at the school."""
    account = Account.objects.filter(email=asked.email.lower(), person__protected=False).first()
    if account is not None:
        return account.person
    known = Person.objects.filter(email=asked.email.lower(), protected=False)
    if len(known) == 1:
        return known[0]
    if len(known) > 1:
        raise NotDone("Flera personer har den adressen. Ge kontot på sidan Personer och roller i stället.")
    if not asked.name or not asked.role:
        raise NotDone("Ingen har den adressen än. Skriv också --name ”Förnamn Efternamn” och --role.")
    given, _, family = asked.name.strip().rpartition(" ")
    return staff.employ(
        unit=_school(asked.school),
        given_name=given or family,
        family_name=family if given else "",
        email=asked.email,
        phone="",
        duties=Duties(frozenset({Role(asked.role)})),
        now=now,
        today=timezone.localdate(now),
    )


def _school(name: str) -> Unit:
    units = list(Unit.objects.filter(name=name) if name else Unit.objects.all()[:2])
    if len(units) != 1:
        raise NotDone(
            "Skriv skolans hela namn efter --school." if units else "Skolan finns inte. Börja på sidan /borja."
        )
    return units[0]


def _link(account: Account) -> str:
    path = reverse("welcome", args=[account.id, staff.links.make_token(account)])
    site = _site()
    if not site:
        site = "http://localhost:8000"
        path += "\n(Samverkan är inte igång. Svarar det på en annan adress, byt början.)"
    return f"Ge {account.person.name} den här adressen. Den fungerar en gång:\n{site}{path}"


def _site() -> str:
    """Where the site answers, without the last stroke: the first name it is known by outside, or as it runs here."""
    outside = [host for host in settings.ALLOWED_HOSTS if "." in host.strip(".") and host.strip("[]") not in LOOPBACK]
    if outside:
        return f"{'https' if settings.SESSION_COOKIE_SECURE else 'http'}://{outside[0].strip('.')}"
    try:
        address: str = json.loads((settings.HOME / "serving.json").read_text())["address"]
    except (OSError, ValueError):
        return ""
    return address.rstrip("/")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
