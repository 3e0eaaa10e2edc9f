"""The wheel: one package, everything in it, and a command that runs from outside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True)  # fmt: skip
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_puts_one_package_beside_everybodys(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert names == {"yizhi"}
    # Where `make setup` has prepared what a first check would compile, that comes along.
    assert {path.name for path in (unpacked / "yizhi").iterdir()} - {"prepared"} == {
        "__init__.py", "termbase", "tm", "checks", "corpus", "service", "faces", "cli", "seeds",
    }  # fmt: skip


def test_it_holds_every_file_of_the_packages(unpacked: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "termbase", "tm", "checks", "corpus", "service", "faces", "cli", "seeds"], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    if tracked.returncode:
        pytest.skip("not in a git checkout")
    missing = [name for name in tracked.stdout.split() if not (unpacked / "yizhi" / name).is_file()]
    assert missing == []


def test_the_command_runs_from_outside_the_repository(unpacked: Path, tmp_path: Path) -> None:
    code = "import yizhi; print(yizhi.__file__); from yizhi.cli.app import main; main(['lookup', '安理会', '--limit', '1'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(unpacked), "NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )  # fmt: skip
    first, *shown = done.stdout.splitlines()
    assert Path(first).is_relative_to(unpacked)
    assert "Security Council" in "\n".join(shown)


def test_the_source_distribution_builds_the_same_wheel(unpacked: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build"]
    subprocess.run([*build, "-t", "sdist", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    [archive] = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        sources.extractall(tmp_path / "source", filter="data")
    [folder] = (tmp_path / "source").iterdir()
    subprocess.run([*build, "-t", "wheel", "-d", str(tmp_path)], cwd=folder, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as built:
        names = {name for name in built.namelist() if name.startswith("yizhi/")}
    there = {str(path.relative_to(unpacked)) for path in (unpacked / "yizhi").rglob("*") if path.is_file()}
    assert names == {name for name in there if "__pycache__" not in name}
