"""The demonstration's "Visa som": one click to somebody else's eyes. The neighbour must never see anything."""

import pytest

from samverkan.demo.making import known_id
from tests.journeys.conftest import Travel

pytestmark = pytest.mark.browser
EBBA = f"/elever/{known_id('elev', 'ebba')}"
NOWHERE = "/elever/00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "utan-script"])
def test_as_the_neighbour_ebba_is_not_there_and_never_was(travel: Travel, scripts: bool) -> None:
    visitor = travel("anna-karin", scripts=scripts)

    visitor.chooses("Visa som", "lärare, annan skola: Petra Lund")
    visitor.clicks("button", "Byt")

    visitor.sees_not("Ebba")
    visitor.done(within=2, act="visa-som")
    answer = visitor.page.request.get(visitor.site.address + EBBA)
    nothing = visitor.page.request.get(visitor.site.address + NOWHERE)
    assert answer.status == nothing.status == 404
    assert "Ebba" not in answer.text()
