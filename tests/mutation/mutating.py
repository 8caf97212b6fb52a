"""Makes mutants: one small fault at a time in the rules, the deciding, the translation to SQL and the consents."""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULE_FILES = (
    "stops",
    "protected",
    "insight",
    "duties",
    "crime",
    "inner",
    "border",
    "transition",
    "across",
    "whoever",
    "asked",
)
LAW = (
    "samverkan/policy/facts.py",
    "samverkan/policy/deciding.py",
    "samverkan/policy/lanes.py",
    "samverkan/policy/room.py",
    "samverkan/policy/rules/row.py",
    *(f"samverkan/policy/rules/{name}.py" for name in RULE_FILES),
)
DOOR = ("samverkan/guard/translating.py",)
WEIGHED_BY = ("consenting", "reclassing", "alone", "answers", "counsel", "minuting", "putting", "releasing")
WEIGHED = tuple(f"samverkan/policy/{name}.py" for name in WEIGHED_BY)
SETTLED = (
    "samverkan/consent/custody.py",
    "samverkan/consent/weighing.py",
    "samverkan/consent/settling.py",
)
"""The decisions on consent: who answers and what it comes to, by the law alone and with the rows they stand on. What
writes an answer or a release down (consent.actions.answering, consent.releasing) decides nothing of its own: it asks
these.
"""

CONDITIONS = (
    "kinds",
    "roles",
    "branches",
    "regimes",
    "child",
    "origins",
    "professions",
    "distance",
    "own_subject",
    "confided",
    "blocked",
    "stance",
    "crimes",
    "purposes",
    "sealed",
    "barred",
    "spares_own_care",
    "givers",
    "men",
)
"""What a row may be robbed of. Flags and sentences are words to people: no answer hangs on them."""
SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """One fault: where, what, and the whole file with it."""

    file: str
    line: int
    fault: str
    source: str

    @property
    def module(self) -> str:
        """The module's dotted name."""
        return self.file.removesuffix(".py").replace("/", ".")

    @property
    def name(self) -> str:
        """What stands in the list of survivors. Without the line, which moves."""
        return f"{self.file}: {self.fault}"


Change = Callable[[ast.AST], None]


