"""The overview's pages, within a scope."""

from samverkan.overview.queries.morning import Appointment, TodayPage, lately, today_page
from samverkan.overview.queries.school import SchoolPage, WalkPage, school_page, walk_page
from samverkan.overview.queries.wishes import organisation_of_wish, pupil_of_wish, subject_of_wish

__all__ = [
    "Appointment",
    "SchoolPage",
    "TodayPage",
    "WalkPage",
    "lately",
    "organisation_of_wish",
    "pupil_of_wish",
    "school_page",
    "subject_of_wish",
    "today_page",
    "walk_page",
]
