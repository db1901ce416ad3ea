"""``./paht audit``: known weaknesses of the pinned libraries, asked of the OSV database (https://osv.dev).

"Nothing found" must mean that somebody looked. Each question therefore holds one library of which a weakness has been
known for years: an answer that does not know that one knows nothing about the others either, and is a failure.
"""

import argparse
import http.client
import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[4]
ADDRESS = "https://api.osv.dev/v1/querybatch"
KNOWN = ("django", "3.2.0")
"""Known to be weak since 2021: the proof that an answer comes from somebody who knows."""
CLEAN, FOUND, COULD_NOT_LOOK = 0, 1, 2
SECONDS = 60
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)

Pin = tuple[str, str]


class CouldNotLookError(Exception):
    """No advisory was read; nothing is known."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``audit``."""
    parser.add_argument("--json", action="store_true", help="standard output is JSON alone")
    parser.add_argument(
        "--address",
        default=os.environ.get("PAHT_ADVISORIES", ADDRESS),
        help="an OSV server's querybatch address (default: PAHT_ADVISORIES, else osv.dev)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what is known; 0 nothing, 1 something, 2 it could not look (which is no pass)."""
    pins = pinned(ROOT / "requirements")
    try:
        found = weaknesses(pins, address=arguments.address)
    except CouldNotLookError as error:
        print(
            f"audit: COULD NOT LOOK: {error}. Nothing is known about {len(pins)} libraries.", file=sys.stderr
        )
        return COULD_NOT_LOOK
    if arguments.json:
        print(
            json.dumps(
                [{"name": name, "version": version, "advisories": ids} for (name, version), ids in found]
            )
        )
    else:
        for (name, version), ids in found:
            print(f"{name} {version}: {', '.join(ids)}")
        print(f"audit: {len(found)} of {len(pins)} libraries have known weaknesses", file=sys.stderr)
    return FOUND if found else CLEAN


def pinned(folder: Path) -> list[Pin]:
    """Every library of the lock files with its version, by name."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))]
    return sorted({(name.lower(), version) for text in texts for name, version in _PINNED.findall(text)})


def weaknesses(pins: list[Pin], *, address: str) -> list[tuple[Pin, list[str]]]:
    """The libraries of which a weakness is known, with the advisories' identifiers.

    Raises CouldNotLookError where the answer is none, or comes from somebody who knows nothing.
    """
    asked = [*pins, KNOWN]
    queries = [
        {"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in asked
    ]
    results = _results(_posted(address, json.dumps({"queries": queries}).encode()), count=len(asked))
    if not results[-1]:
        raise CouldNotLookError(f"the server knows of no weakness of {KNOWN[0]} {KNOWN[1]}, which has many")
    return [(pin, ids) for pin, ids in zip(pins, results[:-1], strict=True) if ids]


def _results(body: bytes, *, count: int) -> list[list[str]]:
    try:
        plain: Any = json.loads(body)
        results = [sorted(str(each["id"]) for each in result.get("vulns", ())) for result in plain["results"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CouldNotLookError("the server's answer is not an OSV server's") from error
    if len(results) != count:
        raise CouldNotLookError(f"{count} libraries were asked for, {len(results)} answered")
    return results


def _posted(address: str, body: bytes) -> bytes:
    where = urlsplit(address)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(where.hostname or "", where.port, timeout=SECONDS)
        connection.request("POST", where.path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise CouldNotLookError(f"{where.hostname} cannot be reached ({type(error).__name__})") from error
    if answer.status != http.HTTPStatus.OK:
        raise CouldNotLookError(f"{where.hostname} answered {answer.status}")
    return content
