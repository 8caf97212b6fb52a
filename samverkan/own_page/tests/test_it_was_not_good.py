"""Something that was agreed did not turn out well: Sara is told, and the next meeting looks back at it."""

from html import unescape

import pytest
from django.urls import reverse

from samverkan.own_page.models import Talk
from samverkan.own_page.tests.sitting import beside, text
from samverkan.plans.models import Step
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks for a promise"


def test_the_picture_schedule_was_not_good(cast: Cast) -> None:
    step = Step.objects.unguarded(because=BECAUSE).get(case=cast.ebbas_case, owner=cast.jonas, done_at__isnull=False)
    browser = beside(cast, cast.sara)
    assert "Det här blev inte bra" in text(browser)

    for _ in range(2):
        answer = browser.post(reverse("own_not_good", args=[step.id]))
        assert answer.headers["Location"].startswith("/min-sida?klart=inte-bra")

    assert Talk.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).count() == 1
    assert "Du har sagt att det inte blev bra." in text(browser)
    shown = unescape(client_as(cast.sara).get(reverse("talks", args=[cast.ebbas_case])).content.decode())
    assert "Bildschema i 5B" in shown
    before = unescape(client_as(cast.sara).get(reverse("meeting", args=[cast.ebbas_meeting])).content.decode())
    assert "att det inte blev bra." in before


def test_nobody_elses_promise_is_found(cast: Cast) -> None:
    other = Step.objects.unguarded(because=BECAUSE).exclude(case=cast.ebbas_case).order_by("id")[0]

    assert beside(cast, cast.sara).post(reverse("own_not_good", args=[other.id])).status_code == 404
