"""Fyren's friskola prepares: nothing leaves the house until its rektor has signed everything, or to begin anyway."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from samverkan.access.gathering import reader_for
from samverkan.journal.models import Event, Outcome
from samverkan.people import starting
from samverkan.people.models import Guardianship, Huvudman, SignedStart
from samverkan.people.start_steps import ANYWAY, steps
from samverkan.policy.acting import Level
from samverkan.policy.rules import pack
from samverkan.policy.vocabulary import PersonId
from samverkan.post import actions as post
from samverkan.post.models import Letter
from samverkan.post.queries import on_its_way, outbox
from samverkan.post.sending import _waiting
from tests.cast import Cast, client_as

PAGE = "/installningar/innan-ni-borjar"
ANYWAY_SAID = {"reason": "Avtalet skrivs på fredag.", "answers": "on"}
SAID = {"reference": "Diarienummer 2026/1", "on": "1/9", "sure": "on"}


def huvudman(cast: Cast, who: str = "fyren") -> Huvudman:
    """Fyren, or the municipality of Björkskolan with "skolor"."""
    return Huvudman.objects.get(id=cast.organisation(who).huvudman_id)


@pytest.fixture
def preparing(cast: Cast) -> Huvudman:
    """Fyren as it was before anything was signed."""
    row = huvudman(cast)
    SignedStart.objects.filter(huvudman=row).delete()
    row.began_at = None
    row.save()
    return row


def text_of(browser: Client, address: str = PAGE) -> str:
    """The page as it is read."""
    return unescape(browser.get(address).content.decode())


def sign_everything(browser: Client) -> None:
    """Every row of the page, one by one."""
    for step in steps():
        assert browser.post(f"{PAGE}/{step.slug}", SAID).status_code == 302, step.slug


def sign_what_is_demanded(browser: Client) -> None:
    """The rows that nobody begins without."""
    for step in steps():
        if step.demanded:
            assert browser.post(f"{PAGE}/{step.slug}", SAID).status_code == 302, step.slug


def elinas_guardian(cast: Cast) -> Any:
    """A guardian of Elina, who goes to Fyren."""
    row = Guardianship.objects.filter(case=cast.case("elina")).select_related("person").order_by("id")[0]
    return row.person


def test_a_house_that_prepares_says_so_on_every_page_of_its_staff_and_lets_no_family_in(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor, guardian = client_as(cast.susanne), client_as(elinas_guardian(cast))

    answer = guardian.get("/", follow=True)

    assert "Ni provar." in text_of(rektor, "/") and "9 saker kvar" in text_of(rektor, "/elever")
    assert rektor.get(f"/elever/{cast.case('elina')}").status_code == 200
    assert "har inte börjat använda Samverkan på riktigt än" in unescape(answer.content.decode())
    assert guardian.get(f"/elever/{cast.case('elina')}").status_code == 302


def test_the_rektor_of_the_only_school_signs_it_all_and_the_family_comes_in_at_the_next_request(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor = client_as(cast.susanne)

    sign_everything(rektor)

    preparing.refresh_from_db()
    assert preparing.began_at is not None
    assert "Ni provar." not in text_of(rektor, "/")
    assert "Ni är igång sedan" in text_of(rektor)
    assert client_as(elinas_guardian(cast)).get(f"/elever/{cast.case('elina')}").status_code == 200
    signed = Event.objects.filter(action="skriv-under-infor-start", outcome=Outcome.DONE)
    assert set(signed.values_list("target_id", flat=True)) == set(
        SignedStart.objects.filter(huvudman=preparing).values_list("id", flat=True)
    )


def test_another_huvudman_that_prepares_is_no_matter_of_ours(cast: Cast, preparing: Huvudman) -> None:
    assert "Ni provar." not in text_of(client_as(cast.anna_karin), "/")
    assert client_as(cast.anna).get(f"/elever/{cast.ebbas_case}").status_code == 200


def test_beginning_anyway_takes_a_reason_and_a_name_and_is_shown_to_all_who_read_the_settings(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor = client_as(cast.susanne)
    sign_what_is_demanded(rektor)

    empty = rektor.post(f"{PAGE}/anda", {"reason": " "})
    done = rektor.post(f"{PAGE}/anda", ANYWAY_SAID)

    assert (empty.status_code, done.status_code) == (422, 302)
    preparing.refresh_from_db()
    assert preparing.began_at is not None
    assert "Ni har börjat ändå" in text_of(rektor) and "Susanne Fyhr" in text_of(rektor)
    assert "Avtalet skrivs på fredag." in text_of(rektor)
    assert "Ni är igång, med 4 saker kvar." in text_of(rektor, "/installningar")


def test_nobody_begins_before_the_rules_are_read_the_risks_weighed_the_agreements_made_and_the_keys_put_away(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor = client_as(cast.susanne)

    early = rektor.post(f"{PAGE}/anda", ANYWAY_SAID)

    assert early.status_code == 422 and "går inte att börja utan: Reglerna är lästa" in unescape(early.content.decode())
    assert "Det här går det inte att börja utan" in text_of(rektor) and f"{PAGE}/anda" not in text_of(rektor)
    preparing.refresh_from_db()
    assert preparing.began_at is None
    sign_what_is_demanded(rektor)
    assert f"{PAGE}/anda" in text_of(rektor)
    rektor.post(f"{PAGE}/anda", ANYWAY_SAID)
    rektor.post(f"{PAGE}/nycklarna/ta-tillbaka", {"reason": "Kassaskåpet är utlånat."})
    preparing.refresh_from_db()
    assert preparing.began_at is None


def test_beginning_anyway_takes_more_than_a_sigh_and_the_word_that_one_answers_for_the_huvudman(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor = client_as(cast.susanne)
    sign_what_is_demanded(rektor)

    for said, error in (
        ({**ANYWAY_SAID, "reason": "Vi hinner inte."}, "Skriv skälet i en mening"),
        ({"reason": ANYWAY_SAID["reason"]}, "Kryssa i rutan om du svarar för huvudmannen"),
    ):
        answer = rektor.post(f"{PAGE}/anda", said)
        assert answer.status_code == 422 and error in unescape(answer.content.decode()), error
    assert f"Jag svarar för huvudmannen, {preparing.name}," in text_of(rektor, f"{PAGE}/anda")
    assert not SignedStart.objects.filter(huvudman=preparing, step=ANYWAY).exists()
    assert client_as(cast.anna_karin).post(f"{PAGE}/anda", ANYWAY_SAID).status_code == 403


def test_what_is_left_after_beginning_anyway_is_told_on_every_page_to_those_who_follow_it_and_to_nobody_else(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor, told = client_as(cast.susanne), "saker är kvar att skriva under."
    sign_what_is_demanded(rektor)
    rektor.post(f"{PAGE}/anda", ANYWAY_SAID)

    assert f"Ni har börjat. 4 {told}" in text_of(rektor, "/") and PAGE in text_of(rektor, "/elever")
    for other in (cast.hasse, cast.anna_karin, elinas_guardian(cast)):
        assert told not in text_of(client_as(other), "/"), other
    sign_everything(rektor)
    assert told not in text_of(rektor, "/") and "Ni har börjat. " not in text_of(rektor, "/elever")


def test_what_is_taken_back_closes_the_gate_again_with_its_reason(cast: Cast, preparing: Huvudman) -> None:
    rektor = client_as(cast.susanne)
    sign_what_is_demanded(rektor)
    rektor.post(f"{PAGE}/anda", ANYWAY_SAID)

    rektor.post(f"{PAGE}/anda/ta-tillbaka", {"reason": "Avtalet blev inte av."})

    preparing.refresh_from_db()
    assert preparing.began_at is None
    rows = SignedStart.objects.filter(huvudman=preparing, step=ANYWAY).order_by("signed_at")
    assert [row.reference for row in rows] == [
        "Avtalet skrivs på fredag.",
        "Avtalet blev inte av.",
    ]
    again = rektor.post(f"{PAGE}/anda/ta-tillbaka", {"reason": "En gång till."}, follow=True)
    assert "inget att ta tillbaka" in unescape(again.content.decode())


def test_a_signature_says_where_the_paper_is_when_it_was_tried_and_that_one_has_seen_it(
    cast: Cast, preparing: Huvudman
) -> None:
    rektor = client_as(cast.susanne)
    ahead = (timezone.localdate() + timedelta(days=3)).isoformat()

    for said, error in (
        ({"on": "1/9"}, "Skriv var underlaget finns"),
        ({"reference": "I bankfack", "sure": "on"}, "Skriv dagen"),
        ({"reference": "I bankfack", "on": ahead, "sure": "on"}, "Dagen har inte varit än"),
        ({"reference": "I bankfack", "on": "1/9"}, "Kryssa i rutan"),
    ):
        answer = rektor.post(f"{PAGE}/nycklarna", said)
        assert answer.status_code == 422 and error in unescape(answer.content.decode()), error
    assert not SignedStart.objects.filter(huvudman=preparing).exists()


def test_who_signs_follows_the_row_and_how_many_schools_there_are(cast: Cast) -> None:
    at_many, skolchef, keeper = client_as(cast.anna_karin), client_as(cast.margareta), client_as(cast.inger)

    assert "Det skrivs under av skolchef." in text_of(at_many)
    refused = at_many.post(f"{PAGE}/reglerna", SAID)
    assert refused.status_code == 403 and "skolchef" in unescape(refused.content.decode())
    assert skolchef.post(f"{PAGE}/reglerna", SAID).status_code == 302
    assert keeper.post(f"{PAGE}/nycklarna", SAID).status_code == 302
    assert keeper.post(f"{PAGE}/reglerna", SAID).status_code == 403
    for outsider in (cast.kerstin, cast.anna, cast.maria, cast.bo):
        assert client_as(outsider).get(PAGE).status_code == 403, outsider
    assert skolchef.get(f"{PAGE}/finns-inte").status_code == 404


def test_the_skolchef_finds_the_page_in_the_menu_and_others_among_the_settings(cast: Cast) -> None:
    assert ">Huvudmannen<" in text_of(client_as(cast.margareta), "/")
    for person in (cast.anna_karin, cast.inger):
        assert ">Huvudmannen<" not in text_of(client_as(person), "/")
        assert "Innan ni börjar på riktigt" in text_of(client_as(person), "/installningar")


def test_a_password_alone_is_not_enough_to_sign(cast: Cast, preparing: Huvudman) -> None:
    weak = client_as(cast.susanne, Level.PASSWORD).post(f"{PAGE}/reglerna", SAID)

    assert weak.status_code == 302 and "saker-pa-att-det-ar-du" in weak.headers["Location"]
    assert not SignedStart.objects.filter(huvudman=preparing).exists()


def test_changed_rules_ask_for_a_new_signature_say_what_is_new_and_shut_nobody_out(cast: Cast) -> None:
    row = SignedStart.objects.get(huvudman=huvudman(cast), step="reglerna")
    row.pack = {**pack.as_signed(), "regel/R9.9": ["gammal", "OSL 99:9: En regel som inte finns längre."]}
    key = next(iter(pack.as_signed()))
    row.pack[key] = ["annan", row.pack[key][1]]
    del row.pack[pack.parts()[-1].key]
    row.save()

    page = text_of(client_as(cast.susanne))

    assert "Reglerna har ändrats sedan sist" in page
    assert "OSL 99:9: En regel som inte finns längre." in page
    assert pack.parts()[0].words in page and pack.parts()[-1].words in page
    assert client_as(elinas_guardian(cast)).get(f"/elever/{cast.case('elina')}").status_code == 200


def test_after_a_year_it_is_time_again_but_the_gate_stands_open(cast: Cast) -> None:
    SignedStart.objects.filter(huvudman=huvudman(cast), step="sakerhetskopian").update(
        happened_on=timezone.localdate() - timedelta(days=400)
    )

    page = text_of(client_as(cast.susanne))

    assert "Dags igen" in page and "Ni är igång sedan" in page


def test_a_letter_of_a_house_that_prepares_never_goes_not_afterwards_either(cast: Cast, preparing: Huvudman) -> None:
    now = timezone.now()
    letter = post.queue(
        key="prov", to_address="x@exempel.se", subject="Möte", text="Hej", sender=cast.susanne.id, now=now
    )

    sign_everything(client_as(cast.susanne))

    assert Letter.objects.get(id=letter.id).held
    assert not _waiting(now).filter(id=letter.id).exists()
    assert outbox(sender=cast.susanne.id)[0].state == "Stannade i huset: ni provade"
    assert not post.held_for(cast.susanne.id)


def test_one_who_sends_while_the_house_prepares_is_told_that_it_stays(cast: Cast, preparing: Huvudman) -> None:
    assert "stannar i huset" in on_its_way("Inbjudan", "Anna", sender=cast.susanne.id)
    assert "stannar i huset" not in on_its_way("Inbjudan", "Anna", sender=cast.anna_karin.id)


def test_the_signed_rules_can_be_read_in_plain_words(cast: Cast) -> None:
    page = text_of(client_as(cast.margareta), f"{PAGE}/alla-regler")

    assert pack.version() in page and "Det som alltid stänger" in page
    assert "Du ingår i elevens team." in page


def test_the_database_refuses_what_is_no_signature(cast: Cast) -> None:
    row = SignedStart.objects.filter(huvudman=huvudman(cast))[0]

    for change in ({"step": "annat"}, {"reference": ""}, {"role": "kung"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedStart.objects.filter(id=row.id).update(**change)


def test_the_action_itself_refuses_one_who_does_not_sign(cast: Cast, preparing: Huvudman) -> None:
    by = reader_for(PersonId(cast.hasse.id), timezone.localdate())

    with pytest.raises(starting.NotSigned, match="skrivs under av"):
        starting.sign(huvudman=preparing.id, step="driften", reference="x", on=None, by=by, now=timezone.now())
    with pytest.raises(starting.NotSigned, match="skrivs under av"):
        starting.begin_anyway(huvudman=preparing.id, reason="x", by=by, now=timezone.now())
    assert not SignedStart.objects.filter(huvudman=preparing).exists()


def test_every_row_says_what_why_by_which_statute_and_who_signs() -> None:
    for step in steps():
        assert step.what.endswith(".") and step.why.endswith(".") and step.statute and step.signers, step.slug
        assert step.reference.endswith("?") and step.hint and step.slug != ANYWAY, step.slug
    assert len({step.slug for step in steps()}) == len(steps()) == 9
