"""An act's reach as a condition in SQL, for rows that are there only for those who may take the act."""

from django.db.models import Q

from samverkan.policy.acting import Reach


def in_reach(found: Reach, prefix: str = "cell__") -> Q:
    """The rows whose cell is of a pupil in the reach; `prefix` is the path to the cell. A property test holds it."""
    case, unit = f"{prefix}case_id__in", f"{prefix}unit_id__in"
    reached = Q(**{case: found.cases}) | Q(**{unit: found.units})
    return reached & ~Q(**{case: found.closed})
