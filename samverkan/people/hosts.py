"""Names and numbers by which a computer knows itself alone: a link with one of them leads nobody else here."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
