"""The sign-in file: which providers of OpenID Connect a huvudman has, and what it asks more for than the law's floor.

Written in TOML by whoever runs the server, read once at start. A fault stops the start with a sentence that says what
to write: a sign-in that is half understood is worse than none.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from samverkan.people.hosts import LOOPBACK
from samverkan.policy.acting import FLOORS, LEVELLED, Level
from samverkan.web.configuration import ConfigurationFault

NEEDED = ("id", "name", "huvudman", "issuer", "client_id", "client_secret_file", "key_claim")
KNOWN = {*NEEDED, "key_kind", "scopes", "level_claim", "levels", "lowest", "ask_for_level"}
SCOPES = ("openid", "profile")
MOVES = ("email", "mail", "name", "preferred_username", "phone_number")
"""Claims that may be somebody else's tomorrow (OpenID Connect Core 5.7): never a key."""
Raised = Mapping[str, Mapping[str, Level]]


@dataclass(frozen=True, slots=True)
class WorkProvider:
    """One provider of one huvudman. The same huvudman may have several, and several huvudmän their own."""

    id: str
    """In addresses: small letters, digits and hyphens."""
    name: str
    """On the button: "Logga in med …"."""
    huvudman: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)
    key_claim: str
    """The claim that never changes and never moves to somebody else: sub, eduPersonPrincipalName, employeeHSAId."""
    key_kind: str
    """What the imports call the same key. The claim's own name when nothing else is said."""
    scopes: tuple[str, ...] = SCOPES
    level_claim: str = "acr"
    levels: Mapping[str, Level] = field(default_factory=dict)
    """What each value of the claim is worth. What is not named here is worth a password."""
    lowest: Level = Level.PASSWORD
    """Below this the provider signs nobody in."""
    ask_for_level: bool = True
    """Whether acr_values are sent when more is needed."""

    def level_of(self, claims: Mapping[str, Any]) -> Level:
        """How surely the provider says that the person was recognised. A claim may hold one value or many (amr)."""
        said = claims.get(self.level_claim)
        values = [str(each) for each in (said if isinstance(said, list) else [said])]
        return max((self.levels[each] for each in values if each in self.levels), default=Level.PASSWORD)

    def gives(self, level: Level) -> bool:
        """Whether the provider can vouch for so much at all."""
        return any(each >= level for each in self.levels.values())

    def asking(self, level: Level) -> tuple[str, ...]:
        """The acr_values that are enough for the level, the lowest first."""
        enough = sorted((each, value) for value, each in self.levels.items() if each >= level)
        return tuple(value for _, value in enough) if self.ask_for_level and self.level_claim == "acr" else ()


@dataclass(frozen=True, slots=True)
class SignIn:
    """The whole file."""

    providers: tuple[WorkProvider, ...] = ()
    raised: Raised = field(default_factory=dict)
    """By huvudman's name and act, the level that is asked for instead of the floor."""


def read_file(path: Path | None) -> SignIn:
    """What the file says; nothing when there is none. Raises ConfigurationFault."""
    if path is None:
        return SignIn()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE går inte att läsa: {path}. {fault}") from fault
    providers = tuple(_provider(each, path.parent) for each in told.get("provider", []))
    if len({each.id for each in providers}) < len(providers):
        raise ConfigurationFault("Två inloggningar i SAMVERKAN_SIGN_IN_FILE har samma id.")
    return SignIn(providers, _raised(told.get("raised", {}), providers))


def _provider(told: Mapping[str, Any], folder: Path) -> WorkProvider:
    which = told.get("id", "en inloggning utan id")
    for name in NEEDED:
        if not isinstance(told.get(name), str) or not told[name].strip():
            raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: {which} saknar {name}.")
    if unknown := sorted(set(told) - KNOWN):
        raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: {which} har ord som inte finns: {', '.join(unknown)}.")
    if not all(sign.isascii() and (sign.islower() or sign.isdigit() or sign == "-") for sign in told["id"]):
        raise ConfigurationFault(
            f"SAMVERKAN_SIGN_IN_FILE: id ska vara små bokstäver, siffror och bindestreck: {which}."
        )
    if told["key_claim"] in MOVES:
        raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: {which} har en nyckel som kan byta ägare.")
    return WorkProvider(
        id=told["id"],
        name=told["name"],
        huvudman=told["huvudman"],
        issuer=_issuer(told["issuer"], which),
        client_id=told["client_id"],
        secret=_secret(folder / Path(told["client_secret_file"]).expanduser(), which),
        key_claim=told["key_claim"],
        key_kind=told.get("key_kind", told["key_claim"]),
        scopes=tuple(dict.fromkeys(["openid", *told.get("scopes", SCOPES)])),
        level_claim=told.get("level_claim", "acr"),
        levels={value: _level(each, which) for value, each in told.get("levels", {}).items()},
        lowest=_level(told.get("lowest", 1), which),
        ask_for_level=bool(told.get("ask_for_level", True)),
    )


def _issuer(text: str, which: str) -> str:
    """https, or http on the machine itself."""
    parts = urlsplit(text)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return text
    raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: issuer för {which} ska börja med https://.")


def _secret(path: Path, which: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ConfigurationFault(
            f"SAMVERKAN_SIGN_IN_FILE: hemligheten för {which} går inte att läsa: {path}."
        ) from fault


def _level(said: object, which: str) -> Level:
    if isinstance(said, int) and Level.PASSWORD <= said <= Level.EID:
        return Level(said)
    raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: nivåer skrivs 1, 2 eller 3. Så är det inte för {which}.")


def _raised(told: Mapping[str, Mapping[str, object]], providers: tuple[WorkProvider, ...]) -> Raised:
    found: dict[str, dict[str, Level]] = {}
    for huvudman, acts in told.items():
        for act, said in acts.items():
            level = _level(said, f"{huvudman}, {act}")
            if act not in LEVELLED:
                raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: ingen handling heter {act}.")
            if act in FLOORS and level < FLOORS[act][0]:
                raise ConfigurationFault(f"SAMVERKAN_SIGN_IN_FILE: {act} får höjas, aldrig sänkas. {FLOORS[act][1]}")
            if level > Level.SECOND_FACTOR and not any(each.gives(level) for each in providers):
                raise ConfigurationFault(
                    f"SAMVERKAN_SIGN_IN_FILE: ingen inloggning kan ge nivå {level}, som {act} kräver."
                )
            found.setdefault(huvudman, {})[act] = level
    return found
