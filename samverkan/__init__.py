"""Samverkan: coordination round pupils who need support, with secrecy decided piece by piece."""
