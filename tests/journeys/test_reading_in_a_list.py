"""J12, import: Ingrid reads in a list with three faults. She sees what would happen, and may regret it."""

import pytest

from tests.journeys.conftest import Travel
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
HEADINGS = "Elev-id;Förnamn;Efternamn;Född;Klass;VH1 namn;VH1 mobil;VH1 e-post"
SPRING = [*range(1, 31)]
AUTUMN = [*range(4, 31), *range(101, 110)]
"""Three have left, nine are new."""
NAMES = ["Alva", "Bo", "Cleo", "Disa", "Elis", "Fia", "Gry", "Hugo", "Idun", "Joar"]
ENDINGS = {0: "", 1: "-Lo", 2: "-Ro", 3: "-Mio", 10: "-My", 30: "-Vi"}


def line(number: int, *, born: str = "") -> str:
    name = NAMES[number % 10] + ENDINGS.get(number // 10, "")
    born = born or f"2015-04-{number % 28 + 1:02}"
    guardian = f"Vera {name}sdotter;070-174 06 {number % 90 + 6:02};vh{number}@hem.example"
    return f"{number};{name};Envall;{born};5B;{guardian}"


FAULTS = ["301;;;2015-01-02;5B;;;", line(302, born="i våras"), line(110).replace("5B", "5X")]
"""Nobody's name, no date, and a class that the school has not got."""


def listed(lines: list[str]) -> bytes:
    return "\r\n".join([HEADINGS, *lines]).encode("cp1252")


def shows_what_would_happen(ingrid: Journey, name: str, content: bytes) -> None:
    ingrid.goes_to("/installningar/import")
    ingrid.begins()
    ingrid.uploads("Lista", name, content)
    ingrid.clicks("button", "Gå vidare")
    ingrid.sees_heading("Vilken kolumn är vad?")
    ingrid.clicks("button", "Visa vad som skulle hända")


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "utan-script"])
def test_a_list_with_three_faults_is_shown_read_in_undone_and_read_in_again(travel: Travel, scripts: bool) -> None:
    ingrid = travel("ingrid", scripts=scripts)
    shows_what_would_happen(ingrid, "varen.csv", listed([line(number) for number in SPRING]))
    ingrid.sees("30 nya.")
    ingrid.clicks("button", "Läs in")
    before = pupils(ingrid)

    shows_what_would_happen(ingrid, "hosten.csv", listed([line(number) for number in AUTUMN] + FAULTS))
    ingrid.sees("Elva nya, tre slutar, 27 är som förut och tre att titta på.")
    ingrid.sees("Rad 38")
    assert pupils(ingrid) == before, "showing writes nothing"
    ingrid.clicks("button", "Läs in")
    assert pupils(ingrid) == before + 11 - 3
    ingrid.clicks("link", "Ångra inläsningen")
    ingrid.sees_heading("Ångra inläsningen?")
    ingrid.sees("Tas bort")
    ingrid.clicks("button", "Ångra inläsningen")
    ingrid.sees_heading("Inläsningen är ångrad")
    assert pupils(ingrid) == before
    ingrid.done(within=6, act="angra-import")

    shows_what_would_happen(ingrid, "hosten.csv", listed([line(number) for number in AUTUMN]))
    ingrid.sees("Nio nya, tre slutar och 27 är som förut.")
    ingrid.clicks("button", "Läs in")
    assert pupils(ingrid) == before + 9 - 3
    ingrid.done(within=4, act="importera")


def pupils(ingrid: Journey) -> int:
    return int(ingrid.site.rows("SELECT count(*) FROM people_pupil WHERE ended_on IS NULL")[0][0])
