"""The app's place in Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, agendas and invitations."""

    name = "samverkan.meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the pupil's pages and the search of meetings, cancel those of a pupil who leaves the school, take off
        them whoever may learn nothing any more, and hear of consents that close, of letters that have left and of
        what calendars answer.
        """
        from samverkan.consent import telling
        from samverkan.meetings import by_calendar, closing, elsewhere, invited, leaving, met
        from samverkan.meetings.after import finishing
        from samverkan.meetings.team import promised
        from samverkan.people.barring import DECIDED
        from samverkan.people.leaving import ENDINGS
        from samverkan.plans import finding, happenings, looking_as, printing_to, reminding
        from samverkan.plans.queries import promises
        from samverkan.post import receiving, sending
        from samverkan.trygghetsperson import suggesting

        happenings.SOURCES.append(elsewhere.happenings)
        finding.SOURCES.append(elsewhere.hits)
        suggesting.MET.append(met.times_met)
        promises.TASKS.append(promised.own_tasks)
        printing_to.AGREED.append(elsewhere.agreed)
        reminding.WAYS_BACK.append(invited.way_back)
        ENDINGS.append(leaving.cancel_coming)
        DECIDED.append(leaving.take_off)
        telling.CLOSED.append(closing.tell_leaders)
        sending.SENT.append(finishing.letters_left)
        receiving.ANSWERED.append(by_calendar.heard)
        looking_as.SHOWN.update(dict.fromkeys(("meeting", "room"), elsewhere.card_of))
