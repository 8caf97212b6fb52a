"""What goes wrong at the border, said so that a person can mend it."""


class SourceFault(Exception):
    """The source as a whole cannot be read; nothing has been written.

    `what` says what happened and `mend` what to do, both whole Swedish sentences without personal data.
    """

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend
