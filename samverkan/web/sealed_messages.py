"""Notices between two requests, sealed: they name what was just done, so they may not lie readable in a cookie."""

import base64
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

NONCE = 12
BOUND = b"samverkan notices"


class SealedMessages(CookieStorage):
    """Django's cookie of messages, encrypted under a key of the installation's own (AES-256-GCM)."""

    def _encode_parts(self, messages: Any, encode_empty: bool = False) -> str | None:
        encoded = super()._encode_parts(messages, encode_empty)  # type: ignore[misc]
        if encoded is None:
            return None
        nonce = os.urandom(NONCE)
        sealed = nonce + AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, str(encoded).encode(), BOUND)
        return base64.urlsafe_b64encode(sealed).decode()

    def _decode(self, data: str) -> Any:
        """The messages; none at all when the cookie is another's or has been changed."""
        if not data:
            return None
        try:
            sealed = base64.urlsafe_b64decode(data.encode())
            encoded = AESGCM(_key(settings.SECRET_KEY)).decrypt(sealed[:NONCE], sealed[NONCE:], BOUND).decode()
        except (InvalidTag, ValueError):
            self.used = True
            return None
        return super()._decode(encoded)  # type: ignore[misc]


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=BOUND).derive(secret.encode())
