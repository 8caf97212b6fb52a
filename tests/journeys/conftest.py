"""A journey's surroundings: a site of its own and a browser of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from samverkan.web.postgres import Server
from tests.journeys import sites
from tests.journeys.browsers import chromium
from tests.journeys.hands import Keys, Pointer
from tests.journeys.journey import Journey
from tests.journeys.sites import Site

expect.set_options(timeout=10_000)
Travel = Callable[..., Journey]


@pytest.fixture(scope="session")
def own_name() -> str:
    """A database name that no other run uses."""
    return "_".join(["resa", str(os.getpid()), os.environ.get("PYTEST_XDIST_WORKER", "en")])


@pytest.fixture(scope="session")
def served(server: Server, tmp_path_factory: pytest.TempPathFactory, own_name: str) -> Iterator[Site]:
    """Björkvik, served to one journey after the other."""
    with sites.municipality(server, tmp_path_factory.mktemp("bjorkvik"), own_name) as found:
        yield found


@pytest.fixture
def site(served: Site) -> Site:
    """Björkvik, just built."""
    served.as_new()
    return served


@pytest.fixture
def empty_site(server: Server, tmp_path: Path, own_name: str) -> Iterator[Site]:
    """A place where nobody has been."""
    with sites.empty(server, tmp_path, f"{own_name}_tom") as found:
        yield found


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium."""
    with ExitStack() as stack:
        yield stack.enter_context(chromium())


@pytest.fixture
def travel(site: Site, browser: Browser) -> Travel:
    """Begin a journey as somebody: travel("anna-karin"), travel("sara", hands=Keys)."""

    def begin(
        slug: str, *, scripts: bool = True, width: int = 1280, hands: type[Pointer] | type[Keys] = Pointer
    ) -> Journey:
        return Journey(site, browser, scripts=scripts, width=width, hands=hands).signs_in(slug)

    return begin
