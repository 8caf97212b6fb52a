""" "Vem kan se det här?" says the same as the doorkeeper does, for everybody at the school and round the pupil."""

from html import unescape

import pytest

from samverkan.access.gathering import facts_in_case, reader_for
from samverkan.access.queries import circle, who_sees, whole_circle
from samverkan.guard.models import Cell
from samverkan.policy.lanes import reading_scope
from samverkan.policy.vocabulary import Manner
from tests.cast import Cast, client_as, scope_of


@pytest.mark.parametrize("slug", ["ebba", "nova", "tindra", "liv", "freja"])
def test_everybody_gathered_at_once_may_read_what_each_may_read_alone(cast: Cast, slug: str) -> None:
    case, scope = cast.case(slug), scope_of(cast.anna_karin)
    cells = [row.facts for row in Cell.objects.unguarded(because="the test asks on behalf of all").filter(case=case)]

    for looker in whole_circle(case, scope.today):
        alone = reading_scope(
            facts_in_case(reader_for(looker.person_id, scope.today), case, today=scope.today, manner=Manner.SEND)
        )
        assert [looker.reading.covers(cell) for cell in cells] == [alone.covers(cell) for cell in cells], looker.name


def test_jonas_is_listed_with_his_reason_and_petra_is_not_listed(cast: Cast) -> None:
    text = client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/vem").content.decode()

    assert "Jonas Berg" in text
    assert "Du ingår i elevens team." in text
    assert "Petra Lund" not in text


def test_the_barred_father_is_not_among_those_who_see(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)

    seen = who_sees(scope, cast.case("tindra"), circle(scope, cast.case("tindra")))

    names = [row.name for row in (*seen.more, *seen.ordinary)]
    assert cast.malin.name in names
    assert cast.robert.name not in names


def test_the_list_tells_the_asker_of_no_class_that_the_asker_may_not_see(cast: Cast) -> None:
    scope = scope_of(cast.jonas)

    seen = who_sees(scope, cast.ebbas_case, circle(scope, cast.ebbas_case))

    labels = {found.label for row in seen.more for found in row.seen}
    assert "Elevhälsans samtal och bedömningar" not in labels


def test_the_seat_of_the_nurse_gives_nothing_away_to_the_rektor(cast: Cast) -> None:
    """That EMI takes part is EMI's secret: the nurse is listed as any colleague at the school."""
    client_as(cast.anna_karin).post(
        f"/elever/{cast.ebbas_case}/teamet/ny?sort=skola", {"person": str(cast.birgitta.id), "mandate": ""}
    )
    scope = scope_of(cast.anna_karin)

    seen = who_sees(scope, cast.ebbas_case, circle(scope, cast.ebbas_case))

    assert cast.birgitta.name in [row.name for row in seen.ordinary]
    assert cast.birgitta.name not in [row.name for row in seen.more]


def test_the_administrator_reads_what_ebba_wanted_all_to_know_and_the_page_says_so(cast: Cast) -> None:
    told = {"text": "Jag vill ha en paus på förmiddagen.", "way": "alla"}
    client_as(cast.jonas).post(f"/elever/{cast.ebbas_case}/egna-ord/nya", told)

    page = unescape(client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/vem").content.decode())

    everyday = next(part for part in page.split("<details") if cast.ingrid.name in part)
    assert "namn och klass" in everyday
    assert "elevens egna ord" in everyday


def test_the_heading_counts_everybody_in_the_lists_and_so_does_the_link_to_it(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)
    seen = who_sees(scope, cast.ebbas_case, circle(scope, cast.ebbas_case))
    browser = client_as(cast.anna_karin)

    page = unescape(browser.get(f"/elever/{cast.ebbas_case}/vem").content.decode())

    assert f"{seen.count} personer ser något. {len(seen.more)} av dem" in page
    assert f"Vem kan se det här? {seen.count} personer" in unescape(
        browser.get(f"/elever/{cast.ebbas_case}").content.decode()
    )


def test_those_who_see_the_same_stand_together_and_what_they_see_is_said_once(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)

    groups = who_sees(scope, cast.ebbas_case, circle(scope, cast.ebbas_case)).groups

    assert len({(group.labels, group.everyday) for group in groups}) == len(groups)
    assert len({group.anchor for group in groups}) == len(groups)
    assert any(len(group.rows) > 1 for group in groups)


def test_what_is_saved_says_who_reads_it_as_the_form_said_before(cast: Cast) -> None:
    sara, page = client_as(cast.sara), f"/elever/{cast.ebbas_case}"
    form = unescape(sara.get(f"{page}/mal/nytt").content.decode())
    said = form.partition("Läses av ")[2].partition("</p>")[0]

    sara.post(f"{page}/mal/nytt", {"text": "Ebba hittar sitt lugn före provet.", "horizon": "kort"})

    timeline = unescape(sara.get(f"{page}/tidslinje").content.decode())
    row = timeline[timeline.index("Ebba hittar sitt lugn före provet.") :]
    assert said and f"Läses av {said}" in row[: row.index("</li>")]
    assert f"läses av {said}" in unescape(sara.get(f"{page}/plan").content.decode())


def test_one_who_may_not_ask_who_sees_is_not_told_it_beside_what_is_saved(cast: Cast) -> None:
    timeline = unescape(client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode())

    assert "Vem kan se det här?" not in timeline
