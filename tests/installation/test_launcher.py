"""The launcher ``./paht``, run as a stranger would, in a small checkout of its own whose lock file is
empty.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PYTHON = str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info[1]}")

# What the launcher hands over to: says what it was given, as a command with --json would.
MAIN = """
import json, os, sys
print(json.dumps({"words": sys.argv[1:], "prefix": sys.prefix, "safe": sys.flags.safe_path,
                  "source": os.environ["PYTHONPATH"], "locked": os.path.exists("/proc/self/fd/9")}))
"""


def make_checkout(folder: Path) -> Path:
    """Make a checkout that holds the launcher and nothing to install."""
    (folder / "src" / "paht").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "paht", folder / "paht")
    (folder / "src" / "paht" / "__init__.py").touch()
    (folder / "src" / "paht" / "__main__.py").write_text(MAIN)
    for name in ("run", "dev"):
        (folder / "requirements" / f"{name}.txt").write_text("# nothing\n")
    return folder


def environment(**extra: str) -> dict[str, str]:
    """An environment that leads to no Python but the tests' own."""
    misleading = ("PAHT_", "PYTHON", "PYENV", "UV_", "XDG_", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(misleading)}
    return {**kept, "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PAHT_PYTHON": PYTHON, **extra}


def launch(checkout: Path, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run ``./paht`` to its end."""
    return subprocess.run(
        [checkout / "paht", *words],
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose first two runs were started at the same moment; both ended well, one had to wait."""
    folder = make_checkout(tmp_path_factory.mktemp("launcher") / "check out")
    runs = [
        subprocess.Popen(
            [folder / "paht", "deadline", "--json"],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    results = [run.communicate(timeout=120) for run in runs]
    for run, (output, progress) in zip(runs, results, strict=True):
        assert run.returncode == 0, progress
        # Standard output is JSON alone, on the very first run too.
        assert json.loads(output)["words"] == ["deadline", "--json"]
        assert json.loads(output)["locked"] is False
    assert sum("first start" in progress for _, progress in results) == 1
    return folder


def test_a_second_start_goes_straight_to_the_program(checkout: Path) -> None:
    began = time.perf_counter()
    result = launch(checkout, "--help", "two words", "")
    took = time.perf_counter() - began
    assert result.stderr == ""
    assert took < 1
    told = json.loads(result.stdout)
    assert told["words"] == ["--help", "two words", ""]
    assert told["prefix"] == str(checkout / ".venv")
    assert told["source"] == str(checkout / "src")
    assert told["safe"]


def test_it_works_from_any_folder_and_through_a_link(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(checkout / "paht")
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    result = subprocess.run(
        ["./link"], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert json.loads(result.stdout)["prefix"] == str(checkout / ".venv")


def test_tests_bring_the_development_tools_and_a_changed_lock_is_noticed(checkout: Path) -> None:
    assert "requirements/dev.txt" in launch(checkout, "test").stderr
    assert launch(checkout, "serve").stderr == ""
    (checkout / "requirements" / "run.txt").write_text("# changed\n")
    changed = launch(checkout, "serve")
    # What has the development tools keeps them.
    assert "up to date with requirements/dev.txt" in changed.stderr
    assert changed.returncode == 0
    assert launch(checkout, "check").stderr == ""


def test_a_package_without_its_hash_is_not_installed(checkout: Path) -> None:
    lock = checkout / "requirements" / "dev.txt"
    lock.write_text("django==6.1.3\n")
    refused = launch(checkout, "test", PIP_NO_INDEX="1")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "could not be installed" in refused.stderr.splitlines()[-1]
    lock.write_text("# nothing\n")


def test_a_half_made_or_moved_environment_is_made_again(checkout: Path) -> None:
    # The test before left an interrupted environment, without its stamp; moving the checkout adds to that.
    moved = checkout.rename(checkout.with_name("moved"))
    try:
        first = launch(moved, "serve")
        assert "first start" in first.stderr
        assert json.loads(first.stdout)["prefix"] == str(moved / ".venv")
        assert launch(moved, "serve").stderr == ""
        # The Python below it is removed: the environment is made again with the one that is there.
        (moved / ".venv" / "bin" / "python").unlink()
        (moved / ".venv" / "bin" / "python").symlink_to("/nonexistent/python")
        gone = launch(moved, "serve", PAHT_PYTHON="/nonexistent/python")
        assert gone.returncode == 1
    finally:
        moved.rename(checkout)


def test_without_python_one_sentence_names_the_command(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("dirname", "readlink", "cksum", "cat", "sed", "sh", "tr", "mkdir"):
        (tools / name).symlink_to(str(shutil.which(name)))
    # A shim as pyenv makes them: it is there, and refuses to run.
    shim = tools / "python3.13"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    script = (checkout / "paht").read_text()
    # This machine's own Pythons outside PATH are hidden from it.
    (checkout / "paht").write_text(script.replace("newest /usr/local/bin", "newest /nonexistent"))
    result = launch(checkout, "--help", PATH=str(tools), PAHT_PYTHON="", HOME=str(tmp_path))
    assert result.returncode == 1
    assert result.stdout == ""
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("paht: No Python 3.12 or newer was found:")
    assert "PAHT_PYTHON" in sentence


def test_a_shim_that_fails_is_passed_over_for_the_python_behind_it(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    shims, real = tmp_path / "shims", tmp_path / "real"
    for folder, text in ((shims, "#!/bin/sh\nexit 127\n"), (real, f'#!/bin/sh\nexec {PYTHON} "$@"\n')):
        folder.mkdir()
        (folder / "python3").write_text(text)
        (folder / "python3").chmod(0o755)
    # Asking what would be used is enough: the environment itself is refused by a lock that is not there.
    (checkout / "requirements" / "run.txt").unlink()
    result = launch(checkout, PATH=f"{shims}:{real}:/usr/bin:/bin", PAHT_PYTHON="")
    assert "git checkout requirements" in result.stderr


def test_a_wrong_paht_python_is_named(tmp_path: Path) -> None:
    result = launch(make_checkout(tmp_path / "checkout"), PAHT_PYTHON="/bin/true-python")
    assert result.returncode == 1
    assert result.stderr == (
        "paht: PAHT_PYTHON names /bin/true-python, which is not a Python 3.12 or newer that runs: "
        "name another one, or unset PAHT_PYTHON.\n"
    )


def test_python_without_venv_is_named_with_debians_command(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    bare = tmp_path / "python3"
    # Debian's Python before python3-venv is installed: everything works but these two modules.
    bare.write_text(f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\nexec {PYTHON} "$@"\n')
    bare.chmod(0o755)
    result = launch(checkout, PAHT_PYTHON=str(bare))
    assert result.returncode == 1
    minor = sys.version_info[1]
    assert f"run apt-get install python3.{minor}-venv" in result.stderr
    assert os.listdir(checkout).count(".venv") == 0
