"""``./paht check``: formatting, lint, static security checks, types, import contracts, migrations, deployment
settings; each named, all run.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]

PYTHON = sys.executable

LAYERS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache', '--no-logo'])"
"""import-linter has no module to run with -m, and a console script would not survive a moved checkout."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One check: its name, its command, and whether it needs Django's settings."""

    name: str
    command: tuple[str, ...]
    django: bool = False


STEPS = (
    Step(name="formatting", command=(PYTHON, "-m", "ruff", "format", "--check", ".")),
    Step(name="lint", command=(PYTHON, "-m", "ruff", "check", ".")),
    # Bandit's rules as ruff has them, with no exception but those named here and those that stand at their line.
    Step(
        name="static security checks",
        command=(
            *(PYTHON, "-m", "ruff", "check", "--isolated", "--no-cache", "--target-version", "py312"),
            *("--preview", "--select", "S", "--ignore", "S101,S404,S603,S608", "src"),
        ),
    ),
    Step(name="types", command=(PYTHON, "-m", "mypy")),
    Step(name="import contracts", command=(PYTHON, "-c", LAYERS)),
    Step(
        name="migrations",
        command=(PYTHON, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
        django=True,
    ),
    Step(
        name="deployment settings",
        command=(PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        django=True,
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``check`` takes no options: what is checked is the same for everyone."""


def run(_arguments: argparse.Namespace) -> int:
    """Run every step, also after a failed one; returns 1 when any failed, and names those."""
    failed = [step.name for step in STEPS if not _passes(step)]
    print(f"check: failed: {', '.join(failed)}" if failed else "check: everything passed", flush=True)
    return 1 if failed else 0


def _passes(step: Step) -> bool:
    environment = {**os.environ}
    if step.django:
        # The settings of a public installation are what must be safe; no database is asked for anything.
        environment |= {"DJANGO_SETTINGS_MODULE": "paht.settings", "PAHT_ORIGIN": "https://paht.example"}
    began = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {step.name} ({time.monotonic() - began:.1f} s)", flush=True)
    if not passed:
        print(done.stdout, flush=True)
    return passed
