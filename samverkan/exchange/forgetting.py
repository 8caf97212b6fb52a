"""What the imports remember of changed rows is forgotten as soon as somebody is protected, however that came about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.dispatch import receiver

from samverkan.exchange.models import ImportedRecord
from samverkan.people.registering import protected


@receiver(protected)
def forget(rows: Iterable[Model], **_: Any) -> None:
    """Empty what every import remembers of the rows. It runs in the transaction that protects them."""
    for row in rows:
        known = ImportedRecord.objects.filter(model=row._meta.label_lower, row_id=str(row.pk))
        known.update(before={}, after={})
