"""How sure one can be of who sits at the keyboard, kept beside an answer given there."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

PASSWORD, SECOND_FACTOR, OTHER = "losenord", "losenord-och-mer", "annat"


def assurance_of(request: HttpRequest) -> str:
    """A slug for how the account of this sitting was signed in."""
    methods = {record.get("method", "") for record in get_authentication_records(request)}
    if "mfa" in methods:
        return SECOND_FACTOR
    return PASSWORD if "password" in methods else OTHER
