"""Writing: goals, insatser, notes, words and steps. Nobody picks a class; each writer is told who will read."""

from collections.abc import Iterable
from datetime import timedelta
from html import unescape

from django.urls import reverse
from django.utils import timezone

from samverkan.access.queries import circle, readers_of
from samverkan.guard.models import Statement
from samverkan.people.cells import pupil_row
from samverkan.people.models import Person
from samverkan.people.wording import short_day
from samverkan.plans import actions, queries
from samverkan.plans.writing import Choice, Way, choices, derived_cell, ways_to_note, ways_to_tell
from samverkan.policy.vocabulary import InformationClass
from tests.cast import Cast, client_as, scope_of


def notes_of(cast: Cast, reader: Person, text: str) -> list[str]:
    """The notes on Ebba with a text, as the reader meets them on the timeline."""
    found = client_as(reader).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()
    return [text] if text in found else []


def test_jonas_sets_a_goal_and_the_plan_shows_it(cast: Cast) -> None:
    client = client_as(cast.jonas)

    answer = client.post(
        f"/elever/{cast.ebbas_case}/mal/nytt",
        {"text": "Ebba vågar fråga vikarien.", "horizon": "kort", "in_pupils_words": ""},
    )

    assert answer.status_code == 302
    assert "Ebba vågar fråga vikarien." in client.get(f"/elever/{cast.ebbas_case}/plan").content.decode()


def test_what_is_too_long_is_said_with_its_length_and_no_browser_cuts_it(cast: Cast) -> None:
    browser, url = client_as(cast.jonas), f"/elever/{cast.ebbas_case}/mal/nytt"

    form = browser.get(url).content.decode()
    answer = browser.post(url, {"text": "a" * 1240, "horizon": "kort"})

    assert "maxlength" not in form.split("<main")[1].split("</main>")[0]
    assert answer.status_code == 422
    assert "Texten är 1240 tecken. Det får plats 1000. Korta den lite." in answer.content.decode()
    assert "a" * 1240 in answer.content.decode()


def test_the_plan_becomes_a_new_version_once_a_day(cast: Cast) -> None:
    scope = scope_of(cast.sara)
    before = queries.collaboration(scope, cast.ebbas_case)
    assert before is not None

    for text in ("Ett mål.", "Ett till."):
        actions.set_goal(case=cast.ebbas_case, text=text, horizon="kort", by=scope.reader, now=scope.now)  # type: ignore[arg-type]

    after = queries.collaboration(scope_of(cast.sara), cast.ebbas_case)
    assert after is not None
    assert after.version == before.version + 1


def test_an_insats_of_the_habilitering_keeps_where_it_came_from(cast: Cast) -> None:
    scope = scope_of(cast.sara)

    made = actions.set_measure(
        case=cast.ebbas_case,
        text="Handledning av arbetslaget",
        organisation=cast.organisation("habiliteringen").id,
        frequency="två gånger",
        starts_on=scope.today,
        by=scope.reader,
        now=scope.now,
    )

    assert made.cell.information_class == InformationClass.SUPPORT
    assert made.cell.origin_class == InformationClass.REGION_CARE
    groups = {group.organisation for group in queries.plan(scope_of(cast.sara), cast.ebbas_case).measures}
    assert cast.organisation("habiliteringen").name in groups


def test_a_review_before_the_start_is_met_kindly(cast: Cast) -> None:
    today = timezone.localdate()

    answer = client_as(cast.jonas).post(
        f"/elever/{cast.ebbas_case}/insatser/ny",
        {
            "text": "Bildschema",
            "organisation": str(cast.organisation("skolor").id),
            "frequency": "varje dag",
            "starts_on": short_day(today),
            "review_on": short_day(today - timedelta(days=5)),
        },
    )

    assert answer.status_code == 422
    assert "Dagen då det prövas kommer efter starten." in answer.content.decode()


def test_the_kurators_note_stays_in_elevhalsan_and_says_so(cast: Cast) -> None:
    client = client_as(cast.sara)
    form = client.get(f"/elever/{cast.ebbas_case}/anteckningar/ny").content.decode()

    client.post(f"/elever/{cast.ebbas_case}/anteckningar/ny", {"text": "Ebba vill byta plats.", "way": "anteckning"})

    assert "Läses av rektor Anna-Karin Wester" in form
    assert notes_of(cast, cast.lena, "Ebba vill byta plats.")
    assert not notes_of(cast, cast.jonas, "Ebba vill byta plats.")
    assert not notes_of(cast, cast.anna, "Ebba vill byta plats.")


def test_what_the_classroom_is_to_do_reaches_those_who_teach(cast: Cast) -> None:
    client = client_as(cast.sara)

    client.post(f"/elever/{cast.ebbas_case}/anteckningar/ny", {"text": "Lappen ligger i pärmen.", "way": "klassrummet"})

    assert notes_of(cast, cast.mikael, "Lappen ligger i pärmen.")
    assert not notes_of(cast, cast.kerstin, "Lappen ligger i pärmen.")


def offered(cast: Cast, writer: Person, ways: Iterable[tuple[str, str, Way]]) -> tuple[Choice, ...]:
    scope = scope_of(writer)
    lookers, pupil = circle(scope, cast.ebbas_case), pupil_row(cast.ebbas_case)
    return choices(scope.reader, pupil, lookers, ways, school="Björkskolan", today=scope.today)


