"""The room of the law imports the standard library and itself, and reads no clock."""

import ast
import sys
from pathlib import Path

POLICY = Path(__file__).parents[2] / "samverkan" / "policy"
FILES = [path for path in POLICY.rglob("*.py") if "tests" not in path.parts]


def test_policy_imports_nothing_but_the_standard_library() -> None:
    foreign = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            foreign += [
                f"{path.name}: {name}"
                for name in names
                if not name.startswith("samverkan.policy") and name.split(".")[0] not in sys.stdlib_module_names
            ]

    assert len(FILES) > 10
    assert foreign == []


def test_policy_reads_no_clock() -> None:
    clocks = {"today", "now", "utcnow", "time"}
    read = [
        f"{path.name}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]

    assert read == []
