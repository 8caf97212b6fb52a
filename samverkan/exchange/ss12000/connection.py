"""One server of the standard: addresses, sign-in, and asking again when it stumbles."""

import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from samverkan.exchange.faults import SourceFault
from samverkan.people.hosts import LOOPBACK

ATTEMPTS = 5
FIRST_WAIT = 1.0
"""Seconds before the second attempt; doubled for each one after."""
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for a longer pause than this is asked again tomorrow."""
TIMEOUT = 30.0
PAGE_BYTES = 50_000_000


class Refused(SourceFault):
    """The server understood and said no. `status` is the HTTP status."""

    def __init__(self, status: int, what: str, mend: str) -> None:
        super().__init__(what, mend)
        self.status = status


@dataclass(frozen=True, slots=True)
class Server:
    """Where the source is and who we are to it. `certificate` and `key` are PEM files for mutual TLS, if it asks."""

    url: str
    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""
    certificate: Path | None = None
    key: Path | None = None

    def __post_init__(self) -> None:
        for address in (self.url, self.token_url):
            _refuse_open_lines(address)

    @property
    def source(self) -> str:
        """The name the roster's ids are scoped by."""
        parts = urlsplit(self.url)
        return f"ss12000:{parts.netloc}{parts.path.rstrip('/')}"


def _refuse_open_lines(address: str) -> None:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.scheme not in ("https", "http"):
        raise SourceFault(
            "Adressen till källan går inte att läsa.", "Skriv den hel, till exempel https://ss.example.se."
        )
    if parts.scheme == "http" and host not in LOOPBACK:
        raise SourceFault(
            "Adressen börjar med http och skulle skicka elevers uppgifter öppet.",
            "Skriv en adress som börjar med https.",
        )


