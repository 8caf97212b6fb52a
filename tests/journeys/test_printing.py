"""J9 and F9: the plan on paper with one click, for oneself, for another, and in easy words."""

import re
from io import BytesIO

import pikepdf
import pytest

from tests.journeys.conftest import Travel
from tests.journeys.hands import EITHER, Way
from tests.paper import squeezed, text_of

pytestmark = pytest.mark.browser
F9 = 1


@EITHER
def test_the_plan_is_printed_with_one_click(travel: Travel, way: Way) -> None:
    anna_karin = travel("anna-karin", **way)
    anna_karin.clicks("link", "Ebba Lindqvist", within="Behöver dig")
    anna_karin.clicks("link", "Plan")
    anna_karin.begins()

    with anna_karin.page.expect_response(re.compile("/plan/utskrift$")) as printed:
        anna_karin.clicks("link", "Skriv ut")

    assert printed.value.headers["content-type"] == "application/pdf"
    anna_karin.page.wait_for_url("**/utskrift")
    anna_karin.page.goto(printed.value.url.removesuffix("/utskrift"))  # the browser shows a paper on a page of its own
    anna_karin.done(within=F9, act="skriv-ut-plan")
    file = anna_karin.page.request.get(printed.value.url).body()
    with pikepdf.open(BytesIO(file)) as pdf:
        assert len(pdf.pages) == 1
        assert bool(pdf.Root.MarkInfo.Marked) and str(pdf.Root.Lang).startswith("sv")
    on_it = text_of(file)
    assert squeezed("Anna-Karin Wester") in on_it and re.search(r"version\d", on_it)
    assert "Huvudmeny" not in on_it


@EITHER
def test_the_plan_is_printed_for_ebba_in_easy_words(travel: Travel, way: Way) -> None:
    sara = travel("sara", **way)
    sara.clicks("link", "Ebba Lindqvist", within="Behöver dig")
    sara.clicks("link", "Plan")
    sara.begins()

    sara.opens("Skriv ut för …")
    with sara.page.expect_response(re.compile("lattlast=ja$")) as printed:
        sara.clicks("link", "Skriv ut för Ebba (lättläst)")

    sara.page.wait_for_url("**/utskrift?*")
    sara.page.goto(printed.value.url.partition("/utskrift")[0])
    sara.done(within=2, act="skriv-ut-plan")
    on_it = text_of(sara.page.request.get(printed.value.url).body())
    assert squeezed("Ebba säger") in on_it
    assert not any(word in on_it for word in ("utlåtande", "diagnos", "logoped"))
