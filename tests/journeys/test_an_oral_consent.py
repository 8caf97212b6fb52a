"""F6: Olof says yes on the telephone. Sara writes it down, and the room knows at the next request."""

import pytest

from tests.journeys.conftest import Travel
from tests.journeys.hands import EVERY, Way

pytestmark = pytest.mark.browser
F6 = 5


@EVERY
def test_an_oral_yes_is_written_down_in_five_steps_and_changes_the_room(travel: Travel, way: Way) -> None:
    sara = travel("sara", **way)
    sara.clicks("link", "Öppna rummet: Ebba Lindqvist")
    sara.sees("Om Peter Ny inte är med: 7 av 8")
    sara.goes_to("/")
    sara.begins()

    sara.clicks("link", "Ebba Lindqvist", within="Behöver dig")
    sara.clicks("link", "Registrera muntligt svar")
    sara.sees_heading("Läs upp det här")
    sara.marks("Ja", group="Svar")
    sara.marks("Jag har sagt att man får säga nej, och att ett ja kan tas tillbaka")
    sara.clicks("button", "Spara")

    sara.sees("Svaret är sparat. Barn- och ungdomshabiliteringen får nu ta del av skolans bedömning.")
    sara.done(within=F6, act="registrera-samtycke")
    sara.goes_to("/")
    sara.clicks("link", "Öppna rummet: Ebba Lindqvist")
    heard = sara.page.get_by_role("cell", name="Maria Ek, Skolans bedömning: får höra", exact=True)
    assert heard.is_visible()
    sara.sees("Om Peter Ny inte är med: 8 av 8")
