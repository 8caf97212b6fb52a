"""F6: Olof answers on the phone. Read aloud, write down, and the room changes. Asking and sending stand here too."""

import re
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from samverkan.consent import queries
from samverkan.consent.models import Answer, Question
from samverkan.consent.queries import QuestionRow
from samverkan.consent.sealed_words import INTERPRETER, READ_ALOUD, WITNESS
from samverkan.people.stances import sign
from samverkan.policy.consenting import ConsentState
from samverkan.policy.vocabulary import Stance
from samverkan.vault.texts import open_field
from tests.cast import Cast, client_as, scope_of, yes_until


def waiting(cast: Cast) -> QuestionRow:
    """The question on the school's assessment that Olof has not answered."""
    (row,) = queries.missing(queries.questions(scope_of(cast.sara), cast.ebbas_case))
    return row


def again(cast: Cast, question: UUID) -> QuestionRow:
    """The same question, read afresh."""
    return queries.question(scope_of(cast.sara), cast.ebbas_case, question)


def test_sara_registers_olofs_yes_in_five_clicks_from_idag(cast: Cast) -> None:
    """Elev, Registrera svar från Olof, Ja, that the rights have been told, Spara."""
    client = client_as(cast.sara)
    page = client.get(f"/elever/{cast.ebbas_case}/samtycken").content.decode()
    link = re.search(r'href="([^"]+)">Registrera svar från Olof Lindqvist', page)
    assert link is not None
    form = client.get(link[1]).content.decode()

    told = dict(re.findall(r'name="(giver|form)"[^>]*value="([^"]*)"[^>]*checked', form))
    told["answered_on"] = "idag"
    answer = client.post(link[1], told | {"reply": "ja", "told": "on"})

    row = again(cast, waiting_id(page))
    assert answer.status_code == 302
    assert told["giver"] == str(cast.olof.id)
    assert told["form"] == "muntligt"
    assert row.state is ConsentState.GIVEN


def waiting_id(page: str) -> UUID:
    """The id of the first question that waits on the page."""
    found = re.search(r"/samtycken/([0-9a-f-]{36})/svar", page)
    assert found is not None
    return UUID(found[1])


def test_the_school_may_be_asked_for_one_role_of_the_team_alone(cast: Cast) -> None:
    """What habiliteringen gives, to the mentor and to nobody else at the school."""
    client, address = client_as(cast.sara), f"/elever/{cast.ebbas_case}/samtycken/fraga"
    page = client.get(address).content.decode()
    assert 'value="mentor"' in page

    thing = f"stod-{cast.organisation('habiliteringen').id}"
    told = {
        "thing": thing,
        "receivers": "mentor",
        "purpose": "stod",
        "manners": ["tala", "anteckna", "lamna"],
        "ends_on": str(yes_until(timezone.localdate())),
    }
    answer = client.post(address, told)

    assert answer.status_code == 302
    made = Question.objects.unguarded(because="a test looks at the row itself").latest("made_at")
    assert (made.receiver_role, made.receiver_id) == ("mentor", cast.organisation("skolor").id)


def test_to_have_come_is_an_answer_only_where_the_huvudman_has_signed_that_it_is(cast: Cast) -> None:
    row, client = waiting(cast), client_as(cast.sara)
    address = f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar"
    told = {
        "giver": str(cast.olof.id),
        "form": "muntligt",
        "answered_on": "idag",
        "reply": "kom-till-motet",
        "told": "on",
    }
    assert "Kom till mötet" not in client.get(address).content.decode()
    assert client.post(address, told).status_code == 422

    sign(
        huvudman=cast.unit().organisation.huvudman_id,
        point="deltagande",
        stance=Stance.ATTENDING_IS_YES,
        reason="Beslutat i nämnden.",
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )

    assert "Kom till mötet och visste vad det gällde" in client.get(address).content.decode()
    assert client.post(address, told).status_code == 302
    assert again(cast, row.id).state is ConsentState.GIVEN


def test_the_three_answers_are_equal_and_none_is_chosen(cast: Cast) -> None:
    row = waiting(cast)

    form = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar").content.decode()

    replies = re.findall(r'<input type="radio" name="reply"[^>]*>', form)
    assert len(replies) == 3
    assert not any("checked" in reply for reply in replies)
    for words in ("Ja", "Nej", "Vill prata först"):
        assert f"<span>{words}</span>" in form


