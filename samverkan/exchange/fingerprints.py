"""How outside records are remembered: never by their own id or content, only by a keyed fingerprint.

A list's ids are made of names and birth dates, and a protected person's must not be guessable from the database. The
key comes from the vault's key file, so it lives as long as the data and stands outside the database.
"""

import hmac
import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from samverkan.vault.sealing import huvudman_key, read_key_file

SOURCE = 60
"""Longest source name the register keeps."""


class Fingerprints:
    """Keyed fingerprints for one huvudman and one source."""

    def __init__(self, huvudman: UUID, source: str) -> None:
        self.source = source if len(source) <= SOURCE else f"{source[:42]}:{sha256(source.encode()).hexdigest()[:16]}"
        self._key = hmac.new(
            huvudman_key(read_key_file(Path(settings.VAULT_KEY_FILE)), huvudman),
            b"samverkan import " + self.source.encode(),
            sha256,
        ).digest()

    def of_id(self, own: str) -> str:
        """The fingerprint of an outside id, 64 hexadecimal digits."""
        return hmac.new(self._key, b"id " + own.encode(), sha256).hexdigest()

    def of_content(self, content: Any) -> str:
        """The fingerprint of what a record says; equal exactly when it says the same."""
        written = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return hmac.new(self._key, b"content " + written.encode(), sha256).hexdigest()
