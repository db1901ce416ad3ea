"""``./paht verify``: check the whole event log against itself and the record; name the first bad case and event; exit
status 1. With ``--receipt`` it checks one receipt, without a database.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from paht.installation.addresses import is_external
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.keys import record_public_key_file, record_public_key_files
from paht.installation.running import database_running
from paht.record.checkpoints import Malformed, read_keys
from paht.record.receipts import LARGEST_CHARACTERS, checked

if TYPE_CHECKING:
    from paht.cases.verification import Fault, Record, Verification


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``verify``."""
    parser.add_argument("--jurisdiction", metavar="SLUG", help="only this jurisdiction (default: all)")
    parser.add_argument(
        "--key", metavar="FILE", type=Path, help="the record's public key (default: the home's own)"
    )
    parser.add_argument(
        "--tsa-root",
        metavar="FILE",
        type=Path,
        help="the certificates (PEM) in which the chains of time stamps end (default: PAHT_TSA_ROOT)",
    )
    parser.add_argument(
        "--receipt", metavar="FILE", type=Path, help="only check this receipt; needs no database"
    )
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="how many check at once (default: all)"
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help="replay the events of every case (default: where the record does not vouch for the row, and of a sample)",
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON alone on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Check everything; returns 1 when something is wrong."""
    if arguments.receipt:
        return _check_receipt(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from django.db import connections

        from paht.agencies.jurisdictions import of_slug
        from paht.cases.verification import ONE_OF, verify

        try:
            slug = arguments.jurisdiction
            found = verify(
                jurisdiction_id=of_slug(slug).id if slug else None,
                record=_record(arguments.key, arguments.tsa_root),
                processes=max(1, arguments.processes),
                one_of=1 if arguments.replay else ONE_OF,
            )
        except KeyError as error:
            raise InstallationError(f"There is no jurisdiction {error}: leave the option out.") from error
        finally:
            connections.close_all()
    if found.checkpoints and os.geteuid() != 0 and not is_external():
        found.not_covered = (*found.not_covered, _SAME_ACCOUNT)
    print(json.dumps(asdict(found), default=str, ensure_ascii=False) if arguments.json else report(found))
    sys.stdout.flush()
    return 1 if found.fault else 0


_SAME_ACCOUNT = (
    "the record's folder against the database's superuser: PostgreSQL runs as this very account, which owns it "
    "(compare with a copy kept elsewhere)"
)


def report(found: "Verification") -> str:
    """The result in words."""
    lines = [
        f"verify: {found.cases} cases ({found.replayed} of them replayed), {found.events} events, "
        f"{found.duties} open duties, {found.texts} texts, "
        f"{', '.join(f'{count} {word}' for word, count in found.logs.items()) or 'no other logs'} checked"
    ]
    if found.covered_until is not None:
        until = found.covered_until.isoformat(timespec="seconds")
        stamped = f", {found.stamps} of them with a time stamp" if found.stamps else ""
        lines.append(f"verify: {found.checkpoints} checkpoints, the newest of {until}{stamped}")
    lines.append(f"verify: WRONG {_place(found.fault)}" if found.fault else "verify: nothing wrong found")
    lines += [f"verify: not covered: {what}" for what in found.not_covered]
    return "\n".join(lines)


def _place(fault: "Fault") -> str:
    checkpoint = "" if fault.checkpoint is None else f"checkpoint {fault.checkpoint}"
    if fault.jurisdiction_id is None:
        return f"in the record{checkpoint and ', '}{checkpoint}: {fault.kind}: {fault.what}"
    event = "" if fault.event is None else f", event {fault.event}"
    subject = f"{fault.log} {fault.subject_id}"
    if fault.case_id is not None:
        subject = f"case {fault.code or '(no row)'} ({fault.case_id})"
    return f"in jurisdiction {fault.jurisdiction_id}, {subject}{event}: {fault.kind}: {fault.what}"


def _record(given: Path | None, tsa_root: Path | None) -> "Record | None":
    """The record to compare with; ``None`` where no checkpoint was ever made here."""
    from paht.cases.checkpointing import folder_of_record
    from paht.cases.stamping import roots_of_stamps
    from paht.cases.verification import Record

    folder = folder_of_record()
    path = given or record_public_key_file(Home.from_environment())
    if given is None and not path.exists():
        if folder.latest_number() is None:
            return None
        raise InstallationError(
            f"There are checkpoints in {folder.path} and no key to check them: give it with --key FILE."
        )
    return Record(folder=folder, key=_keys(path)[0], roots=roots_of_stamps(tsa_root))


def _keys(path: Path) -> list[Ed25519PublicKey]:
    try:
        return read_keys(path.read_text())
    except (Malformed, OSError, UnicodeDecodeError) as error:
        raise InstallationError(f"The public key {path} cannot be used: {error}.") from error


def _check_receipt(arguments: argparse.Namespace) -> int:
    home = Home.from_environment()
    paths = (
        [arguments.key] if arguments.key else record_public_key_files(home) or [record_public_key_file(home)]
    )
    keys = [key for path in paths for key in _keys(path)]
    try:
        text = arguments.receipt.read_text()
        plain = json.loads(text) if len(text) <= LARGEST_CHARACTERS else None
    except OSError as error:
        raise InstallationError(f"The receipt cannot be read: {error.strerror}.") from error
    except ValueError:
        plain = None
    try:
        if not isinstance(plain, dict):
            raise Malformed("it is not a receipt of the record")
        receipt = checked(plain, *keys)
    except Malformed as error:
        answer = {"genuine": False, "problem": str(error)}
        words = f"verify: WRONG: the receipt does not hold: {error}"
    else:
        leaf, checkpoint = receipt.leaf, receipt.checkpoint
        at, signer = checkpoint.at.isoformat(timespec="seconds"), checkpoint.origin
        answer = {
            "genuine": True,
            "jurisdiction": leaf.jurisdiction_id,
            "case": str(leaf.subject),
            "version": leaf.version,
            "head": leaf.head.hex(),
            "checkpoint": checkpoint.number,
            "at": checkpoint.at.isoformat(),
            "key": signer,
        }
        words = (
            f"verify: the receipt holds: case {leaf.subject} of jurisdiction {leaf.jurisdiction_id} stood at version "
            f"{leaf.version} with head {leaf.head.hex()} when {signer} signed checkpoint "
            f"{checkpoint.number} at {at}"
        )
    print(json.dumps(answer, ensure_ascii=False) if arguments.json else words, flush=True)
    return 0 if answer["genuine"] else 1
