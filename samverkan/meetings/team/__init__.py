"""Meetings of the elevhälsa team: a row of pupils, each in a case of its own (EHT), or no pupil at all (EHM)."""
