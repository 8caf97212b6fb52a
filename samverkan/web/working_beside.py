"""The worker: a process beside the web server that does what comes by the clock (web/working.py)."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from samverkan.web import beside

EVERY_SECONDS = 5
"""How often the queue is looked at."""
LIGHTLY_SECONDS = 1
LONGEST_GOODBYE_SECONDS = 10


@contextmanager
def running() -> Iterator[beside.Beside]:
    """The worker at work while the block runs."""
    with beside.running("samverkan.web.working_beside", task="skriver dagliga brev och städar") as process:
        yield process


async def _work(parent: int) -> None:
    """Work until the server is gone or ends us. When it ends us, what is begun is done first."""
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            worker = asyncio.create_task(
                working.run_worker_async(
                    listen_notify=False,
                    fetch_job_polling_interval=EVERY_SECONDS,
                    shutdown_graceful_timeout=LONGEST_GOODBYE_SECONDS,
                    delete_jobs="always",
                )
            )
            while os.getppid() == parent and not worker.done():
                await asyncio.wait([worker], timeout=LIGHTLY_SECONDS)
            if not worker.done():
                os._exit(0)  # the server was killed, and its database with it: nobody is left to say goodbye to
            if not worker.cancelled() and (fault := worker.exception()) is not None:
                raise fault


def main() -> None:
    """The process."""
    import django

    from samverkan.web.tracebacks import scrub_uncaught

    parent = os.getppid()
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    scrub_uncaught()
    django.setup()
    asyncio.run(_work(parent))


if __name__ == "__main__":
    main()
