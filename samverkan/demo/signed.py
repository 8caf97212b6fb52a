"""What Björkvik and Fyren signed before they began in earnest."""

from datetime import datetime, timedelta
from uuid import UUID

from samverkan.demo.making import Making, known_id
from samverkan.demo.places import Places
from samverkan.demo.staff import Staff
from samverkan.people.models import Huvudman, SignedStart
from samverkan.people.start_steps import steps
from samverkan.people.wording import local_day
from samverkan.policy.rules import pack
from samverkan.policy.vocabulary import Role

DAYS_AGO = 150
REFERENCES = {
    "reglerna": "Kommunjuristen och dataskyddsombudet har läst. Protokollet har diarienummer 2026/114.",
    "konsekvensbedomningen": "Diarienummer 2026/115, beslutad i nämnden med dataskyddsombudets råd.",
    "driften": "Egen drift, enheten för digital utveckling.",
    "overenskommelserna": "BUP öst 2026/77, habiliteringen 2026/79 och socialtjänsten 2026/78.",
    "nycklarna": "I bankfack. Inger Roos och Margareta Dahlin kan hämta den tillsammans.",
    "sakerhetskopian": "Inger Roos provade, allt fanns med efter tolv minuter.",
    "loggarna": "Bo Eklund, första veckan varje månad.",
    "skyddade": "Rutinen har diarienummer 2026/81. Rektor och kuratorn är namngivna.",
    "lasningarna": "Den stränga läsningen överallt, efter råd av kommunjuristen.",
}
FYREN = {
    "nycklarna": "I bankfack. Rektor och ordföranden kan hämta den tillsammans.",
    "sakerhetskopian": "Susanne Fyhr provade, allt fanns med efter tio minuter.",
    "loggarna": "Hasse Torn, första veckan varje månad.",
    "driften": "Egen drift, genom stiftelsen.",
}


def build(making: Making, places: Places, colleagues: Staff) -> None:
    """Every step signed for the municipality by its skolchef and system keeper, for Fyren by its rektor."""
    at = making.now - timedelta(days=DAYS_AGO)
    for step in steps():
        keeper = Role.SYSTEM_ADMINISTRATOR in step.signers
        who, role = ("inger", Role.SYSTEM_ADMINISTRATOR) if keeper else ("margareta", Role.SKOLCHEF)
        _sign(making, places.huvudman["kommunen"], step.slug, at, colleagues.cast[who].id, role, REFERENCES[step.slug])
        if "susanne" in colleagues.cast:
            said = FYREN.get(step.slug, REFERENCES[step.slug])
            _sign(making, places.huvudman["fyren"], step.slug, at, colleagues.cast["susanne"].id, Role.REKTOR, said)
    for owner in ("kommunen", "fyren"):
        places.huvudman[owner].began_at = at


def _sign(making: Making, huvudman: Huvudman, slug: str, at: datetime, by: UUID, role: Role, reference: str) -> None:
    step = next(step for step in steps() if step.slug == slug)
    making.add(
        SignedStart(
            id=known_id("underskrift", str(huvudman.id), slug),
            huvudman=huvudman,
            step=slug,
            reference=reference,
            happened_on=local_day(at) if step.day else None,
            pack=pack.as_signed() if step.pack else None,
            signed_at=at,
            signed_by_id=by,
            role=role.value,
        )
    )
