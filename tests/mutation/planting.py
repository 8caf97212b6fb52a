"""A pytest plugin that plants a mutant: one module is loaded from another source, before anything imports it."""

import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

from hypothesis import settings

MODULE, SOURCE = "SAMVERKAN_MUTANT_MODULE", "SAMVERKAN_MUTANT_SOURCE"


class Planter(MetaPathFinder, Loader):
    """Finds the one module, and runs the mutant's source in it."""

    def __init__(self, module: str, source: Path) -> None:
        self.module = module
        self.source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Only the mutated module is ours."""
        return spec_from_loader(fullname, self) if fullname == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant."""
        exec(compile(self.source.read_text(encoding="utf-8"), str(self.source), "exec"), module.__dict__)


# The same examples each time and no deadline, so that a mutant lives or dies alike on a slow day.
settings.register_profile("mutanter", max_examples=150, deadline=None, derandomize=True)
settings.load_profile("mutanter")
if MODULE in os.environ:
    if os.environ[MODULE] in sys.modules:
        raise RuntimeError("The module was there before its mutant.")
    sys.meta_path.insert(0, Planter(os.environ[MODULE], Path(os.environ[SOURCE])))
