"""The wheel holds everything the program needs, and works where there is no checkout."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import kg
from kg.model import package_data
from kg.model.errors import ConfigError
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow

DATA = ("ontology", "queries", "seeds")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the checkout: no PYTHONPATH, its own home."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel; the build tools are those of the environment."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("claim_graph-*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel; the dependencies are borrowed from this one."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    borrowed = [entry for entry in sys.path if Path(entry).name == "site-packages"]
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return python


def files_of(folder: Path) -> set[str]:
    """Files that belong to the project below a folder, without what Python leaves behind."""
    found = (path.relative_to(ROOT) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_wheel_holds_package_and_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    data = {f"kg/data/{name}" for folder in DATA for name in files_of(ROOT / folder)}
    expected = files_of(ROOT / "kg") | data
    assert expected <= held
    assert {name for name in held if ".dist-info/" not in name} == expected


def test_wheel_names_version_licence_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = next(name for name in archive.namelist() if name.endswith("/METADATA")).removesuffix("METADATA")
        metadata = archive.read(info + "METADATA").decode()
        assert f"\nVersion: {kg.__version__}\n" in metadata
        assert "\nLicense-Expression: Apache-2.0\n" in metadata
        assert "kg = kg.cli:main" in archive.read(info + "entry_points.txt").decode()
        assert info + "licenses/LICENSE" in archive.namelist()


def test_sdist_holds_what_a_build_and_the_tests_need(built: Path) -> None:
    archive = next(built.glob("claim_graph-*.tar.gz"))
    with tarfile.open(archive) as tar:
        held = {name.partition("/")[2] for name in tar.getnames()}
    folders = ("kg", "tests", *DATA)
    expected = {name for folder in folders for name in files_of(ROOT / folder)} | {"LICENSE", "Makefile", "README.md"}
    assert expected <= held


def test_a_wheel_from_the_sdist_is_the_wheel(built: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(next(built.glob("claim_graph-*.tar.gz"))) as tar:
        tar.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=unpacked)
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as again, zipfile.ZipFile(wheel) as first:
        assert {one.filename: one.CRC for one in again.infolist()} == {
            one.filename: one.CRC for one in first.infolist()
        }


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"])
def test_every_file_that_is_installed_is_known_by_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    rows = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert rows
    assert all(re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", row) for row in rows)


@pytest.mark.parametrize("name", DATA)
def test_resources_come_from_the_wheel(python: Path, name: str) -> None:
    found = run(
        python, "-c", f"from kg.model import package_data; print(package_data.path({name!r}))", cwd=python.parent
    )
    assert Path(found.strip()).is_relative_to(python.parents[1])
    assert ROOT not in Path(found.strip()).parents


def test_help_works_outside_the_checkout(python: Path) -> None:
    assert "Usage" in run(python, "-m", "kg", "--help", cwd=python.parent)
    assert "Usage" in run(python.parent / "kg", "--help", cwd=python.parent)


@pytest.mark.models
def test_demo_works_outside_the_checkout(python: Path, tmp_path: Path) -> None:
    answer = run(python, "-m", "kg", "demo", cwd=tmp_path)
    assert answer.strip()
    assert (tmp_path / "out" / "graph.html").stat().st_size > 0


@pytest.mark.parametrize("name", DATA)
def test_resources_lie_in_the_checkout(name: str) -> None:
    assert package_data.path(name) == ROOT / name


def test_missing_resource_names_the_path() -> None:
    with pytest.raises(ConfigError, match="no-such-thing"):
        package_data.path("ontology/no-such-thing.ttl")


def imports(tree: ast.AST, lazy: bool = False) -> Iterator[tuple[str, bool]]:
    """Top-level names of what a module imports, each with whether only a function or a check of types imports it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], lazy
        types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        yield from imports(node, lazy or types or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def named(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[^\w-]", line)[0].lower() for line in requirements}


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = named(project["dependencies"])
    extras = named(line for extra in project["optional-dependencies"].values() for line in extra)
    sources = (ROOT / "kg").rglob("*.py")
    found = {name for source in sources for name in imports(ast.parse(source.read_text(encoding="utf-8")))}
    owners = packages_distributions()
    foreign = {(name, lazy) for name, lazy in found if name not in sys.stdlib_module_names | {"kg"}}
    undeclared = {
        name
        for name, lazy in foreign
        if not {owner.lower() for owner in owners.get(name, [name])} & (core | extras if lazy else core)
    }
    assert foreign
    assert not undeclared
