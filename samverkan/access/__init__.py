"""Gathers the facts of a reader, once per request, and puts the scope on the request."""
