"""The rules of the house, one sentence each; an exception is listed by name or it is a mistake."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = sorted((ROOT / "app").rglob("*.py"))
WIDGETS = sorted((ROOT / "widgets").rglob("*.py"))
SOURCES = [*APP, *WIDGETS, ROOT / "run_desktop_ui.py"]

QT = {"PyQt6", "qasync", "pyqtgraph", "PyQt6Ads"}
IMPURE = {
    "asyncio",
    "socket",
    "time",
    "random",
    "secrets",
    "os",
    "sqlite3",
    "aiohttp",
    "websockets",
    "threading",
}
PURE = [
    "app/exact.py",
    "app/profiling.py",
    "app/alerts/rules.py",
    "app/alerts/windows.py",
    "app/alerts/engine.py",
    "app/alerts/fills.py",
    "app/alerts/habits.py",
    "app/websocket_v6/events.py",
    "app/websocket_v6/framing.py",
    "app/websocket_v6/wire.py",
    "app/websocket_v6/subscriptions.py",
    "app/websocket_v6/router.py",
    "app/websocket_v6/backoff.py",
    "app/websocket_v6/rate_limiter.py",
    "app/websocket_v6/health.py",
    "app/websocket_v6/mailbox.py",
    "app/websocket_v6/quarantine.py",
    "app/websocket_v6/short_names.py",
    "app/upbit/auth.py",
    "app/upbit/limits.py",
    "app/market/bands.py",
    "app/market/book.py",
    "app/market/candles.py",
    "app/market/tape.py",
    "app/market/ticks.py",
    "app/market/symbols.py",
    "app/trading/orders.py",
    "app/trading/guards.py",
    "app/trading/impact.py",
    "app/trading/precautions.py",
    "app/trading/portfolio.py",
    "app/trading/facts.py",
    "app/trading/ledger.py",
    "app/trading/lookup.py",
    "app/exchange/checks.py",
    "app/exchange/orders.py",
    "app/exchange/statistics.py",
    "app/exchange/history.py",
    "app/exchange/matching.py",
    "app/exchange/accounts.py",
    "app/exchange/rules.py",
    "app/exchange/engine.py",
    "app/exchange/market_model.py",
    "app/exchange/wire.py",
]
PANELS = ["markets", "orderbook", "tape", "chart", "order_entry", "my_orders", "assets", "alerts"]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a file's syntax, read once for all rules."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module", autouse=True)
def no_syntax_stays() -> Iterator[None]:
    """Tests of other files may look through the whole memory."""
    yield
    nodes.cache_clear()


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The modules that a file imports, with TYPE_CHECKING blocks left out."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    skipped = {
        id(child)
        for node in nodes(path)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for child in ast.walk(node)
    }
    for node in nodes(path):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(paths: list[Path], forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imports(path)
        if any(name == stem or name.startswith(stem + ".") for stem in forbidden)
    ]


def within(folder: str) -> list[Path]:
    return [path for path in SOURCES if path.is_relative_to(ROOT / folder)]


def test_app_never_imports_qt_or_widgets() -> None:
    assert offenders(APP, (*QT, "widgets")) == []


def test_only_the_loop_names_qasync() -> None:
    others = [path for path in WIDGETS if path.name != "event_loop.py"]
    assert offenders(others, ("qasync",)) == []


def test_pure_modules_are_pure() -> None:
    paths = [ROOT / name for name in PURE]
    assert [path for path in paths if not path.exists()] == []
    assert offenders(paths, tuple(IMPURE)) == []


def test_the_websocket_library_knows_nothing_of_rest_trading_or_the_exchange() -> None:
    assert (
        offenders(within("app/websocket_v6"), ("app.upbit", "app.trading", "app.exchange", "app.market"))
        == []
    )


def test_the_exchange_writes_the_wire_by_its_own_code() -> None:
    assert (
        offenders(within("app/exchange"), ("app.websocket_v6", "app.upbit", "app.trading", "app.market"))
        == []
    )


def test_nobody_but_the_child_process_knows_the_exchange() -> None:
    others = [path for path in SOURCES if not path.is_relative_to(ROOT / "app/exchange")]
    assert offenders(others, ("app.exchange",)) == []


def test_panels_do_not_import_each_other() -> None:
    found = []
    for panel in PANELS:
        others = tuple(f"widgets.{other}" for other in PANELS if other != panel)
        found += offenders(within(f"widgets/{panel}"), others)
    assert found == []


def test_widgets_use_the_public_side_of_app_packages() -> None:
    insides = ("app.websocket_v6.", "app.upbit.", "app.trading.", "app.alerts.")
    found = [
        f"{path.relative_to(ROOT)} reaches into {name}"
        for path in WIDGETS
        for name in set(imports(path))
        if name.startswith(insides) and name.rpartition(".")[2].islower() and is_module(name)
    ]
    assert found == []


def is_module(name: str) -> bool:
    return (ROOT / (name.replace(".", "/") + ".py")).exists()


def test_tasks_are_made_in_one_place() -> None:
    makers = {"create_task", "ensure_future", "gather", "TaskGroup", "run_coroutine_threadsafe"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path != ROOT / "app/tasks.py"
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in makers
    ]
    assert found == []


def test_errors_are_caught_by_name_except_at_the_listed_borders() -> None:
    borders = {
        "app/signals.py",  # one receiver's mistake is not the next one's
        "widgets/frame_clock.py",  # one panel's mistake is not the next one's
        "app/keys/keyring.py",  # a foreign backend may raise anything
        "app/threads.py",  # what the work raises is raised where it is awaited
        "app/websocket_v6/delivery.py",  # a user's callback may raise anything
    }
    found = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or "Exception" in {ast.unparse(one) for one in ast.walk(node.type)})
    }
    assert found <= borders


def test_no_lambda_slots() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in WIDGETS
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in node.args)
    ]
    assert found == []


def test_no_test_on_the_desks_loop_runs_a_loop_inside_it() -> None:
    # Under qasync that steps into tasks from inside a task, and they never wake again.
    tests = sorted((ROOT / "tests" / "end_to_end").glob("*.py"))
    runs_one = re.compile(r"processEvents\(|QTest\.(mouseMove|qWait\w*)\(")
    found = [path.name for path in tests if runs_one.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_nested_event_loops_no_async_widgets_no_async_slots() -> None:
    found = []
    for path in WIDGETS:
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in {"exec", "processEvents", "repaint"}:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} .{node.attr}")
            if isinstance(node, ast.Name) and node.id in {"asyncSlot", "asyncClose"}:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.id}")
            if isinstance(node, ast.ClassDef) and is_widget(node):
                found += [
                    f"{path.relative_to(ROOT)}:{method.lineno} async {method.name}"
                    for method in node.body
                    if isinstance(method, ast.AsyncFunctionDef)
                ]
    assert found == []


def is_widget(node: ast.ClassDef) -> bool:
    return any(
        name.startswith("Q") or name.endswith(("Panel", "Widget"))
        for base in node.bases
        if (name := ast.unparse(base).rpartition(".")[2]) != "QObject"
    )


def test_app_imports_with_qt_absent() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in APP
    ]
    program = (
        "import sys, importlib\n"
        f"for name in {sorted(QT)!r}: sys.modules[name] = None\n"
        f"for name in {modules!r}:\n"
        "    if not name.endswith('__main__'): importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_root_is_the_table_of_contents() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    shown = {name.split("/")[0] for name in listed.splitlines() if not name.startswith(".")}
    assert shown <= {
        "pyproject.toml",
        "requirements.lock",
        "Makefile",
        "run_desktop_ui.py",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs",
        "app",
        "widgets",
        "resources",
        "examples",
        "benchmarks",
        "tests",
        "tools",  # the set-up that runs before anything is installed
    }


def test_the_launcher_only_composes() -> None:
    text = (ROOT / "run_desktop_ui.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 50
    assert not any(isinstance(node, ast.ClassDef) for node in ast.walk(ast.parse(text)))


def test_files_and_functions_stay_small() -> None:
    long = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > 400:
            long.append(f"{path.relative_to(ROOT)}: {len(text.splitlines())} lines")
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
                if length > 50:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert long == []
