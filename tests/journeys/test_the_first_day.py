"""From an empty database: an account, a list of pupils, a samverkan, a team, a meeting, and what may be said in it."""

import re

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import Journey
from tests.journeys.sites import Site

pytestmark = pytest.mark.browser
PASSWORD = "fyra glada ord i rad"
LIST = """Elev-id;Förnamn;Efternamn;Född;Klass;VH1 namn;VH1 mobil;VH1 e-post
1;Alma;Berglund;2015-03-02;5A;Karin Berglund;070-174 06 31;karin@hem.example
2;Bilal;Nasser;2015-06-12;5A;Huda Nasser;070-174 06 32;huda@hem.example
3;Clara;Ström;2014-01-22;6A;Per Ström;070-174 06 33;per@hem.example
"""


def begins_a_school(ylva: Journey) -> None:
    code = re.search(r"med koden (\S+)", ylva.site.printed())
    assert code
    ylva.goes_to("/")
    ylva.begins()
    ylva.fills("Kod från terminalen", code[1])
    ylva.marks("En kommun", group="Vem driver skolan?")
    ylva.fills("Huvudmannens namn", "Sjöviks kommun")
    ylva.fills("Skolans namn", "Sjöviksskolan")
    ylva.fills("Ditt förnamn", "Ylva")
    ylva.fills("Ditt efternamn", "Sand")
    ylva.fills("Din e-post", "ylva@example.se")
    ylva.fills("Lösenord", PASSWORD)
    ylva.fills("Lösenordet en gång till", PASSWORD)
    ylva.clicks("button", "Lägg in skolan")
    ylva.sees("Välkommen. Sjöviksskolan är på plats, och du är rektor där.")


def reads_in_the_classes(ylva: Journey) -> None:
    ylva.clicks("link", "Läs in: Läs in klasserna")
    ylva.uploads("Lista", "elever.csv", LIST.encode())
    ylva.clicks("button", "Gå vidare")
    ylva.clicks("button", "Visa vad som skulle hända")
    ylva.sees("Tre nya.")
    ylva.clicks("button", "Läs in")


def begins_with_alma(ylva: Journey) -> None:
    ylva.clicks("link", "Idag", within="Huvudmeny")
    ylva.clicks("link", "Välj elev: Börja med en elev och ett möte")
    ylva.clicks("link", "Alma Berglund")
    ylva.clicks("link", "Börja samverkan")
    ylva.fills("Varför behövs samverkan?", "Flera vuxna hjälper Alma, och de behöver göra på samma sätt.")
    ylva.chooses("Vem håller i det här?", "Ylva Sand, rektor")
    ylva.fills("När följer ni upp?", "15/1")
    ylva.clicks("button", "Börja samverkan")
    ylva.clicks("link", "Utse trygghetsperson", first=True)
    ylva.marks(re.compile("^Ylva Sand, rektor, i teamet"), group="Förslag")
    ylva.clicks("button", "Spara")
    ylva.sees("Ylva Sand är trygghetsperson för Alma.")


def adds_somebody_from_outside(ylva: Journey) -> None:
    ylva.clicks("link", "Teamet", within="Alma Berglund")
    ylva.clicks("link", "Lägg till i teamet")
    ylva.clicks("link", "Från en annan verksamhet")
    ylva.fills("Namn", "Maja Lind")
    ylva.fills("Funktion", "logoped")
    ylva.fills("Verksamhetens namn", "Habiliteringen i Sjövik")
    ylva.chooses("Vad gör den?", "Habiliteringen")
    ylva.chooses("Vem driver den?", "Regionen")
    ylva.clicks("button", "Spara")
    ylva.sees("Maja Lind är med i teamet kring Alma.")


def plans_a_meeting(ylva: Journey) -> None:
    ylva.clicks("link", "Planera möte")
    ylva.marks("Är med hela mötet", group="Hur Alma deltar")
    ylva.clicks("button", "Kontrollera innan du skickar")
    ylva.sees("Maja Lind får inte veta att")
    ylva.clicks("link", "Öppna", within="Rummet")
    ylva.sees("Det här behöver ni ordna först")
    ylva.sees("Ni kan tala om 5 av 8 ämnen med alla i rummet.")
    unsure = "Alma Berglund, Stöd från Habiliteringen i Sjövik: behöver bedömas av den som äger uppgiften"
    assert ylva.page.get_by_role("cell", name=unsure, exact=True).is_visible(), "what is not certain counts as no"


def asks_and_hears_a_yes(ylva: Journey) -> None:
    ylva.clicks("link", "Skicka alla fyra frågor")
    ylva.clicks("button", "Skicka")
    ylva.sees("Karin har inget konto: ring, eller fråga när ni ses.")
    ylva.clicks("link", "Idag", within="Huvudmeny")
    ylva.clicks("link", "Alma Berglund", first=True)
    ylva.clicks("link", "Samtycken 4 väntar", within="Alma Berglund")
    school = "Får Habiliteringen i Sjövik (personal på habiliteringen) ta del av skolans bedömning?"
    ylva.clicks("link", f"Registrera svar från Karin Berglund: {school}")
    ylva.marks("Ja", group="Svar")
    ylva.marks("Jag har sagt att man får säga nej, och att ett ja kan tas tillbaka")
    ylva.clicks("button", "Spara")


def test_a_new_school_comes_from_nothing_to_a_room_and_one_oral_yes_changes_it(
    empty_site: Site, browser: Browser
) -> None:
    ylva = Journey(empty_site, browser)

    begins_a_school(ylva)
    reads_in_the_classes(ylva)
    begins_with_alma(ylva)
    adds_somebody_from_outside(ylva)
    plans_a_meeting(ylva)
    asks_and_hears_a_yes(ylva)

    ylva.clicks("link", "Möten", within="Huvudmeny")
    ylva.clicks("link", "Rummet: Alma Berglund, samverkansmöte")
    ylva.sees("Ni kan tala om 6 av 8 ämnen med alla i rummet.")
    ylva.done(within=60, act="registrera-samtycke")
