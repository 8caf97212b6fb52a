"""Outgoing mail and calendar. Knows no pupil, so that no letter can tell of one."""
