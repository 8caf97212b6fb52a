"""The account one signs in with. An account is a person's; guests and imported guardians have none."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from samverkan.people.models.organisations import Huvudman
from samverkan.people.models.persons import Person


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts. There is no sign-up: somebody who answers for the school makes them."""

    def create_account(self, *, email: str, person: Person, password: str | None) -> "Account":
        """An account for a person; without a password it waits for one to be chosen through a link."""
        account = self.model(email=self.normalize_email(email).lower(), person=person)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Account":
        """Django's own name for `create_account`."""
        return self.create_account(email=email, password=password, **extra)


class Account(AbstractBaseUser):
    """Signs in by mail address and password, with TOTP or a passkey as second factor. Holds no rights of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    theme = models.CharField(max_length=12, blank=True)
    density = models.CharField(max_length=12, blank=True)
    shortcuts = models.BooleanField(default=False)
    second_factor_due_on = models.DateField(
        null=True, help_text="The last day a password alone is enough. None: nothing is asked."
    )

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.email


class SignInKey(models.Model):
    """By what a huvudman's own sign-in knows a person: a stable key of a kind, such as eduPersonPrincipalName.

    Only a keyed digest is kept, for a key may hold a name and nobody needs to read it. It came with an import from
    `source`, or somebody who answers for the person's ways in has confirmed it by hand. Never a mail address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_in_keys")
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=60, blank=True, help_text="The import that told; empty when set by hand.")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    begins_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["huvudman", "kind", "digest"],
                condition=Q(ended_at=None),
                name="a_sign_in_key_opens_one_account",
            ),
            models.CheckConstraint(
                condition=Q(source="", confirmed_by__isnull=False) | (~Q(source="") & Q(confirmed_by=None)),
                name="a_sign_in_key_is_imported_or_confirmed",
            ),
        ]
