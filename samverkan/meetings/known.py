"""Which meetings there are for a reader. Every page and list starts here.

A meeting that has never been sent is a draft. It is there for those who lead it or help to lead it, and for nobody
else: whom it would invite, and to what, is not said until somebody has looked it through and sent it.
"""

from django.db.models import Q

from samverkan.guard.managers import GuardedQuerySet
from samverkan.guard.reaching import in_reach
from samverkan.guard.scope import Scope
from samverkan.meetings.models import Meeting
from samverkan.policy.acting import Action, reach

SENT = Q(sent_at__isnull=False)
"""Once sent, it stays sent."""


def known(scope: Scope) -> GuardedQuerySet[Meeting]:
    """The meetings of the scope, those called off among them, and the drafts of those who may change them."""
    return Meeting.objects.within(scope).filter(SENT | in_reach(reach(scope.reader, Action.MEETING_CHANGE)))
