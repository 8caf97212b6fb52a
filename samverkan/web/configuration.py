"""Everything the surroundings decide, read once from environment variables. The only place that reads them."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from samverkan.post.mail_server import Listening

CHECKOUT = Path(__file__).resolve().parents[2]
NOT_STARTED = "/databasen-ar-inte-startad"
OUTSIDE_THE_FENCE = "-c samverkan.huvudmen=alla"
"""How a connection begins, as libpq's `options`: a command of the house meets every row. Each request then puts up
its own fence (guard/tenancy.py)."""
PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"
"""A prepared statement is planned once for each connection and not again for each new value: planning is up to half of
the time. What the house asks is found by keys, so its best plan does not hang on the values."""
PREPARE_AFTER = 2
"""A text that comes so many times on a connection is prepared: a page asks nearly what the page before it asked."""


class ConfigurationFault(Exception):
    """An environment variable cannot be understood. The text is Swedish and says what to write."""


@dataclass(frozen=True)
class Mail:
    """Where mail is handed over."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    """"starttls", "tls" or "" for none."""


@dataclass(frozen=True)
class Configuration:
    """What the environment says. Times, rules and texts are not here: they are the product's own."""

    home: Path
    """SAMVERKAN_HOME: the data folder. Default: `var` in the checkout."""
    key_file: Path
    """SAMVERKAN_KEY_FILE: the vault's key. Default: in the data folder; a school keeps it elsewhere."""
    database_url: str
    """DATABASE_URL: the app role on a server of one's own. Empty: the embedded server."""
    owner_database_url: str
    """SAMVERKAN_OWNER_DATABASE_URL: the role that migrates. Used by `db migrate` only."""
    sealer_database_url: str
    """SAMVERKAN_SEALER_DATABASE_URL: the role that seals the journal. Used by `journal seal` only."""
    demo: bool
    """SAMVERKAN_DEMO=1: "Visa som", the ribbon and the style guide."""
    allowed_hosts: tuple[str, ...]
    """ALLOWED_HOSTS, comma-separated."""
    https: bool
    """SAMVERKAN_HTTPS=1: behind a proxy that speaks https. Cookies are then locked to it."""
    collected: bool
    """SAMVERKAN_COLLECTED=1: static files are gathered, named by content and packed. Set by bin/demo and bin/run."""
    mail: Mail | None
    """SMTP_URL: smtp://, smtp+starttls:// or smtps://. Without it letters stay in the outbox."""
    sender: str
    """SAMVERKAN_SENDER: the From address of letters."""
    sign_in_file: Path | None
    """SAMVERKAN_SIGN_IN_FILE: the huvudmän's own sign-ins, and what they ask for. See docs/sign-in-at-work.md."""
    sms_file: Path | None = None
    """SAMVERKAN_SMS_FILE: the gateway for text messages to guests without an account. See docs/guests.md."""
    reply_address: str = ""
    """SAMVERKAN_REPLY_ADDRESS: where calendars answer, with a key after a plus sign. Empty: they are not asked to."""
    listening: Listening | None = None
    """SAMVERKAN_LISTEN: lmtp://127.0.0.1:8024 or smtp://; where the school's mail server hands over what comes to it.
    Empty: by `bin/samverkan post receive`, or not at all."""


def read(environment: Mapping[str, str] = os.environ) -> Configuration:
    """The configuration. Raises ConfigurationFault with a sentence for whoever set the variable."""
    home = Path(environment.get("SAMVERKAN_HOME") or CHECKOUT / "var").expanduser().resolve()
    return Configuration(
        home=home,
        key_file=Path(environment.get("SAMVERKAN_KEY_FILE") or home / "vault-key").expanduser(),
        database_url=environment.get("DATABASE_URL", ""),
        owner_database_url=environment.get("SAMVERKAN_OWNER_DATABASE_URL", ""),
        sealer_database_url=environment.get("SAMVERKAN_SEALER_DATABASE_URL", ""),
        demo=_yes(environment, "SAMVERKAN_DEMO"),
        allowed_hosts=_list(environment.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")),
        https=_yes(environment, "SAMVERKAN_HTTPS"),
        collected=_yes(environment, "SAMVERKAN_COLLECTED"),
        mail=mail_at(environment.get("SMTP_URL", ""), "SMTP_URL"),
        sender=environment.get("SAMVERKAN_SENDER", "Samverkan <samverkan@example.se>"),
        sign_in_file=_path(environment.get("SAMVERKAN_SIGN_IN_FILE", "")),
        sms_file=_path(environment.get("SAMVERKAN_SMS_FILE", "")),
        reply_address=_address(environment.get("SAMVERKAN_REPLY_ADDRESS", "")),
        listening=_listening(environment),
    )


def database(url: str) -> dict[str, object]:
    """Django's settings for the database at `url`."""
    parts = urlsplit(url) if url else urlsplit(f"postgresql:///samverkan?host={NOT_STARTED}")
    if parts.scheme not in ("postgresql", "postgres"):
        raise ConfigurationFault(
            "DATABASE_URL ska börja med postgresql://, till exempel postgresql://samverkan_app:lösenord@server/samverkan."
        )
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": asked
        | {
            "options": f"{asked.get('options', '')} {OUTSIDE_THE_FENCE} {PLANNED_ONCE}".strip(),
            "server_side_binding": True,
            "prepare_threshold": PREPARE_AFTER,
        },
    }


def secret(path: Path) -> str:
    """The secret kept in `path`, made at first use and readable by its owner only.

    Two processes may come at once: the file appears whole under its name, and the first one counts.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def mail_at(url: str, name: str) -> Mail | None:
    """The mail server at the address; None for none. Raises ConfigurationFault, naming the setting."""
    if not url:
        return None
    parts = urlsplit(url)
    kinds = {"smtp": ("", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}
    if parts.scheme not in kinds or not parts.hostname:
        raise ConfigurationFault(f"{name} ska se ut som smtps://användare:lösenord@server:465.")
    tls, port = kinds[parts.scheme]
    return Mail(parts.hostname, parts.port or port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def _address(written: str) -> str:
    """An address with room for a key: mail servers take 64 signs before the at sign, and the key is 33 of them."""
    if not written.strip():
        return ""
    found = re.fullmatch(r"[a-z0-9._-]{1,30}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", written.strip().lower())
    if found is None:
        raise ConfigurationFault("SAMVERKAN_REPLY_ADDRESS ska se ut som svar@samverkan.skola.se, utan plustecken.")
    return found[0]


def _listening(environment: Mapping[str, str]) -> Listening | None:
    url = environment.get("SAMVERKAN_LISTEN", "")
    if not url:
        return None
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ("lmtp", "smtp") or not parts.hostname or not port:
        raise ConfigurationFault("SAMVERKAN_LISTEN ska se ut som lmtp://127.0.0.1:8024.")
    if not environment.get("SAMVERKAN_REPLY_ADDRESS", "").strip():
        raise ConfigurationFault("SAMVERKAN_LISTEN tar emot svar till SAMVERKAN_REPLY_ADDRESS. Sätt den också.")
    return Listening(parts.hostname, port, parts.scheme == "lmtp")


def _yes(environment: Mapping[str, str], name: str) -> bool:
    said = environment.get(name, "").strip().lower()
    if said not in ("", "0", "1", "nej", "ja"):
        raise ConfigurationFault(f"{name} ska vara 1 eller 0.")
    return said in ("1", "ja")


def _path(text: str) -> Path | None:
    return Path(text).expanduser() if text.strip() else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
