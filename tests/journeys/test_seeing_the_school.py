"""F10, F11 and J11's first half: the morning, which pupils need coordinated support, and going through the list."""

import pytest

from tests.journeys.conftest import Travel

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["script", "utan-script"])
GROUPS = {
    "Har plan, följs upp i tid": "Nästa uppföljning har datum och ansvarig.",
    "Har plan, något saknas": "Samtycke, person, datum eller nästa steg fattas.",
    "Flera verksamheter, ingen plan": "Minst två verksamheter utanför skolan ger stöd och ingen håller ihop det.",
    "Signal, inte bedömd": "Någon har skrivit en signal som rektor inte har bedömt än.",
    "Vi vet inte: 1B, 6C": "Inget har skrivits på 60 dagar. Tystnad är inte samma sak som inget behov.",
}


@BOTH
def test_the_rektor_has_both_answers_with_one_click(travel: Travel, scripts: bool) -> None:
    anna_karin = travel("anna-karin", scripts=scripts)

    anna_karin.clicks("link", "Skolan", within="Huvudmeny")

    anna_karin.sees_heading("Vilka elever behöver samordnat stöd?")
    for group, rule in GROUPS.items():
        anna_karin.sees_heading(group)
        anna_karin.sees(rule)
    anna_karin.sees_heading("Vilka kontakter behöver du ta?")
    assert anna_karin.find("link", "08-465 004 52").is_visible(), "BUP's number, to ring about Nova"
    anna_karin.done(within=1, act="las-skolan")


@BOTH
def test_the_morning_is_read_and_one_thing_done_with_one_click(travel: Travel, scripts: bool) -> None:
    anna_karin = travel("anna-karin", scripts=scripts)

    anna_karin.sees_heading("Vad behöver dig idag – och vad kan vänta?")
    anna_karin.sees("Barn- och ungdomshabiliteringen får inte höra skolans bedömning än.")
    anna_karin.clicks("button", "Klart: BUP öst om Nova Sandberg")

    anna_karin.sees("Kontakten är tagen.")
    anna_karin.done(within=1, act="kontakt-tagen")


@BOTH
def test_waiting_takes_a_reason_and_then_the_next_pupil_comes(travel: Travel, scripts: bool) -> None:
    anna_karin = travel("anna-karin", scripts=scripts)
    anna_karin.clicks("link", "Skolan", within="Huvudmeny")
    anna_karin.clicks("link", "Gå igenom listan")
    first = anna_karin.page.url

    anna_karin.marks("Avvakta till ett datum", group="Vad bedömer du?")
    anna_karin.fills("Avvakta till", "1 maj")
    anna_karin.clicks("button", "Spara och gå vidare")

    anna_karin.sees("Skriv varför. En mening räcker.")
    assert anna_karin.page.title().startswith("Fel: ")
    anna_karin.fills("Skäl", "Vi har nyss börjat, och ser hur det går till våren.")
    anna_karin.clicks("button", "Spara och gå vidare")
    assert anna_karin.page.url != first
    anna_karin.sees_heading("Behöver Freja Åkesson samordnat stöd?")
    anna_karin.done(within=7, act="bedom-behov")


def test_a_pupil_of_another_school_is_in_no_group(travel: Travel) -> None:
    torbjorns_neighbour = travel("susanne")

    torbjorns_neighbour.clicks("link", "Skolan", within="Huvudmeny")

    for name in ("Ebba Lindqvist", "Nova Sandberg", "Lukas Grip"):
        torbjorns_neighbour.sees_not(name)
    torbjorns_neighbour.done(within=1, act="las-skolan", foreign=("Ebba Lindqvist", "Lukas Grip"))
