"""``./paht test``: every test; what follows the word goes to pytest as it is (-k, -x, paths).

Without any word, the rules of the law are knocked out afterwards: each must be missed by a test.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from paht import processors
from paht.installation.errors import InstallationError

ROOT = Path(__file__).resolve().parents[4]

WITH_VALUE = ("-k", "-m", "-p", "-o", "-W", "-c")
"""Options of pytest whose next word is no path of a test, whatever lies in the caller's folder."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add one argument that takes everything, options included: they are pytest's."""
    # argparse would take a first word like -k for an option of its own; without prefix characters there are
    # none.
    parser.prefix_chars = "\0"
    parser.add_argument("pytest", nargs=argparse.REMAINDER, help="arguments for pytest")


def run(arguments: argparse.Namespace) -> int:
    """Run pytest in the checkout; returns its exit status."""
    environment = {**os.environ}
    if not {"--help", "-h", "--collect-only", "--co"} & set(arguments.pytest):
        environment["PAHT_CHROMIUM"] = ensure_chromium()
    words = _from_the_root(arguments.pytest) or _everything()
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", *words]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code != 0 or arguments.pytest:
        return code
    knock_out = [sys.executable, "-m", "paht", "clauses", "--knock-out"]
    return subprocess.run(knock_out, cwd=ROOT, env=environment, check=False).returncode


def _everything() -> list[str]:
    """Return the words for all tests: a process on each processor, each with a PostgreSQL of its own."""
    return ["-n", str(processors.available()), "--dist", "worksteal"]


def _from_the_root(words: list[str]) -> list[str]:
    """Return the words with the caller's paths made absolute: pytest runs at the root."""
    if Path.cwd() == ROOT:
        return words
    before = ["", *words[:-1]]
    return (
        [
            str(Path(word).absolute())
            if Path(word.split("::")[0]).exists() and option not in WITH_VALUE
            else word
            for option, word in zip(before, words, strict=True)
        ]
        if words
        else []
    )


def ensure_chromium() -> str:
    """Return the path of Chromium for the browser tests, installing Debian's where root may; raises
    InstallationError.
    """
    if found := find_chromium():
        return found
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        how = "run sudo apt-get install chromium" if apt else "install Chromium"
        raise InstallationError(f"The browser tests need Chromium: {how}, or name one in PAHT_CHROMIUM.")
    print("paht: installing Chromium for the browser tests (apt-get)", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run([apt, *words], env=environment, stdout=sys.stderr, check=False)
        if done.returncode != 0 and words[0] == "install":
            raise InstallationError(
                "Chromium for the browser tests could not be installed: "
                "run apt-get update && apt-get install chromium, or name one in PAHT_CHROMIUM."
            )
    if found := find_chromium():
        return found
    raise InstallationError("The package chromium brought no program: name a Chromium in PAHT_CHROMIUM.")


def find_chromium() -> str | None:
    """Return the Chromium that ``PAHT_CHROMIUM`` names, else the system's, else None; raises
    InstallationError for a name that does not run.
    """
    if named := os.environ.get("PAHT_CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise InstallationError(
            f"PAHT_CHROMIUM names {named}, which does not run: name another, or unset it."
        )
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
