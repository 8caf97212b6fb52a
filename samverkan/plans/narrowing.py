"""Which part of the timeline is shown: from whom, of what sort, from which time. Never remembered silently."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from samverkan.people.wording import day_with_year
from samverkan.plans.happenings import LANE_WORDS, SORT_WORDS, Happening
from samverkan.plans.school_years import school_year_of

Options = tuple[tuple[str, str], ...]
LATELY = timedelta(days=30)
LANES: Options = tuple(LANE_WORDS.items())
SORTS: Options = tuple(SORT_WORDS.items())
TIMES: Options = (("manad", "De senaste 30 dagarna"), ("lasar", "Det här läsåret"), ("forra", "Förra läsåret"))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What has been chosen; empty words for no choice. Words that are none of ours are read as none."""

    lane: str = ""
    sort: str = ""
    time: str = ""

    @classmethod
    def read(cls, lane: str, sort: str, time: str) -> "Narrowed":
        """As typed in the address."""
        return cls(_one_of(lane, LANES), _one_of(sort, SORTS), _one_of(time, TIMES))

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return bool(self.lane or self.sort or self.time)

    @property
    def chips(self) -> tuple[tuple[str, str], ...]:
        """What is chosen in words, each with the address without it."""
        said = (("fran", self.lane, LANES), ("sort", self.sort, SORTS), ("tid", self.time, TIMES))
        return tuple((dict(options)[value], f"?{self.address(without=name)}") for name, value, options in said if value)

    def address(self, *, without: str = "") -> str:
        """The choices as they stand in an address."""
        said = {"fran": self.lane, "sort": self.sort, "tid": self.time}
        return urlencode({name: value for name, value in said.items() if value and name != without})

    def holds(self, event: Happening, on: date, today: date) -> bool:
        """Whether the event is among what was chosen."""
        since, until = self._days(today)
        return (
            (not self.lane or event.lane == self.lane)
            and (not self.sort or event.sort == self.sort)
            and (since is None or since <= on)
            and (until is None or on <= until)
        )

    def _days(self, today: date) -> tuple[date | None, date | None]:
        begins, _ = school_year_of(today)
        if self.time == "manad":
            return today - LATELY, None
        if self.time == "lasar":
            return begins, None
        if self.time == "forra":
            return begins.replace(year=begins.year - 1), begins - timedelta(days=1)
        return None, None


def words_of_pause(days: int, since: date, *, goes_on: bool) -> str:
    """ "Uppehåll, 52 skoldagar utan någon händelse"."""
    if goes_on:
        return f"Uppehåll sedan {day_with_year(since)}, {days} skoldagar utan någon händelse"
    return f"Uppehåll, {days} skoldagar utan någon händelse"


def _one_of(value: str, options: Options) -> str:
    return value if value in dict(options) else ""
