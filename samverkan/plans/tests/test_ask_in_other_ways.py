"""A usual set in two presses, a question anew before it ends, and somebody about their own data (K24)."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import queries, renewing
from samverkan.consent.models import Question, SharingSet
from samverkan.consent.queries import QuestionRow
from samverkan.consent.tests.test_answer_a_question import asked, opened_by, says
from samverkan.guard.models import Grant
from samverkan.people.models import Organisation, OrganisationKind
from samverkan.plans import sharing_sets
from samverkan.policy.consenting import ConsentState, Reply, Suspension
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

BECAUSE = "the test looks at rows as they lie"


def rows(cast: Cast, who: str = "sara") -> tuple[QuestionRow, ...]:
    """Every question round Ebba that the person may know of."""
    return queries.questions(scope_of(getattr(cast, who)), cast.ebbas_case)


def test_a_usual_set_takes_two_presses_and_each_question_is_its_own(cast: Cast) -> None:
    sara, known = client_as(cast.sara), {row.id for row in rows(cast)}
    offered = unescape(sara.get(reverse("consent_ask", args=[cast.ebbas_case])).content.decode())

    chosen = sara.post(reverse("consent_set", args=[cast.ebbas_case]), {"delning": "habilitering-klassrum"})
    sara.post(chosen["Location"])

    fresh = [row for row in rows(cast) if row.id not in known]
    assert "Skolan och habiliteringen om stöd i klassrummet" in offered
    assert "Skolan och BUP om skoldagen" not in offered, "BUP is not in Ebba's team"
    assert {row.matter for row in fresh} >= {"vilket stöd skolan ger"}
    assert all(row.state is ConsentState.ASKED for row in fresh)


@pytest.mark.parametrize(
    ("kind", "branch", "name"),
    [
        ("forsta-linjen", "halso-och-sjukvard", "Skolan och första linjen om skoldagen"),
        ("spsm", "spsm", "Skolan och SPSM om hur skolan kan ge stöd"),
        ("habilitering", "halso-och-sjukvard", "Specialpedagogen och vården om vad eleven behöver för att lära"),
    ],
)
def test_each_place_has_a_usual_set_when_it_is_in_the_team(cast: Cast, kind: str, branch: str, name: str) -> None:
    Organisation.objects.filter(kind="habilitering").update(kind=kind, branch=branch)
    sara = client_as(cast.sara)

    offered = unescape(sara.get(reverse("consent_ask", args=[cast.ebbas_case])).content.decode())

    assert name in offered


def test_the_shipped_sets_use_words_that_lead_somewhere() -> None:
    outside, own = set(OrganisationKind.values), set(sharing_sets.OWN_RECEIVERS)
    rows = [row for content in sharing_sets.shipped() for row in content["rows"]]

    assert {row["receiver"] for row in rows} <= outside | own
    assert {row["from"] for row in rows if "from" in row} <= outside
    assert len({content["slug"] for content in sharing_sets.shipped()}) == len(sharing_sets.shipped())


@pytest.mark.parametrize("said", ["", "bup-skoldagen", "finns-inte"])
def test_a_set_that_does_not_fit_asks_nothing(cast: Cast, said: str) -> None:
    before = len(rows(cast))

    met = client_as(cast.sara).post(reverse("consent_set", args=[cast.ebbas_case]), {"delning": said})

    assert (met.status_code, len(rows(cast))) == (404, before)


def test_a_huvudman_keeps_its_own_set_as_data(cast: Cast) -> None:
    content: dict[str, Any] = {
        "slug": "habilitering-klassrum",
        "name": "Så delar vi i Björkvik",
        "purpose": "stod",
        "source": "Beslut av barn- och utbildningsnämnden",
        "valid_from": "2020-01-01",
        "valid_to": None,
        "rows": [{"thing": "skolans-stod", "receiver": "habilitering", "manners": ["tala"]}],
    }
    huvudman = cast.unit().organisation.huvudman
    SharingSet.objects.create(huvudman=huvudman, slug=content["slug"], content=content, kept_at=timezone.now())

    page = unescape(client_as(cast.sara).get(reverse("consent_ask", args=[cast.ebbas_case])).content.decode())

    assert "Så delar vi i Björkvik" in page
    assert "Skolan och habiliteringen om stöd i klassrummet" not in page


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("{", "inte JSON"),
        ("{}", "lista"),
        ('[{"slug": "x"}]', "name saknas"),
        ('[{"slug":"x","name":"x","source":"x","valid_from":"x","purpose":"stod"}]', "dagar"),
        ('[{"slug":"x","name":"x","source":"x","valid_from":"2026-01-01","purpose":"nyfikenhet"}]', "ändamål"),
        ('[{"slug":"x","name":"x","source":"x","valid_from":"2026-01-01","purpose":"stod","rows":[]}]', "minst en"),
    ],
)
def test_a_set_that_is_none_says_what_to_mend(text: str, mend: str) -> None:
    with pytest.raises(sharing_sets.NotASet, match=mend):
        sharing_sets.read(text)


def test_a_question_is_asked_anew_with_the_old_one_beside_and_stands_until_it_is_answered(cast: Cast) -> None:
    question, sara = _ending(cast), client_as(cast.sara)
    page = unescape(sara.get(reverse("consents", args=[cast.ebbas_case])).content.decode())

    sent_from = sara.post(reverse("consent_renew", args=[cast.ebbas_case, question.id]))["Location"]
    check = unescape(sara.get(sent_from).content.decode())
    sara.post(sent_from)

    new = Question.objects.unguarded(because=BECAUSE).get(renews=question.id)
    assert "Behöver frågas igen" in page
    assert "Så har det varit" in check and "Anna och Olof har sagt ja." in check
    assert opened_by(question) > 0, "the old one stands until the new one is answered"
    says(cast, new, cast.anna, Reply.NO)
    assert opened_by(question) == 0
    old = next(row for row in rows(cast) if row.id == question.id)
    assert old.suspended is Suspension.REPLACED


def test_idag_can_tell_that_something_ends_within_thirty_days(cast: Cast) -> None:
    question = _ending(cast)

    assert renewing.ending(scope_of(cast.sara))[cast.ebbas_case] == question.ends_on
    assert cast.ebbas_case not in renewing.ending(scope_of(cast.petra))


def _ending(cast: Cast) -> Question:
    """Both have said yes, and it ends in twenty days."""
    question = asked(cast, to="habiliteringen")
    for person in (cast.anna, cast.olof):
        says(cast, question, person, Reply.YES)
    soon = timezone.localdate() + timedelta(days=20)
    Question.objects.unguarded(because=BECAUSE).filter(id=question.id).update(ends_on=soon)
    Grant.objects.filter(source_id=question.id, ended_at=None).update(ends_on=soon)
    question.refresh_from_db()
    return question


SECRET = "din sjukskrivning"


@pytest.fixture
def olofs_own(cast: Cast) -> QuestionRow:
    """The school asks Olof alone about his own data."""
    sara = client_as(cast.sara)
    made = sara.post(
        reverse("consent_other", args=[cast.ebbas_case]),
        {
            "person": str(cast.olof.id),
            "matter": SECRET,
            "receivers": [str(cast.organisation("habiliteringen").id)],
            "purpose": "stod",
            "manners": ["tala"],
            "ends_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        },
    )
    sara.post(made["Location"])
    return next(row for row in rows(cast) if row.matter == SECRET)


def test_another_persons_data_is_asked_of_that_person_alone(cast: Cast, olofs_own: QuestionRow) -> None:
    assert [giver.person_id for giver in olofs_own.givers] == [cast.olof.id]
    assert "Det är en uppgift om dig själv. Bara du bestämmer om den." in olofs_own.read_aloud
    assert says(cast, _question(olofs_own), cast.olof, Reply.YES) is ConsentState.GIVEN
    grants = Grant.objects.filter(source_id=olofs_own.id, ended_at=None)
    assert {grant.subject_id for grant in grants} == {cast.olof.id}


def test_olof_answers_and_takes_back_on_his_own_page(cast: Cast, olofs_own: QuestionRow) -> None:
    olof, url = client_as(cast.olof), reverse("my_answer", args=[cast.ebbas_case, olofs_own.id])

    assert SECRET in olof.get(url).content.decode()
    olof.post(url, {"svar": "ja", "klart": "ja"})
    assert opened_by(_question(olofs_own)) == 1
    olof.post(reverse("consent_withdraw", args=[cast.ebbas_case, olofs_own.id, cast.olof.id]))

    assert opened_by(_question(olofs_own)) == 0


def test_the_other_guardian_the_pupil_and_the_class_meet_silence_everywhere(cast: Cast, olofs_own: QuestionRow) -> None:
    pages = ("", "/plan", "/teamet", "/tidslinje", "/vem", "/mina-svar", "/samtycken", f"/mina-svar/{olofs_own.id}")
    for who in ("anna", "ebba", "jonas", "mikael", "kerstin"):
        client = client_as(getattr(cast, who))
        for page in pages:
            met = client.get(f"/elever/{cast.ebbas_case}{page}", follow=True)
            assert "sjukskrivning" not in met.content.decode(), (who, page)
            assert str(olofs_own.id) not in met.content.decode(), (who, page)
        assert olofs_own.id not in {row.id for row in rows(cast, who)}
        assert "sjukskrivning" not in client.get("/").content.decode()
        assert "sjukskrivning" not in client.get("/min-logg").content.decode()


def test_no_letter_about_it_reaches_anybody_else(cast: Cast, olofs_own: QuestionRow) -> None:
    told = Letter.objects.filter(key__startswith=f"samtycke-{olofs_own.id}")

    assert all(str(cast.olof.id) in letter.key for letter in told)
    assert not any("sjuk" in letter.text for letter in told)


def test_a_mentor_does_not_ask_about_anothers_data(cast: Cast) -> None:
    met = client_as(cast.jonas).post(
        reverse("consent_other", args=[cast.ebbas_case]),
        {
            "person": str(cast.olof.id),
            "matter": SECRET,
            "receivers": [str(cast.organisation("habiliteringen").id)],
            "purpose": "stod",
            "manners": ["tala"],
            "ends_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        },
    )

    assert met.status_code == 403


def test_the_words_of_consent_never_speak_of_the_other_law(cast: Cast) -> None:
    """OSL consent is no legal basis for handling personal data, and no text speaks of both."""
    from pathlib import Path

    root = Path(sharing_sets.__file__).parents[1]
    shown = [*root.glob("consent/*.py"), *root.glob("plans/consent*.py"), *root.glob("plans/templates/plans/*.html")]
    told = [path for path in shown if re.search(r"samtyck", path.read_text(encoding="utf-8"), re.IGNORECASE)]
    other = re.compile(r"dataskydd|personuppgiftsbehandling|rättslig grund", re.IGNORECASE)

    assert told
    assert [path.name for path in told if other.search(path.read_text(encoding="utf-8"))] == []


def _question(row: QuestionRow) -> Question:
    return Question.objects.unguarded(because=BECAUSE).get(id=row.id)
