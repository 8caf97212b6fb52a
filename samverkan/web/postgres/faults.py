"""What may go wrong with the database, said to the person at the keyboard."""


class DatabaseFault(Exception):
    """The database cannot be used. The text is Swedish and says what to do."""
