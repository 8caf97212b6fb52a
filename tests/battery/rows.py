"""The rows of the battery: what each promises, and which stories measure it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE, POLICY, WEB = "tests/house", "samverkan/policy/tests", "samverkan/web/tests"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the specification (security.md §3) and the files that hold it."""

    id: str
    promise: str
    tests: tuple[str, ...]

    @property
    def written(self) -> tuple[str, ...]:
        """Those of the files that there are."""
        return tuple(path for path in self.tests if (ROOT / path).exists())


ROWS = (
    Row(
        "B1",
        "Varje sida, på varje sätt, för varje person: svaret är tabellens, och texten är ingen annans.",
        (
            f"{HOUSE}/test_every_url_is_named_and_judged.py",
            f"{HOUSE}/test_everybody_walks_through_the_house.py",
            f"{HOUSE}/test_every_verb_is_judged.py",
            f"{HOUSE}/test_every_standing_is_judged.py",
        ),
    ),
    Row(
        "B2",
        "Två världar som skiljer sig åt bara i det hemliga ser likadana ut för den som inte får veta.",
        (f"{HOUSE}/test_two_worlds.py", f"{HOUSE}/test_one_guardians_answer_is_not_the_others.py"),
    ),
    Row(
        "B2n",
        "Läckor som planteras med flit hittas.",
        (f"{HOUSE}/test_two_worlds.py",),
    ),
    Row(
        "B3",
        "En annan huvudmans rader kommer inte fram, vare sig lagens filter eller databasens stängsel är borta.",
        (f"{HOUSE}/test_either_fence_is_enough.py", "samverkan/guard/tests/test_the_fence_between_huvudmen.py"),
    ),
    Row(
        "B5",
        "Den vars uppgifter visades står i loggen, och ingen annan.",
        (
            f"{HOUSE}/test_the_journal_is_complete.py",
            f"{HOUSE}/test_everybody_walks_through_the_house.py",
            f"{HOUSE}/test_every_standing_is_judged.py",
            f"{HOUSE}/test_nothing_is_shown_that_cannot_be_journalled.py",
        ),
    ),
    Row("B6", "Den som har skyddade personuppgifter syns ingenstans.", (f"{HOUSE}/test_canaries.py",)),
    Row("B7", "Brev och kalenderfiler säger inget om någon.", (f"{HOUSE}/test_letters_say_nothing.py",)),
    Row(
        "B8",
        "Ett ja som tas tillbaka, en spärr och ett avslutat uppdrag gäller från nästa klick.",
        (
            f"{HOUSE}/test_closed_at_the_next_request.py",
            "samverkan/consent/tests/test_take_back_in_the_same_instant.py",
        ),
    ),
    Row("B9", "När uppdraget är slut lever ingen väg in.", (f"{WEB}/test_every_way_in_ends.py",)),
    Row(
        "B10",
        "Inget om en elev står i loggar, felsidor, adresser eller webbläsarens minnen.",
        (
            f"{HOUSE}/test_nothing_is_told_beside_the_page.py",
            f"{HOUSE}/test_everybody_walks_through_the_house.py",
            f"{WEB}/test_the_log_names_nobody.py",
        ),
    ),
    Row(
        "B11",
        "Adresser går inte att gissa.",
        (f"{HOUSE}/test_every_id_is_drawn.py", f"{HOUSE}/test_everybody_walks_through_the_house.py"),
    ),
    Row(
        "B16",
        "Åtta skriver samtidigt och inget går förlorat.",
        (f"{HOUSE}/test_many_write_at_once.py", f"{HOUSE}/test_many_change_the_same.py"),
    ),
    Row(
        "B17",
        "Det som skickas två gånger blir en gång.",
        (f"{HOUSE}/test_many_write_at_once.py", f"{HOUSE}/test_many_change_the_same.py"),
    ),
    Row(
        "B31",
        "Inget formulär tar emot en nyckel eller ett fält som inte hör dit.",
        (f"{HOUSE}/test_forms_take_nothing_foreign.py",),
    ),
    Row(
        "B35",
        "Varje svar har de rubriker som håller det på plats.",
        (f"{HOUSE}/test_every_answer_carries_its_headers.py", f"{HOUSE}/test_everybody_walks_through_the_house.py"),
    ),
    Row(
        "LAG",
        "En annan motor, Cedar, tillåter exakt det som lagen tillåter.",
        (f"{POLICY}/test_another_engine_agrees.py", f"{POLICY}/test_how_sure_one_is.py"),
    ),
)


def files(rows: Iterable[Row]) -> list[str]:
    """Every file of the rows that there is, once."""
    return list(dict.fromkeys(path for row in rows for path in row.written))
