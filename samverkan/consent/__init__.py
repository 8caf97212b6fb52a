"""Samtycke: asked, answered, limited, refused, withdrawn.

A yes from all who decide writes a grant; a withdrawal ends it.
"""
