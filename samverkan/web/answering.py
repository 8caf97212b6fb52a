"""The web server, in this process: if the process dies, however it dies, its workers notice and leave."""

import gc
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

SELDOM = (20_000, 20, 50)
"""How many new objects there are before Python looks for what is no longer used; its own 700 is for small programs.
A page makes some thousand objects, and the usual pace looked through them all many times for each page."""


class Site(BaseApplication):  # type: ignore[misc]
    """gunicorn with a few threads in each worker. The application is loaded once, before the workers are forked."""

    def __init__(self, *, bind: str, workers: int, threads: int, when_ready: Callable[[], None]) -> None:
        self._chosen = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "when_ready": lambda arbiter: when_ready(),
            "loglevel": "warning",
            "accesslog": None,  # addresses are not written anywhere but in the journal
            "control_socket_disable": True,
            "graceful_timeout": 10,
            "timeout": 60,
            "proc_name": "samverkan",
        }
        super().__init__()

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
