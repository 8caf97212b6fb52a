"""Huvudmän, organisations, school units, persons, pupils, guardians and assignments; protected identity."""
