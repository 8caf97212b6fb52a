"""Menprövning: Sara asks whether the rektor may have what the school nurse knows, and Birgitta weighs it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.access.queries import circle, who_sees
from samverkan.consent import releases, releasing
from samverkan.consent.models import ReleaseDecision, ReleaseOutcome, ReleaseRequest
from samverkan.consent.releases import ReleaseState
from samverkan.guard.models import Cell, Form, Grant, Statement
from samverkan.journal.models import Event
from samverkan.people import turns
from samverkan.people.barring import Barred
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Person, Pupil
from samverkan.people.turns import Turn
from samverkan.plans.commands import goal
from samverkan.plans.queries import why
from samverkan.policy.consenting import Suspension
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, PersonId, Role, StatementId
from samverkan.vault.texts import say, texts
from tests.cast import Cast, client_as, scope_of
from tests.house.test_no_text_lies_in_the_clear import holding

NOTE = "Hörselkontroll gjord"
TALK = "Hon ritade skolgården"
THING = "skolskoterskan"


def ask_url(cast: Cast, thing: str, person: Person) -> str:
    return f"/elever/{cast.ebbas_case}/bedomningar/ny?sak={thing}&till={person.id}"


def requested(cast: Cast, *, thing: str = THING, by: Person | None = None, to: Person | None = None) -> UUID:
    """Sara has asked Birgitta whether Anna-Karin may know, unless told otherwise. The request's id."""
    answer = client_as(by or cast.sara).post(
        ask_url(cast, thing, to or cast.anna_karin),
        {"use": "Planera vårens stöd", "why": "Vi vet inte vad vi kan begära.", "decider": str(cast.birgitta.id)},
    )
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].rsplit("/", 1)[1])


def address(cast: Cast, request: UUID, page: str = "") -> str:
    return f"/elever/{cast.ebbas_case}/bedomningar/{request}{page}"


def answered(**more: Any) -> dict[str, Any]:
    """A whole yes under OSL 25:13 a."""
    ends_on = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {
        "outcome": "lamnas-ut",
        "provision": "OSL 25:13 a",
        "reason": "Hon behöver det för stödet, och hon vill det själv.",
        "extent": "",
        "manners": ["tala", "lamna"],
        "to": "person",
        "ends_on": ends_on,
        "reservation": "",
        **more,
    }


def listed(page: Any) -> list[str]:
    """What the decider's page says is there to hand over."""
    return [str(one.id) for one in page.context["written"]]


def decide(cast: Cast, request: UUID, **more: Any) -> int:
    client, url = client_as(cast.birgitta), address(cast, request, "/beslut")
    return client.post(url, answered(listed=listed(client.get(url)), **more)).status_code


def reads_the_note(person: Person) -> bool:
    rows = Statement.objects.within(scope_of(person)).filter(cell__information_class="K03", cell__kind="anteckning")
    return bool(list(rows))


def test_a_request_names_provision_decider_and_day_and_no_content(cast: Cast) -> None:
    page = client_as(cast.sara).get(ask_url(cast, THING, cast.anna_karin)).content.decode()
    request = requested(cast)
    row = releases.release(scope_of(cast.sara), cast.ebbas_case, request)

    assert "får inte ta del av skolsköterskans anteckningar än" in page
    assert "Det är inte självklart att uppgiften kan lämnas." in page
    assert "Offentlighets- och sekretesslagen 25 kap. 13 a §" in page
    assert "Birgitta Åhl, skolsköterska" in page
    assert NOTE not in page
    assert row.provisions == ("OSL 25:13 a",)
    assert (row.decider, row.state) == ("Birgitta Åhl", ReleaseState.WAITING)
    assert row.promised_on > timezone.localdate()


