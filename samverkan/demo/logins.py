"""Who one can sign in as in the demonstration, and what is worth trying as them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from samverkan.demo.making import Making, known_id
from samverkan.people.models import Account, Person

PASSWORD = "samverkan-demo"  # noqa: S105 - printed on the screen; opens nothing but invented people


@dataclass(frozen=True, slots=True)
class Login:
    """One account of the demonstration."""

    slug: str
    email: str
    name: str
    role: str
    to_try: str
    password: str = PASSWORD


LOGINS = (
    Login("anna-karin", "rektor@demo.example", "Anna-Karin Wester", "rektor", "Idag, Skolan, Rummet inför Ebbas möte"),
    Login("per", "bitradande@demo.example", "Per Malmsten", "biträdande rektor", "samma skola, egen vardag"),
    Login("sara", "kurator@demo.example", "Sara Holm", "kurator", "leder Ebbas möte, frågar om samtycke"),
    Login("lena", "specialpedagog@demo.example", "Lena Wik", "specialpedagog", "planen, insatser och anteckningar"),
    Login("birgitta", "skolskoterska@demo.example", "Birgitta Åhl", "skolsköterska", "uppgifter som andra inte ser"),
    Login("jonas", "mentor@demo.example", "Jonas Berg", "mentor", "5B och det klassrummet ska göra"),
    Login("mikael", "larare@demo.example", "Mikael Strand", "lärare", "undervisar 5B men är inte i teamet"),
    Login("petra", "grannskolan@demo.example", "Petra Lund", "lärare, annan skola", "ser inget om Björkskolans elever"),
    Login("torbjorn", "strandvik@demo.example", "Torbjörn Ahl", "rektor, annan skola", "tar emot elever utifrån"),
    Login("susanne", "friskolan@demo.example", "Susanne Fyhr", "rektor, fristående skola", "en annan huvudman och lag"),
    Login("peter", "socialtjansten@demo.example", "Peter Ny", "socialsekreterare", "det som familjen har sagt ja till"),
    Login("maria", "logoped@demo.example", "Maria Ek", "logoped", "habiliteringens del och Ebbas möte"),
    Login("ingrid", "administrator@demo.example", "Ingrid Sjö", "skoladministratör", "import och inställningar"),
    Login("anna", "anna@demo.example", "Anna Lindqvist", "vårdnadshavare", "vad en vårdnadshavare ser"),
    Login("olof", "olof@demo.example", "Olof Lindqvist", "vårdnadshavare", "den som inte har svarat än"),
)  # fmt: skip


def give_accounts(making: Making) -> None:
    """An account for each login. The password is hashed once, since hashing is slow by design."""
    hashed = make_password(PASSWORD)
    for login in LOGINS:
        person = Person.objects.get(id=known_id("person", login.slug))
        making.add(Account(id=known_id("konto", login.slug), email=login.email, person=person, password=hashed))
