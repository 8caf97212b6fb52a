"""The cipher and nothing else: bytes in, bytes out, AES-256-GCM by `cryptography` (NIST SP 800-38D).

A sealed text is `version (1) | nonce (12) | ciphertext and tag`. The associated data binds it to its place, so a
ciphertext moved to another row, field, compartment, pupil or huvudman does not open.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE = 12
KEY = 32


class VaultError(RuntimeError):
    """A text could not be sealed or opened. Always raised, never answered with the raw bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text belongs."""

    huvudman: UUID
    case: UUID
    compartment: str
    field: str
    row: UUID

    @property
    def bound(self) -> bytes:
        """The associated data."""
        parts = (str(self.huvudman), str(self.case), self.compartment, self.field, str(self.row), VERSION.hex())
        return "|".join(parts).encode()


def seal(text: str, key: bytes, place: Place) -> bytes:
    """Encrypt a text for its place."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.bound)


def unseal(sealed: bytes, key: bytes, place: Place) -> str:
    """Decrypt a text at its place. Raises VaultError when the key or the place is another, or a byte has changed."""
    if sealed[:1] != VERSION:
        raise VaultError("Texten har ett format som valvet inte känner.")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], place.bound).decode()
    except (InvalidTag, ValueError) as fault:
        raise VaultError("Texten går inte att öppna: fel nyckel, fel plats eller ändrad.") from fault


def huvudman_key(master: bytes, huvudman: UUID) -> bytes:
    """The key-encrypting key of a huvudman, derived from the key file (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=b"samverkan huvudman " + huvudman.bytes).derive(master)


def wrap(data_key: bytes, kek: bytes, bound: bytes) -> bytes:
    """Encrypt a data key under a huvudman's key."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(kek).encrypt(nonce, data_key, bound)


def unwrap(wrapped: bytes, kek: bytes, bound: bytes) -> bytes:
    """Decrypt a data key. Raises VaultError under another huvudman's key."""
    try:
        return AESGCM(kek).decrypt(wrapped[1 : 1 + NONCE], wrapped[1 + NONCE :], bound)
    except (InvalidTag, ValueError) as fault:
        raise VaultError("Nyckeln går inte att öppna med huvudmannens nyckel.") from fault


def read_key_file(path: Path) -> bytes:
    """The master key: 32 bytes as 64 hexadecimal digits on one line. Raises VaultError with how to mend."""
    try:
        master = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as fault:
        raise VaultError(f"Nyckelfilen {path} går inte att läsa. Lägg tillbaka den från din säkerhetskopia.") from fault
    if len(master) != KEY:
        raise VaultError(f"Nyckelfilen {path} ska ha 64 tecken (0–9, a–f). Den har {len(master) * 2}.")
    return master


def make_key_file(path: Path) -> None:
    """Make a new key file that only its owner can read. An existing file is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(os.urandom(KEY).hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