def test_it_waits_on_both_their_days(cast: Cast) -> None:
    requested(cast)

    deciders_day = client_as(cast.birgitta).get("/").content.decode()
    askers_day = client_as(cast.sara).get("/").content.decode()
    others_day = client_as(cast.jonas).get("/").content.decode()

    assert "Du ska bedöma om något kan lämnas" in deciders_day
    assert "Birgitta Åhl bedömer om" in askers_day
    assert "bedöm" not in others_day.split('id="behover"')[1].split("</section>")[0].lower()


def test_nobody_but_the_two_meets_the_request(cast: Cast) -> None:
    request = requested(cast)

    met = {
        name: client_as(getattr(cast, name)).get(address(cast, request)).status_code
        for name in ("sara", "birgitta", "ulf", "anna_karin", "jonas", "lena", "maria", "anna", "kerstin", "petra")
    }
    decides = {
        name: client_as(getattr(cast, name)).get(address(cast, request, "/beslut")).status_code
        for name in ("sara", "birgitta", "ulf", "anna_karin")
    }

    assert met == {"sara": 200, "birgitta": 200} | dict.fromkeys(
        ("ulf", "anna_karin", "jonas", "lena", "maria", "anna", "kerstin", "petra"), 404
    )
    assert decides == {"sara": 404, "birgitta": 200, "ulf": 404, "anna_karin": 404}


def test_a_yes_opens_at_the_next_request_and_says_on_what_ground(cast: Cast) -> None:
    request = requested(cast)
    before = reads_the_note(cast.anna_karin)

    met = decide(cast, request)
    scope = scope_of(cast.anna_karin)
    seen = who_sees(scope, cast.ebbas_case, circle(scope, cast.ebbas_case))
    rektors = next(row for row in seen.more if row.name == cast.anna_karin.name)
    rows = Statement.objects.within(scope).filter(cell__information_class="K03", cell__kind="anteckning")
    whys = why(scope, [], [(row.cell.facts, StatementId(row.id)) for row in rows])

    assert (before, met, reads_the_note(cast.anna_karin)) == (False, 302, True)
    assert ("Elevhälsans medicinska uppgifter", "OSL 25:13 a") in [
        (one.label, ground.provision) for one in rektors.seen for ground in one.grounds
    ]
    assert [row.provision for row in whys] == ["OSL 25:13 a"]
    assert "Bedömt av Birgitta Åhl" in whys[0].sentence
    assert not reads_the_note(cast.jonas), "the release is for the rektor"
    assert not reads_the_note(cast.lena)


def test_the_asker_reads_the_answer_and_never_the_reason(cast: Cast) -> None:
    request = requested(cast)
    decide(
        cast,
        request,
        outcome="lamnas-ut-i-del",
        extent="Om hörseln i klassrummet.",
        words="Hon hör sämre på höger.",
        reservation="Inte till 5B.",
    )

    askers = client_as(cast.sara).get(address(cast, request)).content.decode()
    deciders = client_as(cast.birgitta).get(address(cast, request)).content.decode()

    assert "Lämnas ut i del" in askers and "Om hörseln i klassrummet." in askers and "Inte till 5B." in askers
    assert "hon vill det själv" not in askers
    assert "hon vill det själv" in deciders


def noted(cast: Cast, text: str) -> Statement:
    """Birgitta writes one more note where the first one lies."""
    rows = Statement.objects.unguarded(because="what was noted before, in a test").filter(cell__case=cast.ebbas_case)
    first = rows.get(cell__information_class="K03", cell__kind="anteckning")
    return say(first.cell, Form.NOTE, text, by=PersonId(cast.birgitta.id), now=timezone.now())


def rektor_reads(cast: Cast) -> list[str]:
    scope = scope_of(cast.anna_karin)
    rows = Statement.objects.within(scope).filter(cell__information_class="K03", cell__kind="anteckning")
    return sorted(texts(rows).values())


