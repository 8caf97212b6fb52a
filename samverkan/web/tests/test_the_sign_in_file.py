"""The sign-in file: read whole or not at all, and never below the law's floor."""

from pathlib import Path

import pytest

from samverkan.policy.acting import Level
from samverkan.web.configuration import ConfigurationFault
from samverkan.web.sign_in_file import SignIn, read_file

PROVIDER = """
[[provider]]
id = "bjorkvik"
name = "Björkviks kommun"
huvudman = "Björkviks kommun"
issuer = "https://login.bjorkvik.example"
client_id = "samverkan"
client_secret_file = "hemlighet"
key_claim = "eduPersonPrincipalName"
"""
LEVELS = """
[provider.levels]
"https://refeds.org/profile/mfa" = 2
"http://id.elegnamnden.se/loa/1.0/loa3" = 3
"""


def read(folder: Path, text: str) -> SignIn:
    """What a file with this text says. The secret lies beside it."""
    (folder / "hemlighet").write_text("hysch\n")
    (folder / "inloggning.toml").write_text(text)
    return read_file(folder / "inloggning.toml")


def test_without_a_file_there_is_no_sign_in_at_work() -> None:
    assert read_file(None) == SignIn()


def test_a_provider_is_read_with_its_secret_from_a_file_of_its_own(tmp_path: Path) -> None:
    (found,) = read(tmp_path, PROVIDER + LEVELS).providers

    assert (found.secret, found.key_kind, found.scopes) == ("hysch", "eduPersonPrincipalName", ("openid", "profile"))
    assert found.asking(Level.SECOND_FACTOR)[-1] == "http://id.elegnamnden.se/loa/1.0/loa3"
    assert "hysch" not in repr(found)


def test_several_providers_stand_after_each_other(tmp_path: Path) -> None:
    found = read(tmp_path, PROVIDER + PROVIDER.replace('"bjorkvik"', '"regionen"')).providers

    assert [each.id for each in found] == ["bjorkvik", "regionen"]


def test_a_huvudman_raises_an_act(tmp_path: Path) -> None:
    raised = '\n[raised."Björkviks kommun"]\n"namnge" = 3\n"skriv-ut-plan" = 2\n'

    found = read(tmp_path, PROVIDER + LEVELS + raised).raised

    assert found == {"Björkviks kommun": {"namnge": Level.EID, "skriv-ut-plan": Level.SECOND_FACTOR}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[provider]\n", "går inte att läsa"),
        (PROVIDER.replace('client_id = "samverkan"\n', ""), "saknar client_id"),
        (PROVIDER.replace("https://", "http://"), "https://"),
        (PROVIDER.replace("eduPersonPrincipalName", "email"), "byta ägare"),
        (PROVIDER.replace("eduPersonPrincipalName", "preferred_username"), "byta ägare"),
        (PROVIDER.replace('"hemlighet"', '"borta"'), "går inte att läsa"),
        (PROVIDER.replace('id = "bjorkvik"', 'id = "Björkvik/1"'), "bindestreck"),
        (PROVIDER + 'trust_email = "ja"\n', "trust_email"),
        (PROVIDER + PROVIDER, "samma id"),
        (PROVIDER + "lowest = 4\n", "1, 2 eller 3"),
        (PROVIDER + '\n[raised."Björkviks kommun"]\n"namnge" = 1\n', "höjas, aldrig sänkas"),
        (PROVIDER + '\n[raised."Björkviks kommun"]\n"skyddad-identitet" = 1\n', "höjas, aldrig sänkas"),
        (PROVIDER + '\n[raised."Björkviks kommun"]\n"flyga" = 2\n', "ingen handling heter flyga"),
        (PROVIDER + '\n[raised."Björkviks kommun"]\n"namnge" = 3\n', "kan ge nivå 3"),
    ],
)
def test_a_fault_stops_the_start_and_says_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationFault, match=said):
        read(tmp_path, text)
