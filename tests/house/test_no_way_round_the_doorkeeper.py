"""There is one door to guarded rows. The escapes are few, listed with their reasons, and the list is kept by hand."""

import ast
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from samverkan.guard.managers import GuardedManager

ROOT = Path(__file__).parents[2]
CODE = ROOT / "samverkan"
ESCAPES = Path(__file__).with_name("escapes.csv")
OUTSIDE_GUARD = {"RawSQL", "_base_manager", "ModelForm", "full_clean"}
OF_A_MANAGER = {"raw", "extra"}
"""Ways to rows that pass the doorkeeper by."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        inside = path.relative_to(CODE).parts
        if "tests" not in inside and "migrations" not in inside:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


ALL_CONSTANTS = {name: text for _, tree in modules() for name, text in constants(tree).items()}


def reason(call: ast.Call, own: dict[str, str]) -> str:
    value = next(word.value for word in call.keywords if word.arg == "because")
    if isinstance(value, ast.Constant):
        return str(value.value)
    assert isinstance(value, ast.Name), "a reason is written out, or a constant"
    return own.get(value.id) or ALL_CONSTANTS[value.id]


def escapes() -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unguarded":
                found[str(path.relative_to(CODE)), reason(node, constants(tree))] += 1
    return found


def test_every_escape_is_listed_with_its_reason() -> None:
    with ESCAPES.open(encoding="utf-8", newline="") as listed:
        kept = {(row["fil"], row["skäl"]): int(row["antal"]) for row in csv.DictReader(listed, delimiter=";")}

    assert dict(escapes()) == kept


def test_no_query_or_view_uses_an_escape() -> None:
    pages = [file for file, _ in escapes() if "queries" in file or "views" in file]

    assert [file for file in pages if not file.startswith("access/")] == []


def test_nothing_but_the_guard_reaches_rows_by_other_ways() -> None:
    found = []
    for path, tree in modules():
        if path.relative_to(CODE).parts[0] == "guard":
            continue
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in OUTSIDE_GUARD or (name in OF_A_MANAGER and "objects" in ast.unparse(node)):
                found.append(f"{path.relative_to(CODE)}:{getattr(node, 'lineno', 0)} {name}")

    assert found == []


def test_every_row_with_a_cell_is_guarded() -> None:
    loose = [
        model.__name__
        for model in apps.get_models()
        if any(field.name == "cell" for field in model._meta.get_fields())
        and not isinstance(model._default_manager, GuardedManager)
    ]

    assert loose == []


def test_instants_end_in_at_and_days_in_on() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("samverkan.")
        for field in model._meta.get_fields()
        if (
            isinstance(field, models.DateTimeField)
            and not (field.name.endswith("_at") or field.name in ALLOWED_INSTANTS)
        )
        or (
            isinstance(field, models.DateField)
            and not isinstance(field, models.DateTimeField)
            and not field.name.endswith("_on")
            and field.name not in ALLOWED_DAYS
        )
    ]

    assert wrong == []


ALLOWED_INSTANTS = {"at", "last_login"}
"""The journal's event is itself an instant; last_login is Django's own."""
ALLOWED_DAYS = {"since", "until"}
"""Named as people say them: a seat since a day, waiting until a day."""
