"""``./paht open311``: keys with which applications send reports by the Open311 standard. A key is shown once."""

import argparse
import os
import sys
import uuid

from paht.installation.running import database_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``open311``."""
    parser.add_argument(
        "--jurisdiction", required=True, help="the province's short name, for example vinh-long"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--issue", metavar="NAME", help="a new key for this application (no person's name)")
    what.add_argument("--revoke", metavar="ID", type=uuid.UUID, help="the key is good for nothing any more")
    parser.add_argument("--most", type=int, default=60, help="reports in a quarter of an hour (default: 60)")


def run(arguments: argparse.Namespace) -> int:
    """Issue, revoke or list; returns 2 for what is not there or cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from paht import clock
        from paht.agencies import jurisdictions
        from paht.people.actors import SYSTEM
        from paht.transfer import keys
        from paht.walls import within

        try:
            jurisdiction = jurisdictions.of_slug(arguments.jurisdiction)
        except KeyError:
            return _wrong(f"there is no province {arguments.jurisdiction!r} here")
        by, now = uuid.uuid5(uuid.NAMESPACE_OID, SYSTEM.id), clock.now()
        with within(jurisdiction.id):
            if arguments.issue is not None:
                name = " ".join(arguments.issue.split())
                if not 3 <= len(name) <= keys.LONGEST_NAME or not 1 <= arguments.most <= 10_000:
                    return _wrong("a name has 3 to 120 characters, a limit is 1 to 10000")
                key_id, secret = keys.issue(
                    jurisdiction_id=jurisdiction.id, name=name, most=arguments.most, by=by, now=now
                )
                print(f"{key_id} {secret}")
                print("paht open311: the key is shown this once", file=sys.stderr)
            elif arguments.revoke is not None:
                if not keys.revoke(jurisdiction_id=jurisdiction.id, key_id=arguments.revoke, by=by, now=now):
                    return _wrong("there is no such key that is still good")
            else:
                for each in keys.listed(jurisdiction_id=jurisdiction.id):
                    state = f"revoked {each.revoked_at:%Y-%m-%d}" if each.revoked_at else "good"
                    print(f"{each.id} {each.made_at:%Y-%m-%d} {each.most:>5} {state:<18} {each.name}")
        return 0


def _wrong(message: str) -> int:
    print(f"paht open311: {message}", file=sys.stderr)
    return 2