def test_all_that_the_page_listed_is_handed_over_and_nothing_written_later(cast: Cast) -> None:
    request = requested(cast)
    decide(cast, request)

    noted(cast, "Skrivet efteråt.")

    assert len(rektor_reads(cast)) == 1 and rektor_reads(cast)[0].startswith(NOTE)
    assert not Cell.objects.within(scope_of(cast.anna_karin)).filter(information_class="K03", kind="anteckning")
    assert "1 text, och inget som skrivs senare" in client_as(cast.sara).get(address(cast, request)).content.decode()


def test_what_is_written_later_goes_along_only_when_it_is_said(cast: Cast) -> None:
    decide(cast, requested(cast), later="on")

    noted(cast, "Skrivet efteråt.")

    assert "Skrivet efteråt." in rektor_reads(cast)


def test_of_a_part_only_what_was_ticked_is_read(cast: Cast) -> None:
    second = noted(cast, "Sover dåligt.")
    decide(cast, requested(cast), outcome="lamnas-ut-i-del", extent="Om sömnen.", chosen=[str(second.id)])

    assert rektor_reads(cast) == ["Sover dåligt."]


def test_a_part_can_be_a_text_of_its_own_that_lies_with_the_holder(cast: Cast) -> None:
    decide(
        cast, requested(cast), outcome="lamnas-ut-i-del", extent="Om platsen.", words="Hon behöver sitta långt fram."
    )

    told = Statement.objects.within(scope_of(cast.anna_karin)).get(cell__information_class="K03")

    assert rektor_reads(cast) == ["Hon behöver sitta långt fram."]
    assert (told.author_id, told.cell.branch) == (cast.birgitta.id, "emi")
    assert not list(Statement.objects.within(scope_of(cast.lena)).filter(cell__information_class="K03"))


def test_who_reads_a_text_that_was_handed_over_is_said_beside_that_text_and_no_other(cast: Cast) -> None:
    client = client_as(cast.sara)
    made = client.post(
        ask_url(cast, "elevhalsans-anteckningar", cast.peter),
        {"use": "Planera stödet", "why": "Peter behöver förstå skoldagen.", "decider": str(cast.anna_karin.id)},
    )
    request = UUID(made["Location"].rsplit("/", 1)[1])
    rektor, url = client_as(cast.anna_karin), address(cast, request, "/beslut")
    rektor.post(url, answered(listed=listed(rektor.get(url)), provision="OSL 10:27"))
    talks = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__information_class="K02", cell__kind="anteckning", form=Form.NOTE, author_id=cast.sara.id
    )
    talk = next(row for row in talks if TALK in texts([row])[row.id])
    say(talk.cell, Form.NOTE, "Skrivet efteråt.", by=PersonId(cast.sara.id), now=timezone.now())

    page = client.get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()
    peters = client_as(cast.peter).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()
    who = client.get(f"/elever/{cast.ebbas_case}/vem").content.decode()

    def readers(text: str) -> str:
        return page.split(text, 1)[1].split("Läses av", 1)[1].split("</p>")[0]

    assert "Peter Ny" in readers(TALK)
    assert "Peter Ny" not in readers("Skrivet efteråt.")
    assert TALK in peters and "Skrivet efteråt." not in peters
    assert "Den som äger uppgiften har bedömt att den kan lämnas." in who and "OSL 10:27" in who


def test_what_was_not_asked_about_is_refused_below_the_form_too(cast: Cast) -> None:
    request = requested(cast)
    other = Statement.objects.within(scope_of(cast.sara)).filter(cell__information_class="K02").first()
    assert other is not None
    signed = releasing.Signed(
        ReleaseOutcome.WHOLE,
        "OSL 25:13 a",
        "Hon behöver det för stödet i vår.",
        kinds=(Kind.NOTE,),
        manners=(Manner.SEND,),
        ends_on=timezone.localdate(),
        statements=(StatementId(other.id),),
    )

    with pytest.raises(releasing.NotReleased, match="begäran gäller"):
        releasing.sign(request=request, signed=signed, by=scope_of(cast.birgitta).reader, now=timezone.now())


