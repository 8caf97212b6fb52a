"""Sealed text: AES-256-GCM, a key per pupil and compartment, each row bound to its place.

Opening never fails quietly.
"""
