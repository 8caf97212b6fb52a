"""Sjövik's register is read: all schools, in all weathers."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Covers, Relation, Removed, Roster, Severity
from samverkan.exchange.ss12000.connection import Connection, Server
from samverkan.exchange.ss12000.reading import read
from samverkan.policy.vocabulary import Role
from tests.peers.ss12000 import server as peer
from tests.peers.ss12000.server import Ss12000Server
from tests.peers.ss12000.world import uid

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def register() -> Iterator[Ss12000Server]:
    with Ss12000Server() as server:
        yield server


class Waits:
    """A clock nobody waits for: it only keeps how long it would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def read_from(
    register: Ss12000Server, *, after: datetime | None = None, waits: Waits | None = None, **more: object
) -> Roster:
    known = Server(register.url, register.token_url, peer.CLIENT_ID, peer.CLIENT_SECRET)
    with Connection(known, sleep=waits or Waits()) as connection:
        return read(connection, now=NOW, after=after, **more)  # type: ignore[arg-type]


def test_the_whole_municipality_comes_in(register: Ss12000Server) -> None:
    roster = read_from(register)

    assert [unit.name for unit in roster.units] == ["Strandskolan", "Fyrskolan"]
    assert len(roster.enrolments) == 40
    assert {enrolment.class_name for enrolment in roster.enrolments} == {"4A", "7B", "8A", "9C"}
    assert all(bond.relation is Relation.GUARDIAN and bond.custody for bond in roster.responsibles)
    assert len(roster.persons) == len(register.world.persons)
    assert roster.complete
    assert roster.covers == frozenset(Covers)


def test_duties_and_assignments_give_roles_and_the_elevhalsa_team(register: Ss12000Server) -> None:
    roster = read_from(register)

    names = {person.id: person.given_name for person in roster.persons}
    held = {(names[duty.person], duty.role) for duty in roster.duties}
    assert {
        ("Rut", Role.REKTOR),
        ("Signe", Role.COUNSELLOR),
        ("Mona", Role.NURSE),
        ("Ture", Role.PSYCHOLOGIST),
        ("Kim", Role.LEISURE_STAFF),
        ("Tor", Role.CAREERS_COUNSELLOR),
        ("Åsa", Role.SCHOOL_ADMINISTRATOR),
        ("Eva", Role.TEACHER),
    } <= held
    assert {names[each.person] for each in roster.assignments if each.elevhalsa} == {"Signe", "Lo"}
    assert {names[each.person] for each in roster.assignments if each.role is Role.MENTOR} == {"Bea", "Dan", "Eva"}


def test_one_word_for_two_professions_is_settled_by_the_assignment_or_asked_about(register: Ss12000Server) -> None:
    roster = read_from(register)

    roles = {duty.person: duty.role for duty in roster.duties}
    assert roles[uid("personal", 5)] is Role.SPECIAL_EDUCATOR
    assert roles[uid("personal", 6)] is Role.SPECIAL_TEACHER
    assert [remark.where for remark in roster.remarks if "speciallärare" in remark.text] == [
        f"duties {uid('tjanst', 6)}"
    ]


def test_work_for_the_whole_municipality_gives_nobody_access_by_itself(register: Ss12000Server) -> None:
    roster = read_from(register)

    doctor = next(duty for duty in roster.duties if duty.role is Role.DOCTOR)
    assert (doctor.unit, doctor.organisation) == (None, uid("huvudman"))
    assert any("mer än en skola" in remark.text for remark in roster.remarks)


def test_protected_pupils_and_their_households_have_no_contact_details(register: Ss12000Server) -> None:
    roster = read_from(register)

    held = {person.id: person for person in roster.persons}
    marked = [person.given_name for person in roster.persons if person.protected]
    assert marked == [register.world.persons[10]["givenName"], register.world.persons[21]["givenName"]]
    for pupil in (10, 21):
        adults = [bond.adult for bond in roster.responsibles if bond.child == uid("elev", pupil)]
        assert adults
        assert all(held[adult].contact is None for adult in adults)
    assert held[uid("vh", 0, 0)].contact is not None


def test_no_address_and_no_personnummer_is_held(register: Ss12000Server) -> None:
    roster = read_from(register)

    held = "".join(
        f"{person.given_name}{person.family_name}{person.contact}{person.contact and person.contact.mail}"
        for person in roster.persons
    )
    assert "Strandvägen" not in held + repr(roster)
    assert "5131" not in held + repr(roster)


def test_a_personnummer_that_fails_its_check_warns_and_keeps_the_pupil(register: Ss12000Server) -> None:
    roster = read_from(register)

    assert uid("elev", 5) in {person.id for person in roster.persons}
    warned = [remark.where for remark in roster.remarks if "Personnumret" in remark.text]
    assert warned == [f"persons {uid('elev', 5)}"]


