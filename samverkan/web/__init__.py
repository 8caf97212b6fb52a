"""The outermost room: settings, addresses, the database's launcher and the commands."""
