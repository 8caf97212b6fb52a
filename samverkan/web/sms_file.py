"""The SMS file: how codes reach the mobile phones of guests without an account.

Written in TOML by whoever runs the server, read once at start. A fault stops the start with a sentence that says what
to write.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from samverkan.people.hosts import LOOPBACK
from samverkan.post.gateways import Gateway, HttpGateway, MailGateway
from samverkan.post.mail_server import MailServer
from samverkan.web.configuration import ConfigurationFault, mail_at

NAME = "SAMVERKAN_SMS_FILE"
HTTP = {"kind", "url", "format", "fields", "headers", "user", "secret_file"}
MAIL = {"kind", "address", "subject", "smtp_url_file"}
PARTS = ("{number}", "{text}")


def read_gateway(path: Path | None) -> Gateway | None:
    """What the file says; None when there is none. Raises ConfigurationFault."""
    if path is None:
        return None
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ConfigurationFault(f"{NAME} går inte att läsa: {path}. {fault}") from fault
    match told.get("kind"):
        case "http":
            return _http(told, path.parent)
        case "smtp":
            return _mail(told, path.parent)
    raise ConfigurationFault(f'{NAME}: skriv kind = "http" eller kind = "smtp".')


def _http(told: Mapping[str, Any], folder: Path) -> HttpGateway:
    _known(told, HTTP)
    url, fields = str(told.get("url", "")), told.get("fields")
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ConfigurationFault(f"{NAME}: url ska börja med https://.")
    if not isinstance(fields, dict) or not all(part in "".join(map(str, fields.values())) for part in PARTS):
        raise ConfigurationFault(f"{NAME}: fields ska säga var {{number}} och {{text}} ska stå.")
    if told.get("format", "form") not in ("form", "json"):
        raise ConfigurationFault(f'{NAME}: format är "form" eller "json".')
    secret = _text(folder, str(told["secret_file"])) if "secret_file" in told else ""
    return HttpGateway(
        url=url,
        fields=fields,
        as_json=told.get("format") == "json",
        headers=told.get("headers", {}),
        user=str(told.get("user", "")),
        secret=secret,
    )


def _mail(told: Mapping[str, Any], folder: Path) -> MailGateway:
    _known(told, MAIL)
    address = str(told.get("address", ""))
    if "{number}" not in address or "@" not in address:
        raise ConfigurationFault(f"{NAME}: address ska se ut som {{number}}@sms.example.se.")
    if "smtp_url_file" not in told:
        raise ConfigurationFault(f"{NAME}: smtp_url_file ska peka på en fil med smtps://användare:lösenord@server:465.")
    at = mail_at(_text(folder, str(told["smtp_url_file"])), f"{NAME}: smtp_url_file")
    if at is None:
        raise ConfigurationFault(f"{NAME}: smtp_url_file är tom.")
    server = MailServer(at.host, at.port, at.user, at.password, at.tls == "starttls", at.tls == "tls")
    return MailGateway(address=address, server=server, subject=str(told.get("subject", "")))


def _known(told: Mapping[str, Any], words: set[str]) -> None:
    if unknown := sorted(set(told) - words):
        raise ConfigurationFault(f"{NAME} har ord som inte finns: {', '.join(unknown)}.")


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / Path(name).expanduser()).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ConfigurationFault(f"{NAME}: {name} går inte att läsa.") from fault