def turns_18(cast: Cast, on: date) -> None:
    """Ebba's birth date is such that she is of age that day."""
    Pupil.objects.unguarded(because="the test changes the register as an import would").filter(
        case_id=cast.ebbas_case
    ).update(born_on=on.replace(year=on.year - 18))


def test_what_was_weighed_for_a_child_is_never_open_at_18(cast: Cast) -> None:
    request = requested(cast)
    birthday = timezone.localdate() + timedelta(days=10)
    turns_18(cast, birthday)
    client, url = client_as(cast.birgitta), address(cast, request, "/beslut")
    page = client.get(url)

    late = client.post(url, answered(listed=listed(page), ends_on=birthday.isoformat()))
    met = decide(cast, request, ends_on=(birthday - timedelta(days=1)).isoformat())

    assert "Högst tills eleven fyller 18" in page.content.decode()
    assert late.status_code == 422 and "Eleven fyller 18 år." in late.content.decode()
    assert met == 302


def test_a_corrected_birth_date_closes_what_would_outlive_childhood(cast: Cast) -> None:
    decide(cast, requested(cast), ends_on=(timezone.localdate() + timedelta(days=30)).isoformat())
    turns_18(cast, timezone.localdate() + timedelta(days=10))

    turns.turned([Turn(cast.ebbas_case, Suspension.CUSTODY)], now=timezone.now())

    assert not reads_the_note(cast.anna_karin)


def test_a_new_custody_closes_what_a_guardian_was_given_and_no_other(cast: Cast) -> None:
    decide(cast, requested(cast))
    made = client_as(cast.anna).post(
        ask_url(cast, "elevhalsans-anteckningar", cast.anna),
        {"use": "Förstå hur skolan tänker", "why": "Vi vill hjälpa till hemma.", "decider": str(cast.lena.id)},
    )
    lena, url = client_as(cast.lena), f"{made['Location']}/beslut"
    assert lena.post(url, answered(provision="OSL 12:3", later="on")).status_code == 302
    opened = Grant.objects.filter(rule="R7", provision="OSL 12:3", ended_at=None)
    assert opened.exists()

    turns.turned([Turn(cast.ebbas_case, Suspension.CUSTODY)], now=timezone.now())

    assert not opened.all().exists()
    assert reads_the_note(cast.anna_karin)


def test_nothing_is_chosen_beforehand_and_a_lone_no_needs_only_its_reason(cast: Cast) -> None:
    request = requested(cast)
    client = client_as(cast.birgitta)
    page = client.get(address(cast, request, "/beslut"))

    empty = client.post(address(cast, request, "/beslut"), {"to": "person"})
    no = client.post(
        address(cast, request, "/beslut"),
        {
            "outcome": "lamnas-inte-ut",
            "provision": "OSL 25:13 a",
            "reason": "Det behövs inte för stödet.",
            "to": "person",
        },
    )
    askers = client_as(cast.sara).get(address(cast, request)).content.decode()

    assert page.context["form"]["outcome"].value() is None
    assert "Krävs det att uppgiften lämnas för att eleven ska få nödvändigt stöd?" in page.content.decode()
    assert empty.status_code == 422
    assert no.status_code == 302
    assert not Grant.objects.filter(rule="R7", source_id__in=ReleaseDecision.objects.values("id")).exists()
    assert "Säg vad Ebba behöver, utan att säga varför." in askers
    assert "Du kan begära en ny bedömning när något har ändrats." in askers


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"manners": []}, "Välj minst ett sätt."),
        ({"ends_on": ""}, "Skriv vilken dag det slutar gälla."),
        ({"outcome": "lamnas-ut-i-del"}, "Skriv vilken del som lämnas ut."),
        ({"outcome": "lamnas-ut-i-del", "extent": "En del."}, "Kryssa för vad som lämnas ut"),
        ({"outcome": "lamnas-ut-i-del", "extent": "En del.", "words": "Så.", "later": "on"}, "när allt lämnas ut"),
        ({"words": "Något annat."}, "Skriv egen text bara när du lämnar ut i del."),
        ({"listed": []}, "Det finns inget skrivet att lämna ut."),
        ({"listed": ["00000000-0000-0000-0000-000000000001"]}, "har ändrats sedan du öppnade sidan"),
        ({"reason": ""}, "Skriv varför du kom fram till det."),
        ({"reason": "x"}, "Skriv skälet i en mening"),
        ({"provision": "OSL 10:27"}, "Välj vilket lagrum du har prövat mot."),
        ({"ends_on": (timezone.localdate() + timedelta(days=500)).isoformat()}, "högst ett läsår"),
    ],
)
def test_what_is_missing_is_said_kindly_and_nothing_opens(cast: Cast, told: dict[str, Any], words: str) -> None:
    request = requested(cast)

    client, url = client_as(cast.birgitta), address(cast, request, "/beslut")
    answer = client.post(url, answered(**({"listed": listed(client.get(url))} | told)))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not reads_the_note(cast.anna_karin)