def test_the_sentence_under_the_box_names_exactly_those_the_law_lets_read(cast: Cast) -> None:
    """The promise made to the writer is the same as what the doorkeeper does afterwards."""
    pupil = pupil_row(cast.ebbas_case)
    for writer in (cast.sara, cast.jonas, cast.anna_karin):
        scope = scope_of(writer)
        lookers = circle(scope, cast.ebbas_case)
        for way in offered(cast, writer, [*ways_to_note("Ebba"), *ways_to_tell("Ebba")]):
            cell = derived_cell(scope.reader, pupil, way.way)
            promised = {looker.person_id for looker in readers_of(cell, lookers)}

            told = actions.write_note(
                case=cast.ebbas_case,
                text="Något.",
                way=way.way,
                by=scope.reader,
                now=scope.now,
            )

            opened = {
                looker.person_id
                for looker in lookers
                if Statement.objects.within(scope_of(Person.objects.get(id=looker.person_id))).filter(id=told.id)
            }
            assert opened == promised
            assert writer.id in opened


def test_a_note_in_confidence_is_offered_to_elevhalsan_and_read_by_no_one_else(cast: Cast) -> None:
    sara, jonas = (offered(cast, writer, ways_to_note("Ebba")) for writer in (cast.sara, cast.jonas))

    (in_confidence,) = [way for way in sara if way.way.confided]
    assert "Sara Holm" in in_confidence.readers and "rektor" not in in_confidence.readers
    assert not [way for way in jonas if way.way.confided]


def test_jonas_keeps_a_promise_and_may_regret_the_click(cast: Cast) -> None:
    client = client_as(cast.jonas)
    client.post(
        f"/elever/{cast.ebbas_case}/steg/nytt",
        {"text": "Ringa fritids", "owner": str(cast.jonas.id), "due_on": "imorgon"},
    )
    row = next(row for row in queries.steps(scope_of(cast.jonas), cast.ebbas_case) if row.text == "Ringa fritids")
    address = f"/elever/{cast.ebbas_case}/steg/{row.id}/klart"

    client.post(address)
    done = next(row for row in queries.steps(scope_of(cast.jonas), cast.ebbas_case) if row.text == "Ringa fritids")
    client.post(address, {"angra": "1"})
    undone = next(row for row in queries.steps(scope_of(cast.jonas), cast.ebbas_case) if row.text == "Ringa fritids")

    assert done.done_on == timezone.localdate()
    assert undone.done_on is None


def test_a_step_done_just_after_midnight_is_done_on_the_new_day(cast: Cast) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    scope = scope_of(cast.jonas, now=midnight + timedelta(minutes=10))
    step = actions.set_step(
        case=cast.ebbas_case,
        text="Lägga fram kläder",
        owner=cast.jonas.id,
        due_on=scope.today,
        by=scope.reader,
        now=scope.now,
    )

    actions.finish_step(case=cast.ebbas_case, step=step.id, by=scope.reader, now=midnight + timedelta(minutes=30))

    assert {row.done_on for row in queries.steps(scope, cast.ebbas_case) if row.id == step.id} == {scope.today}


def test_a_step_without_anybody_is_met_with_why(cast: Cast) -> None:
    answer = client_as(cast.jonas).post(
        f"/elever/{cast.ebbas_case}/steg/nytt", {"text": "Ringa fritids", "owner": "", "due_on": "imorgon"}
    )

    assert answer.status_code == 422
    assert "Välj vem som gör det. Utan namn blir det lätt ingen." in answer.content.decode()


def test_a_promise_is_never_laid_on_a_guardian(cast: Cast) -> None:
    text = client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/steg/nytt").content.decode()

    assert str(cast.jonas.id) in text
    assert str(cast.anna.id) not in text


def test_the_neighbour_writes_nothing(cast: Cast) -> None:
    answer = client_as(cast.petra).post(f"/elever/{cast.ebbas_case}/anteckningar/ny", {"text": "Något."})

    assert answer.status_code == 404


def test_no_text_lies_in_the_clear(cast: Cast) -> None:
    scope = scope_of(cast.sara)

    told = actions.write_note(case=cast.ebbas_case, text="Vattentornet", by=scope.reader, now=scope.now)

    assert b"Vattentornet" not in bytes(told.sealed_text)


def test_a_step_that_never_was_is_not_found(cast: Cast) -> None:
    answer = client_as(cast.jonas).post(f"/elever/{cast.ebbas_case}/steg/{cast.ebbas_case}/klart")

    assert answer.status_code == 404


def test_the_note_says_kindly_where_a_text_from_anothers_papers_goes(cast: Cast) -> None:
    page = unescape(client_as(cast.sara).get(reverse("note_new", args=[cast.ebbas_case])).content.decode())

    assert "Klistra inte in text ur någon annans papper här." in page
    assert "Det behövs ett ja till att den får antecknas." in page
    for name in ("timeline", "consent_ask"):
        assert f'href="{reverse(name, args=[cast.ebbas_case])}"' in page


def test_the_plan_adds_a_next_step_for_those_who_write_in_it_alone(cast: Cast) -> None:
    url = reverse("step_new", args=[cast.ebbas_case])

    pages = {
        who: client_as(getattr(cast, who)).get(f"/elever/{cast.ebbas_case}/plan").content.decode()
        for who in ("sara", "jonas", "anna", "peter")
    }

    assert {who: url in page for who, page in pages.items()} == {
        "sara": True,
        "jonas": True,
        "anna": False,
        "peter": False,
    }
    assert client_as(cast.jonas).get(url).status_code == 200
