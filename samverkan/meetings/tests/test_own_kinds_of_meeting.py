"""Mallar för möten: a huvudman words its own version, from a day on; older meetings keep theirs."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.meetings.agendas import as_data, read, template, templates
from samverkan.meetings.editions import kind_of
from samverkan.meetings.models import KindVersion, Meeting
from samverkan.people.wording import short_day
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
PAGE = "/installningar/moten/uppfoljning"


def change(cast: Cast, who: str = "margareta", **changed: Any) -> Any:
    """The form as it stands, with some of it changed."""
    browser = client_as(getattr(cast, who))
    fields = browser.get(f"{PAGE}/andra").context["form"]
    told = {name: fields[name].value() for name in fields.fields}
    told = {name: value for name, value in told.items() if value not in (None, False)} | {"reason": "Vi ses kortare."}
    return browser.post(f"{PAGE}/andra", told | changed)


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def plan(cast: Cast) -> Meeting:
    browser, where = client_as(cast.sara), f"/elever/{cast.ebbas_case}/mote/nytt"
    fields = browser.get(where).context["form"]
    told = {name: fields[name].value() or "" for name in fields.fields} | {"participation": "bild-eller-brev"}
    day = short_day(timezone.localdate() + timedelta(days=15))
    made = browser.post(where, told | {"template": "uppfoljning", "day": day})
    return Meeting.objects.unguarded(because=BECAUSE).get(id=made["Location"].split("/")[2])


def test_the_data_of_a_template_makes_the_same_template_again() -> None:
    for shipped in templates():
        assert read(as_data(shipped)) == shipped


def test_the_skolchef_words_a_version_and_the_next_meeting_is_planned_by_it(cast: Cast) -> None:
    before = plan(cast)
    answer = change(cast, name="Snabb avstämning", title_0="Så går det", minutes_0="5", minutes="25")
    page = said(client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/mote/nytt"))
    Meeting.objects.unguarded(because=BECAUSE).filter(id=before.id).update(starts_at=before.starts_at + timedelta(1))
    after = plan(cast)

    assert answer.status_code == 302
    assert "Snabb avstämning, 25 minuter" in page
    shown, older = (said(client_as(cast.sara).get(f"/moten/{one.id}")) for one in (after, before))
    assert "Så går det" in shown and "25 av 25 minuter" in shown
    assert "Hur går det?" in older and "30 av 30 minuter" in older
    assert before.kind_version_id is None and after.kind_version_id is not None


def test_the_difference_to_the_shipped_one_is_shown_with_who_when_and_why(cast: Cast) -> None:
    change(cast, title_0="Så går det", bort_plats="on", text_ny="Fika finns", owner_ny="Skolan")

    page = said(client_as(cast.anna_karin).get(PAGE))

    assert "<del>Hur går det?, 10 min</del>" in page and "<ins>Så går det, 10 min</ins>" in page
    assert "<del>Plats är bestämd (Skolan)</del>" in page and "<ins>Fika finns (Skolan)</ins>" in page
    assert "Vi ses kortare." in page and cast.margareta.name in page
    assert "Er egen version" in said(client_as(cast.anna_karin).get("/installningar/moten"))


def test_a_version_from_a_later_day_does_not_hold_before_it(cast: Cast) -> None:
    today = timezone.localdate()
    change(cast, name="Avstämning", holds_on=short_day(today + timedelta(days=30)))
    huvudman = cast.unit().organisation.huvudman_id

    assert kind_of(huvudman, "uppfoljning", on=today).name == "Uppföljning"
    assert kind_of(huvudman, "uppfoljning", on=today + timedelta(days=30)).name == "Avstämning"
    assert "På gång" in said(client_as(cast.margareta).get(PAGE))


def test_own_version_is_taken_away_and_the_shipped_one_holds_again(cast: Cast) -> None:
    change(cast, name="Avstämning")
    planned = plan(cast)
    browser = client_as(cast.margareta)

    asked = said(browser.get(f"{PAGE}/ta-bort"))
    browser.post(f"{PAGE}/ta-bort")

    assert "Ta bort er version?" in asked
    assert kind_of(cast.unit().organisation.huvudman_id, "uppfoljning", on=timezone.localdate()).name == "Uppföljning"
    assert "avstämning" in said(client_as(cast.sara).get("/moten"))
    assert planned.kind_version_id is not None
    assert "Tillbaka till mallen" in said(browser.get(PAGE))
    assert browser.get(f"{PAGE}/ta-bort").status_code == 302


def test_a_new_point_rests_on_what_a_shipped_one_rests_on_and_takes_its_place(cast: Cast) -> None:
    answer = change(cast, title_ny="Rasten", minutes_ny="5", order_ny="2", basis_ny="0", minutes="35")

    assert answer.status_code == 302
    made = kind_of(cast.unit().organisation.huvudman_id, "uppfoljning", on=timezone.localdate())
    assert [item.title for item in made.items] == ["Hur går det?", "Rasten", "Det vi kom överens om", "Nästa steg"]
    assert made.items[1].information_class is template("uppfoljning").items[0].information_class


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title_0": ""}, "Skriv vad punkten heter"),
        ({"title_0": "Hej {namn}"}, "Inom klamrar får bara {elevens} eller {verksamheten} stå."),
        ({"title_0": "Hej {"}, "Inom klamrar får bara"),
        ({"title_0": "Hej {elevens.cell}"}, "Inom klamrar får bara"),
        ({"title_0": "Hej {verksamheten}"}, "bara i en punkt för verksamheterna utanför skolan"),
        ({"name": "{eleven}"}, "Skriv utan klamrar här."),
        ({"minutes_0": "sju"}, "Skriv hur många minuter"),
        ({"minutes_0": "60"}, "Punkterna tar 80 minuter. Ge mötet mer tid, eller korta en punkt."),
        ({"drop_0": "on", "drop_1": "on", "drop_2": "on"}, "Minst en punkt måste vara kvar."),
        ({"title_ny": "Rasten"}, "Välj vad den nya punkten rör."),
        ({"text_ny": "Fika"}, "Skriv vem som ser till den nya raden."),
        ({"reason": ""}, "Skriv varför ni ändrar."),
        ({"holds_on": "1/1 2001"}, "har varit"),
    ],
)
def test_what_cannot_be_saved_is_told_and_what_was_typed_stands(cast: Cast, changed: dict[str, str], told: str) -> None:
    answer = change(cast, purpose_for_all="Att vi ses igen.", **changed)

    assert answer.status_code == 422
    assert told in said(answer) and "Att vi ses igen." in said(answer)
    assert not KindVersion.objects.exists()


def test_what_a_statute_demands_is_neither_taken_away_nor_called_otherwise(cast: Cast) -> None:
    change(cast, bort_samtycken="on")

    made = kind_of(cast.unit().organisation.huvudman_id, "uppfoljning", on=timezone.localdate())
    assert "samtycken" in {check.row for check in made.checks}
    assert "Krävs enligt OSL 8:1" in said(client_as(cast.margareta).get(f"{PAGE}/andra"))


@pytest.mark.parametrize("who", ["anna_karin", "sara", "maria", "anna"])
def test_nobody_but_who_signs_for_the_huvudman_changes_one(cast: Cast, who: str) -> None:
    browser = client_as(getattr(cast, who))

    for address in (f"{PAGE}/andra", f"{PAGE}/ta-bort"):
        assert browser.post(address, {"name": "Kapat", "reason": "x"}).status_code == 403
    assert not KindVersion.objects.exists()


def test_the_neighbour_has_versions_of_its_own(cast: Cast) -> None:
    change(cast, name="Avstämning")

    assert change(cast, "susanne", name="Friskolans avstämning").status_code == 302
    page = said(client_as(cast.susanne).get(PAGE))
    assert "Friskolans avstämning" in page and cast.margareta.name not in page
    ours = kind_of(cast.unit().organisation.huvudman_id, "uppfoljning", on=timezone.localdate())
    assert ours.name == "Avstämning"


def test_an_unknown_sort_is_nothing(cast: Cast) -> None:
    assert client_as(cast.margareta).get("/installningar/moten/finns-inte").status_code == 404
