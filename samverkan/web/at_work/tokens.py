"""Reading an identity token: signature, issuer, audience, time and nonce, all of them and always.

The library skips the signature of what it fetched itself; we do not, for a proxy may stand between (OpenID Connect
Core 3.1.3.7). Algorithms are ours to choose, never the token's.
"""

import hmac
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from samverkan.web.sign_in_file import WorkProvider

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a public key. Neither "none" nor a shared secret is ever among them."""
LEEWAY_SECONDS = 60
CLAIMS = ["iss", "aud", "sub", "exp", "iat"]


class Untrusted(OAuth2Error):  # type: ignore[misc]
    """What came back cannot be trusted. The word says why, for whoever runs the server; it holds nothing personal."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_token(token: str, keys: Mapping[str, Any], *, provider: WorkProvider, nonce: str) -> dict[str, Any]:
    """The claims of a token that this provider made for us, for this very attempt. Raises Untrusted."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(token, keys),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": CLAIMS},
        )
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as fault:
        raise Untrusted(type(fault).__name__) from fault
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise Untrusted("WrongNonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise Untrusted("MadeForAnother")
    return claims


def key_in(claims: Mapping[str, Any], provider: WorkProvider) -> str:
    """The stable key. A claim that holds several is no key: nobody can tell which of them is meant."""
    said = claims.get(provider.key_claim)
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    if not isinstance(said, str) or not said.strip():
        raise Untrusted("NoKey")
    return said


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The provider's key that the token names; the only one, when it names none."""
    wanted = jwt.get_unverified_header(token).get("kid")
    known = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    found = [key for key in known if wanted is None or key.key_id == wanted]
    if len(found) != 1:
        raise Untrusted("UnknownKey")
    return found[0]