class Connection:
    """Reads JSON from one server. Use it in a with statement.

    `sleep` takes seconds and waits; it is handed in so that nothing here looks at a clock.
    """

    def __init__(self, server: Server, *, sleep: Callable[[float], None]) -> None:
        self.server = server
        self._sleep = sleep
        self._token = ""
        local = all(urlsplit(address).hostname in LOOPBACK for address in (server.url, server.token_url))
        # Redirects are not followed: they would carry the token to an address nobody has chosen.
        self._http = httpx.Client(timeout=TIMEOUT, follow_redirects=False, verify=_tls(server), trust_env=not local)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, endpoint: str, params: Mapping[str, str]) -> Any:
        """The JSON of one answer.

        Asks up to five times when the server fails, is busy, is silent or sends half an answer. Raises Refused for a
        clear no (400, 403, 404, 422 …) and SourceFault when the attempts are used up.
        """
        address = f"{self.server.url.rstrip('/')}/{endpoint}"
        renewed = False
        wait = FIRST_WAIT
        for attempt in range(1, ATTEMPTS + 1):
            answer = self._ask("GET", address, params=dict(params), headers=self._authorisation())
            if answer.status == 401 and not renewed:
                renewed, self._token = True, ""
                answer = self._ask("GET", address, params=dict(params), headers=self._authorisation())
            if answer.status == 200 and answer.whole:
                return answer.json
            if not answer.passing or attempt == ATTEMPTS:
                raise _fault(endpoint, answer)
            self._pause(answer, wait, endpoint)
            wait *= 2
        raise AssertionError("unreachable")

    def _authorisation(self) -> dict[str, str]:
        if not self._token:
            self._token = self._fetch_token()
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}

    def _fetch_token(self) -> str:
        """Client credentials (RFC 6749 §4.4): by Basic as the standard demands, else in the body as many servers do."""
        server = self.server
        form = {"grant_type": "client_credentials"} | ({"scope": server.scope} if server.scope else {})
        in_body = form | {"client_id": server.client_id, "client_secret": server.client_secret}
        wait = FIRST_WAIT
        answer = _Answer(0)
        for attempt in range(1, ATTEMPTS + 1):
            basic = httpx.BasicAuth(server.client_id, server.client_secret)
            answer = self._ask("POST", server.token_url, data=form, auth=basic)
            if answer.status in (400, 401, 403, 415, 422):
                answer = self._ask("POST", server.token_url, data=in_body)
            if not answer.passing or attempt == ATTEMPTS:
                break
            self._pause(answer, wait, "token")
            wait *= 2
        token = answer.json.get("access_token") if isinstance(answer.json, dict) else None
        if answer.status != 200 or not isinstance(token, str) or not token:
            raise _token_fault(answer)
        return token

    def _pause(self, answer: "_Answer", wait: float, endpoint: str) -> None:
        asked = answer.retry_after
        if asked is not None and asked > LONGEST_WAIT:
            raise SourceFault(
                f"Källan är upptagen och ber oss vänta i {int(asked) // 60 + 1} minuter ({endpoint}).",
                "Försök igen senare.",
            )
        self._sleep(asked if asked is not None else wait)

    def _ask(self, method: str, address: str, **choices: Any) -> "_Answer":
        try:
            with self._http.stream(method, address, **choices) as response:
                return _answer(response)
        except httpx.TimeoutException:
            return _Answer(0, slow=True)
        except (httpx.TransportError, httpx.DecodingError, ssl.SSLError) as error:
            return _Answer(0, certificate="CERTIFICATE" in str(error).upper())
        except (httpx.InvalidURL, UnicodeError):
            raise SourceFault("Adressen till källan går inte att läsa.", "Kontrollera adressen.") from None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back. Status 0: nothing whole did."""

    status: int
    json: Any = None
    whole: bool = False
    retry_after: float | None = None
    slow: bool = False
    certificate: bool = False

    @property
    def passing(self) -> bool:
        """Whether asking again may help."""
        half = self.status == 200 and not self.whole
        return not self.certificate and (half or self.status in (0, 408, 429) or self.status >= 500)


def _answer(response: httpx.Response) -> _Answer:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > PAGE_BYTES:
            raise SourceFault("Källan skickade mer än 50 MB i ett svar.", "Be leverantören om mindre sidor.")
    try:
        content, whole = json.loads(body), True
    except (ValueError, RecursionError):
        content, whole = None, False
    return _Answer(response.status_code, content, whole, _retry_after(response.headers.get("Retry-After", "")))


def _retry_after(header: str) -> float | None:
    return float(header) if header.isascii() and header.isdigit() and len(header) < 8 else None


def _tls(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.certificate is not None:
        try:
            context.load_cert_chain(server.certificate, server.key)
        except (OSError, ssl.SSLError):
            raise SourceFault(
                "Klientcertifikatet går inte att läsa.", "Ange en PEM-fil med certifikatet och en med nyckeln."
            ) from None
    return context


def _fault(endpoint: str, answer: _Answer) -> SourceFault:
    status = answer.status
    if answer.certificate:
        return SourceFault(
            "Källans certifikat är inte betrott.", "Kontrollera adressen, eller be leverantören rätta det."
        )
    if answer.slow:
        return SourceFault(f"Källan svarade inte i tid på {endpoint}.", "Försök igen, gärna en annan tid på dygnet.")
    if status == 200:
        return SourceFault(f"Källan skickade bara en del av svaret på {endpoint}.", "Försök igen. Inget har ändrats.")
    if status == 0:
        return SourceFault(f"Källan går inte att nå ({endpoint}).", "Kontrollera adressen och att tjänsten är i gång.")
    if status == 401:
        return SourceFault("Källan godtar inte vår nyckel.", "Kontrollera klient-id och hemlighet hos leverantören.")
    if status == 429:
        return SourceFault("Källan är upptagen.", "Försök igen om en stund. Inget har ändrats.")
    if status >= 500:
        return SourceFault(f"Källan har ett fel hos sig ({status} på {endpoint}).", "Försök igen. Inget har ändrats.")
    if 300 <= status < 400:
        return Refused(status, f"Källan hänvisar {endpoint} till en annan adress.", "Ange tjänstens rätta adress.")
    if status == 403:
        return Refused(
            status, f"Källan ger oss inte rätt att läsa {endpoint}.", "Be leverantören öppna den för klienten."
        )
    if status in (404, 405, 501):
        return Refused(
            status, f"Källan har inte {endpoint}.", "Kontrollera att adressen går till SS 12000-tjänstens rot."
        )
    return Refused(status, f"Källan godtog inte frågan om {endpoint} ({status}).", "Visa det här för leverantören.")


def _token_fault(answer: _Answer) -> SourceFault:
    if answer.status in (400, 401, 403):
        return SourceFault(
            "Källan godtar inte inloggningen.", "Kontrollera klient-id, hemlighet och att kontot inte har gått ut."
        )
    if answer.certificate or answer.status == 0:
        return _fault("inloggningen", answer)
    return SourceFault(
        f"Inloggningen hos källan gav inget svar som går att använda ({answer.status}).",
        "Kontrollera adressen för inloggning.",
    )
