"""``./paht demo``: a living province of each edition, on a database of its own, nothing installed beforehand."""

import argparse
import base64
import os
import sys
from pathlib import Path

from paht.demo.accounts import ACCOUNTS, EDITIONS, HOSTS, PASSWORD
from paht.installation.home import Home
from paht.installation.processes import (
    Supervisor,
    check_port_free,
    port,
    vault_program,
    web_program,
    worker_program,
)
from paht.installation.running import database_running
from paht.installation.vault_folder import prepare

REPORTS = {"vinh-long": 130, "soc-trang": 60}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``demo``."""
    parser.add_argument(
        "--reports", type=int, help="reports a province in its history (default: 130 and 60)", default=None
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepare what is missing, then serve both provinces until a signal asks to stop."""
    from paht.doors.cli.serve import migrate
    from paht.doors.cli.vault import answering

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    # Whoever tries it at night sees on the demo's telephones what happens now.
    os.environ.setdefault("PAHT_QUIET_HOURS", "off")
    # The software of the demo's agency is a page of the demo itself.
    os.environ.setdefault("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")
    number = port()
    for host, *_ in HOSTS.values():
        check_port_free(host=host, port=number)
    with database_running() as check:
        home = Home.from_environment()
        if not _is_ready(home):
            _say("preparing the database tables")
            if not migrate():
                return 1
            prepare(home)
            with answering(home):
                _prepare(home, arguments.reports)
        prepare(home)
        programs = [
            web_program(host=host, port=number, name=f"web {host}", workers=1) for host, *_ in HOSTS.values()
        ]
        _introduce(number)
        return Supervisor([*programs, worker_program(), vault_program()]).run(while_running=check)


def _is_ready(home: Home) -> bool:
    """Whether this very version has prepared this home to the end."""
    mark = home.path / "demo-ready"
    return mark.exists() and mark.read_text() == _version()


def _version() -> str:
    """Changes with the migrations, so that a newer program brings an older home up to date."""
    package = Path(__file__).parents[2]
    return "\n".join(sorted(str(path.relative_to(package)) for path in package.glob("*/migrations/0*.py")))


def _prepare(home: Home, reports: int | None) -> None:
    import django

    django.setup()
    from django.db import connections

    from paht import clock
    from paht.agencies import jurisdictions
    from paht.demo.channels import fill
    from paht.demo.delivered import deliver_past
    from paht.demo.followed import follow
    from paht.demo.history import tell
    from paht.demo.pictures import Pictures
    from paht.demo.provinces import PROVINCES, found
    from paht.demo.roundtrips import play
    from paht.demo.software import connect
    from paht.figures.operations import fold_deltas
    from paht.people.factors import equip_demo

    now = clock.now()
    pictures = Pictures(home.path / "demo-pictures")
    for drawn, of in pictures.draw():
        _progress(f"drawing the demonstration's photographs: {drawn} of {of}")
    _progress(None)
    for province in PROVINCES:
        if province.slug not in {each.slug for each in jurisdictions.every()}:
            found(province, now=now)
        jurisdiction = jurisdictions.of_slug(province.slug)
        equip_demo(home=home, jurisdiction_id=jurisdiction.id, at=now)
        wanted = REPORTS[province.slug] if reports is None else reports
        for told in tell(jurisdiction=jurisdiction, reports=wanted, now=now, pictures=pictures):
            _progress(f"{jurisdiction.edition.province}: the last sixty days, report {told} of {wanted}")
        _progress(None)
        deliver_past(jurisdiction_id=jurisdiction.id, now=now)
        fill(home=home, jurisdiction=jurisdiction, now=now, pictures=pictures)
        follow(jurisdiction=jurisdiction, now=now)
        connect(home=home, jurisdiction=jurisdiction, now=now)
        # From here on the demo's own accounts of the chat platforms are there; without its version it is not ready.
        (home.path / "demo-ready").touch()
        play(home=home, jurisdiction=jurisdiction, now=now, pictures=pictures)
    fold_deltas()
    connections.close_all()
    (home.path / "demo-ready").write_text(_version())


def _introduce(number: int) -> None:
    lines = ["", "Two provinces are running (Ctrl-C stops everything):", ""]
    lines += [f"  {EDITIONS[slug]:16} http://{hosts[0]}:{number}/" for slug, hosts in HOSTS.items()]
    lines += ["", f"Staff sign in at /dang-nhap/ of either province, password {PASSWORD}:", ""]
    lines += [f"  {a.login:14} {a.role:38} {a.address}" for a in ACCOUNTS]
    lines += [
        "",
        "The second step of signing in asks for six figures: ./paht code tells them, in another terminal; so does the",
        f"page of the demo's telephones. An application can have them too: {_typed_secret()}",
        "",
        f"Calls and messages ring on the demo's telephones: http://127.0.0.1:{number}/demo/phone/",
        "",
        f"Send a photo of your own: open http://127.0.0.1:{number}/gui/, choose a picture taken within 24 hours,",
        "pick a commune or allow the browser's position, fill in a name and a phone number such as 0912 345 678,",
        "then follow it with the code on the receipt. From a phone in the same network: stop this and start",
        "PAHT_BIND=0.0.0.0 PAHT_JURISDICTION=vinh-long ./paht serve, then open this machine's address on the phone",
        "(browsers give a position only over https; the commune can be picked from the list).",
        "",
    ]
    print("\n".join(lines), flush=True)


def _typed_secret() -> str:
    """The secret of the demonstration's accounts as it is typed into an authenticator application."""
    secret = bytes.fromhex((Home.from_environment().path / "demo-factor").read_text())
    return base64.b32encode(secret).decode()


def _say(message: str) -> None:
    print(f"paht: {message}", file=sys.stderr, flush=True)


def _progress(message: str | None) -> None:
    """One line that is written over on a terminal; every twentieth as a line of its own elsewhere."""
    if sys.stderr.isatty():
        print(
            f"\rpaht: {message}\033[K" if message else "",
            end="" if message else "\n",
            file=sys.stderr,
            flush=True,
        )
    elif message and (message.split(" of ")[0].endswith("0") or message.split(" of ")[0].endswith(" 1")):
        _say(message)
