"""The doorkeeper in front of the database.

What a reader may see is fetched through `.within(scope)` and nowhere else.
"""
