"""Which secrecy binds an organisation: it follows from who runs it, and is never chosen by name."""

from enum import StrEnum

from samverkan.policy.vocabulary import Regime


class RunBy(StrEnum):
    """Who runs an organisation outside the school."""

    REGION = "region"
    MUNICIPALITY = "kommun"
    STATE = "stat"
    PRIVATE = "privat"

    @property
    def label(self) -> str:
        """As the form asks."""
        return WORDS[self]

    @property
    def public(self) -> bool:
        """An authority, of which OSL 10:27 and 10:28 speak; an enskild is none."""
        return self is not RunBy.PRIVATE

    @property
    def regime(self) -> Regime:
        """The law that binds what it holds. Private care: patientsäkerhetslagen 6:12.

        Private social services have their duty of silence in socialtjänstlagen (2025:400) and an association in its
        own promises: no row of ours opens what they hold without a yes, so they are kept as strictly as care.
        """
        return Regime.OSL if self.public else Regime.PSL


WORDS = {
    RunBy.REGION: "Regionen",
    RunBy.MUNICIPALITY: "Kommunen",
    RunBy.STATE: "Staten",
    RunBy.PRIVATE: "Ett företag eller en förening",
}
