"""Serves the measured site in a process of its own: `python -m benchmarks.site PORT`. Two workers, as bin/run."""

import sys

from samverkan.web.answering import Site
from samverkan.web.serving import HOST, THREADS, WORKERS


def main(port: int) -> None:
    """Serve until told to stop; says when it is ready."""

    def ready() -> None:
        sys.stdout.write("redo\n")
        sys.stdout.flush()

    Site(bind=f"{HOST}:{port}", workers=WORKERS, threads=THREADS, when_ready=ready).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