def mutants(file: str) -> Iterator[Mutant]:
    """Every mutant of a file. Faults of the same words are told apart by a number."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    places = dict(_places(tree, ""))
    seen: Counter[str] = Counter()
    for number, node in enumerate(ast.walk(tree)):
        for words, change in _faults(node):
            twin = copy.deepcopy(tree)
            change(list(ast.walk(twin))[number])
            try:
                source = ast.unparse(ast.fix_missing_locations(twin))
                compile(source, file, "exec")
            except SyntaxError:
                continue
            fault = f"{words}, in {places[id(node)]}"
            seen[fault] += 1
            again = f" ({seen[fault]})" if seen[fault] > 1 else ""
            if id(node) not in _decorations(tree):
                yield Mutant(file, getattr(node, "lineno", 0), fault + again, source)


def _decorations(tree: ast.AST) -> set[int]:
    """Parts of decorators: frozen=True and slots=True guard against us, and no answer hangs on them."""
    return {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        for part in ast.walk(decorator)
    }


def _places(node: ast.AST, place: str) -> Iterator[tuple[int, str]]:
    """For each node: the rule row, function or statement it stands in, in words that do not move with the lines."""
    match node:
        case ast.Call() if _is_row(node):
            place = _row_name(node)
        case ast.FunctionDef() | ast.ClassDef():
            place = f"{place}.{node.name}" if place and place[0].isalpha() and " " not in place else node.name
        case ast.Assign() | ast.AnnAssign() if not place or " " not in place:
            place = f"{place} {ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)}".strip()
    yield id(node), place
    for child in ast.iter_child_nodes(node):
        yield from _places(child, place)


def _faults(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Tuple() if any(_is_row(item) for item in node.elts):
            for place, item in enumerate(node.elts):
                if _is_row(item):  # rows spliced in from another name are rows there
                    yield f"without the row {_row_name(item)}", _without_item(place)
        case ast.Call() if _is_row(node):
            yield from _faults_of_a_row(node)
        case ast.Call(func=ast.Name(id="frozenset"), args=[ast.Set()]):
            yield from _thinner_sets(node)
        case ast.Call(func=ast.Name(id="AgeSpan")):
            yield from _other_ages(node)
        case ast.Compare(ops=[op]) if type(op) in SWAPS:
            yield f"{SWAPS[type(op)].__name__} for {_short(node)}", _swapped
        case ast.BoolOp():
            yield f"{'or' if isinstance(node.op, ast.And) else 'and'} for {_short(node)}", _other_joint
            for place, value in enumerate(node.values):
                yield f"without the condition {_short(value)}", _without_value(place)
        case ast.UnaryOp(op=ast.Not()):
            yield f"without not: {_short(node)}", _without_not
        case ast.IfExp() | ast.If():
            yield f"the other way: if {_short(node.test)}", _turned_test
        case ast.comprehension(ifs=[_, *_]):
            for place, test in enumerate(node.ifs):
                yield f"without the filter {_short(test)}", _without_filter(place)
        case ast.Constant(value=bool()):
            yield f"{not node.value} for {bool(node.value)}", _turned_constant
        case ast.BinOp(op=ast.BitOr() | ast.BitAnd()) if not _in_annotation(node):
            yield f"the other of | and &: {_short(node)}", _other_set


def _is_row(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Rule", "Bar")


def _row_name(node: ast.AST) -> str:
    assert isinstance(node, ast.Call)
    words = [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
    ties = next((ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "ties"), "")
    return f"{words[0]} “{words[2] if len(words) > 2 else words[-1]}” {ties}".strip()


def _faults_of_a_row(node: ast.Call) -> Iterator[tuple[str, Change]]:
    for place, argument in enumerate(node.args):
        if ast.unparse(argument).startswith("Answer."):
            yield "the answer turned", _turned_answer(place)
    for keyword in node.keywords:
        if keyword.arg in CONDITIONS:
            yield f"without {keyword.arg}", _without_keyword(keyword.arg)


def _thinner_sets(node: ast.Call) -> Iterator[tuple[str, Change]]:
    inner = node.args[0]
    assert isinstance(inner, ast.Set)
    for place, item in enumerate(inner.elts):
        if len(inner.elts) > 1 and not ast.unparse(item).startswith("Flag."):
            yield f"without {ast.unparse(item)}", _without_element(place)


def _other_ages(node: ast.Call) -> Iterator[tuple[str, Change]]:
    """Whether an unknown age counts is turned as any other yes and no."""
    for place, keyword in enumerate(node.keywords):
        for step in (-1, 1) if keyword.arg != "unknown" else ():
            yield f"{keyword.arg} {step:+d}", _other_age(place, step)


def _without_item(place: int) -> Change:
    def change(node: ast.AST) -> None:
        del node.elts[place]  # type: ignore[attr-defined]

    return change


def _turned_answer(place: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        was = ast.unparse(node.args[place])
        node.args[place] = ast.parse("Answer.DENY" if was == "Answer.ALLOW" else "Answer.ALLOW", mode="eval").body

    return change


def _without_keyword(name: str) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != name]

    return change


def _without_element(place: int) -> Change:
    def change(node: ast.AST) -> None:
        del node.args[0].elts[place]  # type: ignore[attr-defined]

    return change


def _other_age(place: int, step: int) -> Change:
    def change(node: ast.AST) -> None:
        node.keywords[place].value.value += step  # type: ignore[attr-defined]

    return change


def _without_value(place: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.BoolOp)
        del node.values[place]
        if len(node.values) == 1:  # a joint needs two sides; the same side twice says the same
            node.values.append(node.values[0])

    return change


def _without_filter(place: int) -> Change:
    def change(node: ast.AST) -> None:
        del node.ifs[place]  # type: ignore[attr-defined]

    return change


def _swapped(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops = [SWAPS[type(node.ops[0])]()]


def _other_joint(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _without_not(node: ast.AST) -> None:
    assert isinstance(node, ast.UnaryOp)
    # Twice not is the value's truth, which is what stands without the not.
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _turned_test(node: ast.AST) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]


def _turned_constant(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    node.value = not node.value


def _other_set(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.op = ast.BitAnd() if isinstance(node.op, ast.BitOr) else ast.BitOr()


def _in_annotation(node: ast.BinOp) -> bool:
    """`X | None` and `A | B` of types: no fault that runs."""
    words = ast.unparse(node)
    return "None" in words or "[" in words


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) < 90 else words[:87] + "…"
