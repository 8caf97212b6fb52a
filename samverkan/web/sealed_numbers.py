"""A row's serial number in an address of the library's, sealed: one reads no count in it and can guess no other.

One block of AES (FIPS 197) under a key of the house: eight empty bytes and the number. What does not open to eight
empty bytes was never an address of ours.
"""

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from django.utils.crypto import salted_hmac

EMPTY = bytes(8)


class SealedNumber:
    """Django's hook for a part of an address: 128 bits that stand for a number."""

    regex = "[0-9a-f]{32}"
    opaque = True

    def to_python(self, value: str) -> int:
        """The number. ValueError, which is 404, for what is not ours."""
        opened = _cipher().decryptor().update(bytes.fromhex(value))
        if opened[:8] != EMPTY:
            raise ValueError
        return int.from_bytes(opened[8:])

    def to_url(self, value: int) -> str:
        """The number as it stands in the address."""
        return _cipher().encryptor().update(EMPTY + int(value).to_bytes(8)).hex()


def _cipher() -> Cipher[ECB]:
    """A single block: nothing repeats, so the simplest mode hides everything (NIST SP 800-38A 6.1)."""
    key = salted_hmac("samverkan.web.sealed_numbers", "", algorithm="sha256").digest()
    return Cipher(AES(key), ECB())  # noqa: S305
