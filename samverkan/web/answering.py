"""The web server, in this process: if the process dies, however it dies, its workers notice and leave."""

import gc
import signal
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

SELDOM = (20_000, 20, 50)
"""How many new objects there are before Python looks for what is no longer used; its own 700 is for small programs.
A page makes some thousand objects, and the usual pace looked through them all many times for each page."""


class HousekeepingArbiter(Arbiter):  # type: ignore[misc]
    """gunicorn's own loop, with our round in it, and with a hang-up that ends everything.

    To gunicorn a hang-up means to load anew; here the terminal is gone, and what it started shall not live on headless.
    The round is in the loop rather than in a thread, since workers are forked from this process.
    """

    def init_signals(self) -> None:
        """gunicorn's own hook. Started so that hang-ups are ignored (nohup), it goes on ignoring them."""
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().init_signals()
        if ignored:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def handle_hup(self) -> None:
        """gunicorn's own hook: as Ctrl-C."""
        self.handle_int()

    def manage_workers(self) -> None:
        """gunicorn's own hook, about once a second."""
        super().manage_workers()
        self.app.each_round()


def _leave_the_hang_up(worker: Any) -> None:
    """A worker is ended by its parent, with the answer it is at first."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


class Site(BaseApplication):  # type: ignore[misc]
    """gunicorn with a few threads in each worker. The application is loaded once, before the workers are forked."""

    def __init__(
        self,
        *,
        bind: str,
        workers: int,
        threads: int,
        when_ready: Callable[[], None],
        each_round: Callable[[], None] = lambda: None,
    ) -> None:
        self.each_round = each_round
        """Called about once a second as long as the site lives."""
        self._chosen = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "when_ready": lambda arbiter: when_ready(),
            "post_worker_init": _leave_the_hang_up,
            "loglevel": "warning",
            "accesslog": None,  # addresses are not written anywhere but in the journal
            "control_socket_disable": True,
            "graceful_timeout": 10,
            "timeout": 60,
            "proc_name": "samverkan",
        }
        super().__init__()

    def run(self) -> None:
        """gunicorn's own hook."""
        HousekeepingArbiter(self).run()

    def load_config(self) -> None:
        """gunicorn's own hook."""
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """gunicorn's own hook: the application, after a look at the database and with every address known.

        A broken address shall stop the start, once and here, and not each request in each worker.
        """
        from django.urls import get_resolver

        from samverkan.web.wsgi import application

        assert get_resolver().url_patterns
        gc.collect()
        gc.freeze()  # what is loaded by now stays, and need not be looked through by any worker
        gc.set_threshold(*SELDOM)
        return application