def test_only_the_changed_are_read_again_and_the_removed_are_told(register: Ss12000Server) -> None:
    register.world.change("Bo", modified="2026-11-20T09:00:00+01:00", familyName="Sten")
    register.world.remove("Alva")

    roster = read_from(register, after=LAST_WEEK)

    assert [(person.given_name, person.family_name) for person in roster.persons] == [("Bo", "Sten")]
    assert roster.removed == (Removed("person", uid("elev", 0)),)
    assert not roster.complete


def test_both_shapes_of_deleted_entities_say_the_same(register: Ss12000Server) -> None:
    register.world.remove("Alva")
    grouped = read_from(register, after=LAST_WEEK).removed

    register.faults.flat_deleted = True

    assert read_from(register, after=LAST_WEEK).removed == grouped


def test_the_number_of_a_guardian_is_not_let_through_when_only_she_has_changed(register: Ss12000Server) -> None:
    mother = uid("vh", 5, 0)
    record = next(person for person in register.world.persons if person["id"] == mother)
    record["meta"]["modified"] = "2026-11-20T09:00:00+01:00"

    roster = read_from(register, after=LAST_WEEK, known_protected={mother}.__contains__)

    assert [(person.id, person.contact) for person in roster.persons] == [(mother, None)]


@pytest.mark.parametrize("fault", ["failing", "busy", "half", "garbled"])
def test_a_server_that_stumbles_is_asked_again(register: Ss12000Server, fault: str) -> None:
    getattr(register.faults, fault)["persons"] = 3
    waits = Waits()

    roster = read_from(register, waits=waits)

    assert len(roster.enrolments) == 40
    assert waits.seconds == ([2.0, 2.0, 2.0] if fault == "busy" else [1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("failing", "fel hos sig"),
        ("busy", "upptagen"),
        ("half", "går inte att nå"),
        ("garbled", "bara en del av svaret"),
    ],
)
def test_a_server_that_goes_on_failing_is_given_up_with_a_clear_word(
    register: Ss12000Server, fault: str, sentence: str
) -> None:
    getattr(register.faults, fault)["persons"] = 99

    with pytest.raises(SourceFault, match=sentence) as met:
        read_from(register)

    assert met.value.mend.endswith(".")


def test_a_silent_server_is_given_up(register: Ss12000Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverkan.exchange.ss12000.connection.TIMEOUT", 0.1)
    register.faults.slow["organisations"] = 0.4

    with pytest.raises(SourceFault, match="svarade inte i tid"):
        read_from(register)


def test_a_token_that_runs_out_in_the_middle_is_renewed(register: Ss12000Server) -> None:
    register.faults.token_lasts = 4

    roster = read_from(register)

    assert len(roster.enrolments) == 40
    assert len(register.tokens) > 2


def test_a_server_that_wants_the_secret_in_the_body_gets_it_so(register: Ss12000Server) -> None:
    register.faults.secret_in_body = True

    assert len(read_from(register).enrolments) == 40


def test_a_wrong_secret_is_told_without_showing_it(register: Ss12000Server) -> None:
    wrong = Server(register.url, register.token_url, peer.CLIENT_ID, "fel")

    with Connection(wrong, sleep=Waits()) as connection, pytest.raises(SourceFault, match="godtar inte inloggningen"):
        read(connection, now=NOW)

    assert "fel" not in repr(wrong)


def test_a_source_without_groups_or_duties_still_gives_pupils_and_ends_no_class(register: Ss12000Server) -> None:
    register.faults.missing |= {"groups", "duties", "activities"}

    roster = read_from(register)

    assert len(roster.enrolments) == 40
    assert roster.covers == {Covers.PUPILS, Covers.GUARDIANS}
    assert sum(remark.severity is Severity.CHECK and "Källan har inga" in remark.text for remark in roster.remarks) == 3


def test_an_address_that_is_no_register_says_so(register: Ss12000Server) -> None:
    register.faults.missing |= {"organisations"}

    with pytest.raises(SourceFault, match="Källan har inte organisations"):
        read_from(register)


def test_pages_that_never_end_are_left_and_nobody_ends_for_it(register: Ss12000Server) -> None:
    register.faults.loops |= {"persons", "groups"}

    roster = read_from(register)

    assert len(register.asked("persons")) < 5
    assert not roster.complete
    assert any("samma sida" in remark.text for remark in roster.remarks)


@pytest.mark.parametrize("address", ["http://ss.sjovik.example", "ss.sjovik.example", "ftp://x", "http://[", ""])
def test_an_address_that_would_send_pupils_in_the_open_is_refused(address: str) -> None:
    with pytest.raises(SourceFault):
        Server(address, "https://ss.sjovik.example/token", "a", "b")
