"""J2 and F2: from a signal to an adult of one's own in three clicks; told without a name."""

import re

import pytest

from tests.journeys.conftest import Travel

pytestmark = pytest.mark.browser
SUBJECT = "Du har fått ett nytt uppdrag"
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["script", "utan-script"])


@BOTH
def test_the_rektor_names_the_adult_in_three_clicks_and_she_is_told_without_a_name(
    travel: Travel, scripts: bool
) -> None:
    anna_karin = travel("anna-karin", scripts=scripts)

    anna_karin.clicks("link", "Utse trygghetsperson: Ali Haddad")
    anna_karin.marks(re.compile("^Sara Holm"), group="Förslag")
    anna_karin.clicks("button", "Spara")

    anna_karin.sees("Sara Holm är trygghetsperson för Ali.")
    assert anna_karin.find("link", "070-174 06 11").first.is_visible(), "her number stands in the bar at the top"
    anna_karin.done(within=3, act="utse-trygghetsperson")
    letters = anna_karin.site.rows("SELECT text FROM post_letter WHERE subject = %s", (SUBJECT,))
    assert len(letters) == 1
    assert "Ali" not in letters[0][0]

    sara = travel("sara", scripts=scripts)
    sara.sees_heading("Du är trygghetsperson för Ali")
