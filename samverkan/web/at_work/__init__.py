"""Signing in at work: OpenID Connect with the huvudman's own provider, for people who are known here already."""
