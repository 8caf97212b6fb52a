"""J6 and F13: Anna says yes and Olof no, each by themselves; then yes, and it is taken back in four steps."""

import pytest

from tests.journeys.conftest import Travel

pytestmark = pytest.mark.browser
QUESTION = "Får Barn- och ungdomshabiliteringen ta del av skolans bedömning?"


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "utan-script"])
def test_olof_answers_no_then_yes_and_takes_it_back(travel: Travel, scripts: bool) -> None:
    olof = travel("olof", scripts=scripts)
    olof.clicks("link", "Läs frågan: Ebba Lindqvist")
    olof.clicks("link", f"Svara: {QUESTION}")
    olof.clicks("button", "Nej")
    olof.sees_heading("Du svarar nej")
    olof.clicks("button", "Skicka svar")
    olof.sees("Tack. Ditt svar är sparat.")
    olof.sees_not("Anna har")
    olof.done(within=4, act="svara-pa-fraga")

    sara = travel("sara", scripts=scripts)
    sara.clicks("link", "Öppna rummet: Ebba Lindqvist")
    sara.opens("Så här räknade vi")
    sara.sees("Vårdnadshavarna har svarat olika.")
    sara.sees_not("Olof har sagt nej")

    olof.begins()
    olof.clicks("button", "Ja")
    olof.clicks("button", "Skicka svar")
    olof.sees("Du har sagt ja.")
    olof.goes_to("/")
    olof.begins()

    olof.clicks("link", "Ebba", first=True)
    olof.clicks("link", "Mina svar 1 att svara på")
    olof.clicks("link", f"Ta tillbaka: {QUESTION}")
    olof.clicks("button", "Ta tillbaka samtycket")
    olof.sees("får inte längre ta del av skolans bedömning")
    olof.done(within=4, act="ta-tillbaka-samtycke")
    sara.goes_to("/")
    sara.clicks("link", "Öppna rummet: Ebba Lindqvist")
    heard = sara.page.get_by_role("cell", name="Maria Ek, Skolans bedömning: får inte", exact=True)
    assert heard.is_visible()