def test_the_text_that_was_read_aloud_is_kept_with_the_answer(cast: Cast) -> None:
    row = waiting(cast)

    client_as(cast.sara).post(
        f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar",
        {
            "giver": str(cast.olof.id),
            "reply": "nej",
            "answered_on": "idag",
            "form": "muntligt",
            "language": "finska",
            "interpreter": "on",
            "interpreter_name": "Aino Saari",
            "witness": "Lena Wik",
            "told": "on",
            "explained": ["vad-nej-innebar"],
        },
    )

    kept = Answer.objects.get(question_id=row.id, giver=cast.olof)
    sealed = bytes(kept.sealed_read_aloud or b"")
    assert open_field(kept.question.cell, READ_ALOUD, kept.id, sealed) == row.read_aloud
    assert (kept.language, kept.interpreter) == ("finska", True)
    assert kept.explained == ["far-saga-nej", "ta-tillbaka", "vad-nej-innebar"]
    assert open_field(kept.question.cell, WITNESS, kept.id, bytes(kept.sealed_witness or b"")) == "Lena Wik"
    assert open_field(kept.question.cell, INTERPRETER, kept.id, bytes(kept.sealed_interpreter or b"")) == "Aino Saari"
    assert kept.recorded_by_id == cast.sara.id


def test_nothing_chosen_is_asked_for_without_blame(cast: Cast) -> None:
    row = waiting(cast)

    answer = client_as(cast.sara).post(
        f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar", {"answered_on": "imorgon", "form": "muntligt"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Välj vem som svarar." in text
    assert "Välj vad personen svarade." in text
    assert "Dagen har inte varit än." in text


def test_nothing_of_what_was_told_is_ticked_beforehand(cast: Cast) -> None:
    row = waiting(cast)

    form = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar").content.decode()

    ticks = re.findall(r'<input type="checkbox"[^>]*>', form)
    assert ticks and not any("checked" in tick for tick in ticks)


def test_an_oral_answer_needs_that_one_may_refuse_has_been_said(cast: Cast) -> None:
    row = waiting(cast)

    answer = client_as(cast.sara).post(
        f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar",
        {"giver": str(cast.olof.id), "reply": "ja", "answered_on": "idag", "form": "muntligt"},
    )

    assert answer.status_code == 422
    assert "Berätta att man får säga nej och ta tillbaka ett ja." in answer.content.decode()
    assert again(cast, row.id).state is ConsentState.ASKED


def test_anna_takes_back_her_own_yes_and_nobody_elses(cast: Cast) -> None:
    given = next(
        row for row in queries.questions(scope_of(cast.sara), cast.ebbas_case) if row.state is ConsentState.GIVEN
    )
    client = client_as(cast.anna)
    base = f"/elever/{cast.ebbas_case}/samtycken/{given.id}/tillbakatagande"

    olofs = client.post(f"{base}/{cast.olof.id}")
    asked = client.get(f"{base}/{cast.anna.id}").content.decode()
    own = client.post(f"{base}/{cast.anna.id}")

    assert olofs.status_code == 404
    assert "Ta tillbaka samtycket?" in asked
    assert own.status_code == 302
    assert again(cast, given.id).state is ConsentState.WITHDRAWN


def test_a_new_question_is_looked_through_before_it_is_sent(cast: Cast) -> None:
    client = client_as(cast.sara)

    asked = client.post(
        f"/elever/{cast.ebbas_case}/samtycken/fraga",
        {
            "thing": "skolans-stod",
            "receivers": [str(cast.organisation("socialtjansten").id)],
            "purpose": "stod",
            "manners": ["tala"],
            "ends_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        },
        follow=True,
    )
    unsent = [
        row.state
        for row in queries.questions(scope_of(cast.sara), cast.ebbas_case)
        if row.matter == "vilket stöd skolan ger"
    ]
    client.post(f"/elever/{cast.ebbas_case}/samtycken/skicka")
    sent = [
        row.state
        for row in queries.questions(scope_of(cast.sara), cast.ebbas_case)
        if row.matter == "vilket stöd skolan ger"
    ]

    assert "Får Socialtjänsten i Björkvik veta vilket stöd skolan ger?" in asked.content.decode()
    assert "Registrera svar från Anna Lindqvist" in asked.content.decode()
    assert "Brevet mejlas till Anna Lindqvist och Olof Lindqvist." in asked.content.decode()
    assert unsent == [ConsentState.NOT_ASKED]
    assert sent == [ConsentState.ASKED]


def test_the_matrix_says_each_state_in_words(cast: Cast) -> None:
    text = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken").content.decode()

    for words in ("Frågat ", "inget svar från Olof", "Inte frågat", "Behövs inte", "från Anna och Olof, till"):
        assert words in text


def test_the_questions_can_be_handed_over_on_paper(cast: Cast) -> None:
    answer = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken/papper")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_a_teacher_outside_the_team_registers_nothing(cast: Cast) -> None:
    row = waiting(cast)

    answer = client_as(cast.mikael).get(f"/elever/{cast.ebbas_case}/samtycken/{row.id}/svar")

    assert answer.status_code == 403