def test_the_generalklausul_is_refused_below_the_form_too(cast: Cast) -> None:
    request = requested(cast)
    signed = releasing.Signed(
        ReleaseOutcome.WHOLE,
        "OSL 10:27",
        "Det är uppenbart för alla som känner henne.",
        kinds=(Kind.NOTE,),
        manners=(Manner.SEND,),
        ends_on=timezone.localdate(),
    )

    with pytest.raises(releasing.NotReleased, match="lagrum"):
        releasing.sign(request=request, signed=signed, by=scope_of(cast.birgitta).reader, now=timezone.now())


def test_only_the_named_decider_signs(cast: Cast) -> None:
    request = requested(cast)
    signed = releasing.Signed(ReleaseOutcome.NOT, "OSL 25:13 a", "Nej.")

    with pytest.raises(releasing.NotReleased, match="ställd till"):
        releasing.sign(request=request, signed=signed, by=scope_of(cast.ulf).reader, now=timezone.now())


def test_ending_it_closes_at_the_next_request_and_only_the_signer_ends_it(cast: Cast) -> None:
    request = requested(cast)
    decide(cast, request)

    askers = client_as(cast.sara).post(address(cast, request, "/slut")).status_code
    still = reads_the_note(cast.anna_karin)
    own = client_as(cast.birgitta).post(address(cast, request, "/slut")).status_code

    assert (askers, still, own, reads_the_note(cast.anna_karin)) == (404, True, 302, False)
    assert releases.release(scope_of(cast.sara), cast.ebbas_case, request).state is ReleaseState.ENDED


def test_it_closes_by_itself_after_its_last_day(cast: Cast) -> None:
    request = requested(cast)
    decide(cast, request, ends_on=(timezone.localdate() + timedelta(days=3)).isoformat())
    later = timezone.now() + timedelta(days=4)
    rows = Statement.objects.within(scope_of(cast.anna_karin, now=later)).filter(cell__information_class="K03")

    assert reads_the_note(cast.anna_karin)
    assert list(rows) == []
    assert releases.release(scope_of(cast.sara, now=later), cast.ebbas_case, request).state is ReleaseState.EXPIRED


def test_somebody_else_who_may_weigh_takes_over_and_the_journal_tells(cast: Cast) -> None:
    request = requested(cast)
    page = client_as(cast.birgitta).get(address(cast, request, "/overlamna")).content.decode()

    met = client_as(cast.birgitta).post(address(cast, request, "/overlamna"), {"decider": str(cast.ulf.id)})

    assert "Ulf" in page and "Anna-Karin" not in page
    assert met.status_code == 302
    assert client_as(cast.birgitta).get(address(cast, request)).status_code == 404
    assert client_as(cast.ulf).get(address(cast, request, "/beslut")).status_code == 200
    assert Event.objects.filter(action="lamna-over-bedomning", target_id=cast.ebbas_case, outcome="gjord").exists()
    assert client_as(cast.sara).get(address(cast, request, "/overlamna")).status_code == 404, "not before the day"


