"""A password hasher that is quick, since a cast of forty signs in hundreds of times."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """One round. Never outside tests."""

    iterations = 1
