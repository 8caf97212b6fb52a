"""The app's place in Django."""

from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    """The wheel of wellbeing."""

    name = "samverkan.wellbeing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show the wheel on the pupil's pages, on the plan and its paper, and on the timeline."""
        from samverkan.plans import happenings, parts
        from samverkan.wellbeing import attached, elsewhere

        parts.NOW.append(elsewhere.on_now)
        parts.PLAN.append(attached.in_plan)
        parts.ON_PAPER.append(attached.on_paper)
        parts.LABELS["wheel"] = elsewhere.tab_label
        happenings.SOURCES.append(elsewhere.happenings)