def test_the_asker_and_the_receiver_are_never_offered_as_deciders(cast: Cast) -> None:
    page = client_as(cast.sara).get(ask_url(cast, "elevhalsans-anteckningar", cast.peter)).content.decode()
    own = client_as(cast.anna_karin).get(ask_url(cast, "skolans-bedomning", cast.peter)).content.decode()

    assert f'value="{cast.anna_karin.id}"' in page
    assert f'value="{cast.sara.id}"' not in page
    assert f'value="{cast.anna_karin.id}"' not in own


def test_whoever_has_no_work_with_ebba_asks_nothing(cast: Cast) -> None:
    url = f"/elever/{cast.ebbas_case}/bedomningar/ny"

    assert client_as(cast.kerstin).get(url).status_code == 403
    assert client_as(cast.petra).get(url).status_code == 404
    assert client_as(cast.robert).get(url).status_code == 404


def test_what_no_assessment_opens_is_said_kindly(cast: Cast) -> None:
    page = client_as(cast.sara).get(ask_url(cast, "elevhalsans-anteckningar", cast.jonas)).content.decode()

    assert "Så här kan ni göra nu" in page
    assert "Skicka begäran" not in page


def test_the_same_is_not_asked_twice_while_it_waits(cast: Cast) -> None:
    requested(cast)

    again = client_as(cast.sara).post(
        ask_url(cast, THING, cast.anna_karin), {"use": "Stöd", "why": "Det behövs.", "decider": str(cast.birgitta.id)}
    )

    assert again.status_code == 422
    assert "Det är redan begärt" in again.content.decode()
    assert ReleaseRequest.objects.unguarded(because="counted in a test").count() == 1


def test_the_room_leads_to_the_request_and_takes_in_the_answer(cast: Cast) -> None:
    room = f"/moten/{cast.ebbas_meeting}/rummet"
    client_as(cast.sara).post(f"{room}/fraga")
    page = client_as(cast.sara).get(room).content.decode()

    assert f"/elever/{cast.ebbas_case}/bedomningar/ny?sak=skolans-bedomning&amp;till={cast.peter.id}" in page

    client: Client = client_as(cast.sara)
    made = client.post(
        ask_url(cast, "skolans-bedomning", cast.peter),
        {"use": "Mötet", "why": "Peter behöver förstå skoldagen.", "decider": str(cast.anna_karin.id)},
    )
    request = UUID(made["Location"].rsplit("/", 1)[1])
    client_as(cast.anna_karin).post(
        address(cast, request, "/beslut"), answered(provision="OSL 10:27", manners=["tala"], to="roll", later="on")
    )
    after = client.get(room).content.decode()

    assert "6 av 8" in page
    assert f"sak=skolans-bedomning&amp;till={cast.peter.id}" not in after
    grant = Grant.objects.get(rule="R7", provision="OSL 10:27")
    assert (grant.receiver_role, grant.receiver_person_id) == ("socialsekreterare", None)
    assert InformationClass(grant.classes[0]) is InformationClass.SUPPORT


