"""One thing to two roles at the same place is one question to the guardian, and one answer, stored for each role."""

import re
from datetime import timedelta
from html import unescape

import pytest

from samverkan.consent import actions, queries
from samverkan.consent.models import Answer
from samverkan.consent.queries import QuestionRow
from samverkan.consent.sealed_words import READ_ALOUD
from samverkan.plans.printing import questions_paper
from samverkan.plans.together import together
from samverkan.policy.consenting import ConsentState
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, Purpose, Role
from samverkan.vault.texts import open_field
from tests.cast import Cast, client_as, scope_of

MATTER = "skolans anteckningar om stöd"
ROLES = (Role.SPEECH_THERAPIST, Role.HABILITATION)


@pytest.fixture
def alike(cast: Cast) -> tuple[QuestionRow, ...]:
    """May the logoped, and may others at the habilitering, have the school's notes? Asked; nobody has answered."""
    scope = scope_of(cast.sara)
    made = [
        actions.ask(
            case=cast.ebbas_case,
            classes=[InformationClass.SUPPORT],
            kinds=[Kind.NOTE],
            senders=[cast.organisation("skolor").id],
            receiver=cast.organisation("habiliteringen").id,
            receiver_role=role,
            purpose=Purpose.SUPPORT,
            manners=[Manner.SPEAK],
            begins_on=scope.today,
            ends_on=scope.today + timedelta(days=28),
            matter=MATTER,
            by=scope.reader,
            now=scope.now,
        )
        for role in ROLES
    ]
    actions.send_questions(made, by=scope.reader, now=scope.now)
    return of_the_matter(cast)


def of_the_matter(cast: Cast) -> tuple[QuestionRow, ...]:
    return tuple(row for row in queries.questions(scope_of(cast.sara), cast.ebbas_case) if row.matter == MATTER)


def told(cast: Cast, rows: tuple[QuestionRow, ...], **more: object) -> dict[str, object]:
    said = {"giver": str(cast.anna.id), "reply": "ja", "answered_on": "idag", "form": "muntligt", "told": "on"}
    return said | {"receivers": [row.receiver_role for row in rows]} | more


def test_the_page_has_one_question_where_only_the_role_differs(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    page = unescape(client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken").content.decode())

    both = r"Får Barn- och ungdomshabiliteringen \([^()]+ och logoped\)"
    waiting = page.partition("Vem får ta del av vad")[0]
    assert len(alike) == 2
    assert len(re.findall(rf">{both} ta del av {MATTER}\?</a>", waiting)) == 1


def test_the_table_has_one_column_where_only_the_role_differs(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    page = unescape(client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken").content.decode())

    heads = re.findall(r'<th scope="col">([^<]+)</th>', page.partition("Vem får ta del av vad")[2])
    assert len([head for head in heads if head.endswith("och logoped)")]) == 1
    assert not [head for head in heads if head.endswith("(logoped)")]


def test_one_answer_is_stored_for_each_role_and_says_who_else_must_answer(
    cast: Cast, alike: tuple[QuestionRow, ...]
) -> None:
    client = client_as(cast.sara)

    answer = client.post(f"/elever/{cast.ebbas_case}/samtycken/{alike[0].id}/svar", told(cast, alike), follow=True)

    kept = Answer.objects.filter(question__in=[row.id for row in alike], giver=cast.anna)
    assert kept.count() == 2
    read = {open_field(row.question.cell, READ_ALOUD, row.id, bytes(row.sealed_read_aloud or b"")) for row in kept}
    assert read == {together(alike)[0].read_aloud}
    assert "än. Olof behöver också svara." in unescape(answer.content.decode())


def test_after_both_have_said_yes_it_is_open_for_both_roles(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    client = client_as(cast.sara)

    for giver in (cast.anna, cast.olof):
        client.post(f"/elever/{cast.ebbas_case}/samtycken/{alike[0].id}/svar", told(cast, alike, giver=str(giver.id)))

    assert {row.state for row in of_the_matter(cast)} == {ConsentState.GIVEN}


def test_a_yes_to_one_role_only_leaves_the_other_waiting(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    client = client_as(cast.sara)

    client.post(f"/elever/{cast.ebbas_case}/samtycken/{alike[0].id}/svar", told(cast, alike[:1]))

    assert not Answer.objects.filter(question=alike[1].id).exists()
    assert len(together(of_the_matter(cast))) == 2, "they no longer stand alike"


def test_an_answer_to_none_of_them_is_met_kindly(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    answer = client_as(cast.sara).post(
        f"/elever/{cast.ebbas_case}/samtycken/{alike[0].id}/svar", told(cast, alike, receivers=[])
    )

    assert answer.status_code == 422
    assert "Välj minst en som svaret gäller." in unescape(answer.content.decode())


def test_the_paper_asks_once(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    from samverkan.people import queries as people

    scope = scope_of(cast.sara)
    card = people.pupil(scope, cast.ebbas_case)

    paper = questions_paper(card, alike, alike[0].silent[:1], reader="Sara Holm", now=scope.now)

    assert sum(type(block).__name__ == "Question" for block in paper.blocks) == 1


def test_one_comes_back_to_the_room_one_came_from(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    client = client_as(cast.sara)
    address = f"/elever/{cast.ebbas_case}/samtycken/{alike[0].id}/svar"

    from_room = client.post(f"{address}?mote={cast.ebbas_meeting}", told(cast, alike))
    astray = client.post(f"{address}?mote=https://exempel.se", told(cast, alike, giver=str(cast.olof.id)))

    assert from_room["Location"] == f"/moten/{cast.ebbas_meeting}/rummet"
    assert astray["Location"] == f"/elever/{cast.ebbas_case}/samtycken"


def test_the_matrix_says_that_what_one_holds_is_ones_own(cast: Cast, alike: tuple[QuestionRow, ...]) -> None:
    scope = scope_of(cast.sara)
    actions.ask(
        case=cast.ebbas_case,
        classes=[InformationClass.REGION_CARE],
        kinds=[Kind.MEASURE],
        senders=[cast.organisation("habiliteringen").id],
        receiver=cast.organisation("skolor").id,
        receiver_role=None,
        purpose=Purpose.SUPPORT,
        manners=[Manner.SPEAK],
        begins_on=scope.today,
        ends_on=scope.today,
        matter="stödet från habiliteringen",
        by=scope.reader,
        now=scope.now,
    )

    page = unescape(client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken").content.decode())

    row = page.partition("Stödet från habiliteringen</th>")[2].partition("</tr>")[0]
    logoped = row.partition("och logoped)")[2].partition("</td>")[0]
    assert "det är deras egen uppgift" in logoped
    assert "Inte frågat" not in logoped


@pytest.mark.parametrize("who", ["mikael", "petra"])
def test_others_write_no_answer(cast: Cast, alike: tuple[QuestionRow, ...], who: str) -> None:
    answer = client_as(getattr(cast, who)).post(
        f"/elever/{cast.ebbas_case}/samtycken/{alike[0].id}/svar", told(cast, alike)
    )

    assert answer.status_code in (403, 404)
    assert not Answer.objects.filter(question__in=[row.id for row in alike]).exists()