def test_a_guardian_who_meets_a_no_may_have_it_in_writing(cast: Cast) -> None:
    made = client_as(cast.anna).post(
        ask_url(cast, "elevhalsans-anteckningar", cast.anna),
        {"use": "Förstå hur skolan tänker", "why": "Vi vill hjälpa till hemma.", "decider": str(cast.lena.id)},
    )
    request = UUID(made["Location"].rsplit("/", 1)[1])
    client_as(cast.lena).post(
        address(cast, request, "/beslut"),
        {"outcome": "lamnas-inte-ut", "provision": "OSL 12:3", "reason": "Ebba vill berätta själv.", "to": "person"},
    )
    page = client_as(cast.anna).get(address(cast, request)).content.decode()

    assert "Du som frågar för egen del kan begära att få beslutet skriftligt." in page
    assert "Ebba vill berätta själv." not in page
    assert "Prata med Lena Wik eller rektor om vad du behöver veta." in page
    assert "utan att säga varför" not in page and "De som bestämmer över uppgiften kan också säga ja" not in page
    assert client_as(cast.olof).get(address(cast, request)).status_code == 404


def test_the_huvudman_says_in_how_many_school_days_an_answer_is_hoped_for(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    huvudman = cast.organisation("skolor").huvudman

    usual = releasing.promised_on(huvudman.id, date(2026, 12, 22))
    unknown = goal(["5", "--huvudman", "Ingen alls"])
    set_ = goal(["5", "--huvudman", huvudman.name])

    assert (unknown, set_) == (1, 0)
    assert "inom 5 skoldagar" in capsys.readouterr().out
    assert usual == date(2026, 12, 28), "the 23rd, then neither Christmas nor the weekend"
    assert releasing.promised_on(huvudman.id, date(2026, 11, 27)) == date(2026, 12, 4)


def test_the_habiliterings_words_are_taken_in_with_their_mark_and_only_by_who_reads_them(cast: Cast) -> None:
    rows = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__case_id=cast.ebbas_case, cell__holder_id=cast.organisation("habiliteringen").id, cell__kind="insats"
    )
    url = f"/elever/{cast.ebbas_case}/ta-in/{rows[0].id}"

    page = client_as(cast.sara).get(url).content.decode()
    empty = client_as(cast.sara).post(url, {"text": "", "way": "klassrummet"})
    met = client_as(cast.sara).post(url, {"text": "Logopeden kommer varannan vecka.", "way": "klassrummet"})
    plan = client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/plan").content.decode()
    own = Statement.objects.within(scope_of(cast.sara)).filter(cell__case_id=cast.ebbas_case, cell__origin_class=None)

    assert "Den blir skolans egen uppgift." in page and "Läses av" in page
    assert (empty.status_code, met.status_code) == (422, 302)
    assert "Kommer från" in plan and "Logopeden kommer varannan vecka." in plan
    assert client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/ta-in/{own[0].id}").status_code == 404
    assert client_as(cast.kerstin).get(url).status_code == 403
    assert client_as(cast.petra).get(url).status_code == 404


def test_a_barred_father_is_never_offered_and_never_a_receiver(cast: Cast) -> None:
    tindra = cast.case("tindra")
    page = client_as(cast.anna_karin).get(f"/elever/{tindra}/bedomningar/ny").content.decode()
    asked = school_cell(pupil_row(tindra), InformationClass.SUPPORT, Kind.NOTE)

    assert str(cast.malin.id) in page and str(cast.robert.id) not in page
    with pytest.raises(Barred):
        releasing.ask(
            asked=asked,
            kinds=[Kind.NOTE],
            matter="skolans anteckningar om stöd",
            receiver=releasing.Receiver(PersonId(cast.robert.id), Role.GUARDIAN),
            use="Veta",
            why="Det behövs.",
            rule="R1.4",
            provisions=["OSL 12:3"],
            decider=PersonId(cast.per.id),
            by=scope_of(cast.anna_karin).reader,
            now=timezone.now(),
        )


def test_what_the_two_write_lies_nowhere_in_the_clear(cast: Cast) -> None:
    request = requested(cast)
    decide(cast, request, outcome="lamnas-ut-i-del", extent="Om hörseln i salen.", reservation="Inte till femman.")

    for words in ("Planera vårens", "vad vi kan begära", "hon vill det själv", "hörseln i salen", "till femman"):
        assert holding(words) == set(), words
