"""The vault as a process of its own: nobody else opens anything, and sending goes on without it."""

import json
import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.person import code
from tests.province import PERSONAL, TestProvince

from paht.cases import queries
from paht.installation.passwords import owners_file
from paht.installation.postgres import Server
from paht.installation.processes import PYTHON_ENVIRONMENT, Supervisor, vault_program, web_program
from paht.installation.vault_folder import contents, vault_account
from paht.people import senders, vault, vault_wire
from paht.people.vault_finding import SEARCHES_OF_A_PERSON, Brake
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault
from paht.people.vault_wire import TooMany, ask, hang_up

BrowserOf = Callable[[TestProvince], Client]
Up = Callable[[], None]

PROBE = """
import base64, json, os, sys
from pathlib import Path
home, out = Path(sys.argv[1]), Path(sys.argv[2])
read = []
for folder, _, names in os.walk(home):
    for name in names:
        try:
            read.append(((Path(folder) / name).read_bytes(), name))
        except OSError:
            pass
import django
django.setup()
from django.conf import settings
from django.db import connection
from paht.people.vault_wire import ask
with connection.cursor() as cursor:
    cursor.execute("SELECT 1")
secrets = [bytes.fromhex(line) for line in Path(sys.argv[3]).read_text().split()]
said = repr(dict(os.environ)).encode() + repr(settings._wrapped.__dict__).encode()
found = [
    name
    for content, name in [*read, (said, "settings or environment")]
    for secret in secrets
    if secret in content or secret.hex().encode() in content or base64.b64encode(secret) in content
]
powers = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("Cap")]
out.write_text(json.dumps({
    "read": len(read), "found": found, "aliases": sorted(settings.DATABASES), "environment": sorted(os.environ),
    "opens": ask("alive")["versions"], "powers": powers,
}))
"""


@pytest.fixture
def down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Up]:
    """The vault is down until the fixture is called: then it answers again."""
    with monkeypatch.context() as patch:
        patch.setattr(settings, "VAULT_SOCKET", tmp_path / "vault.sock")
        patch.setattr(senders, "_hurried", senders.Hurried())
        hang_up()

        def up() -> None:
            patch.undo()

        yield up
    hang_up()


@pytest.fixture
def process(database: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The real vault process of this home, on a socket of its own; its process id."""
    place = tmp_path / "vault.sock"
    environment = {
        **os.environ,
        **PYTHON_ENVIRONMENT,
        "PAHT_SUPERVISED": "1",
        "PAHT_VAULT_SOCKET": str(place),
    }
    with subprocess.Popen(
        vault_program().command, env=environment, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        assert "at work" in running.stderr.readline()
        monkeypatch.setattr(settings, "VAULT_SOCKET", place)
        hang_up()
        yield running.pid
        hang_up()
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0


def test_the_process_opens_what_was_sealed_under_an_account_of_its_own(
    vinh_long: TestProvince, time: Clock, process: int
) -> None:
    case = vinh_long.sent(time.at)
    record = uuid.UUID(_state(vinh_long, case.id)["original"]["id"])
    opened = vault.look(
        jurisdiction_id=vinh_long.jurisdiction.id,
        record_ids=[record],
        fields=frozenset({"name"}),
        actor_id=vinh_long.intake.id,
        purpose="thử",
    )
    assert opened == {record: {"name": PERSONAL["name"]}}
    account = vault_account(settings.HOME)
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    uids = next(line.split()[1:] for line in status if line.startswith("Uid"))
    assert set(uids) == {str(account.uid)}
    assert account.uid != 0, "root makes an account for it"


def test_the_web_process_has_neither_the_keys_nor_the_role_of_the_vault(
    database: Server, tmp_path: Path
) -> None:
    secrets = [*contents(database.home).values(), (database.home.vault / "database-password").read_bytes()]
    # Nor the passwords of those who may change every row.
    secrets += [word.encode() for word in json.loads(owners_file(database.home).read_text()).values()]
    (tmp_path / "secrets").write_text("\n".join(secret.hex() for secret in secrets))
    out = tmp_path / "out"
    words = (str(database.home.path), str(out), str(tmp_path / "secrets"))
    web = replace(web_program(port=1), command=(sys.executable, "-c", PROBE, *words))

    def enough() -> None:
        if out.exists() and out.read_text():
            raise StopIteration

    with pytest.raises(StopIteration):
        Supervisor([web]).run(while_running=enough)
    seen = json.loads(out.read_text())
    assert seen["aliases"] == ["default"]
    assert not {"PAHT_OWNER_URL", "PAHT_VAULT_URL"} & set(seen["environment"])
    assert seen["opens"], "it can ask the vault"
    assert seen["read"], "it reads what it needs"
    if os.geteuid() == 0:
        assert seen["found"] == []
        assert {int(bits, 16) & ~(1 << 10) for bits in seen["powers"]} == {0}


def test_without_the_vault_process_nothing_opens(vinh_long: TestProvince, time: Clock, down: Up) -> None:
    case = vinh_long.sent(time.at)
    desk = Desk(vinh_long, "tiepnhan")
    answer = desk.client.get(f"/desk/case/{case.id}/")
    assert answer.status_code == 503
    page = words_of(answer.content.decode())
    assert "Kho dữ liệu cá nhân tạm thời không mở được" in page
    assert "khoản 6 Điều 4" in page
    assert "gọi 112" in page
    assert not any(value in page for value in PERSONAL.values())
    down()
    assert desk.client.get(f"/desk/case/{case.id}/").status_code == 200


def test_a_report_is_sent_while_the_vault_is_down_and_its_sender_known_again_later(
    database: Server, vinh_long: TestProvince, time: Clock, down: Up, browser_of: BrowserOf
) -> None:
    first, again = vinh_long.sent(time.at), vinh_long.sent(time.at)
    other = vinh_long.sent(time.at, personal={**PERSONAL, "phone": "0987 654 321"})
    assert len({first.sender.id, again.sender.id, other.sender.id}) == 3, "nobody was known"
    follow = browser_of(vinh_long).post(f"/theo-doi/{first.code}/xac-nhan", {"phone": PERSONAL["phone"]})
    assert follow.status_code == 503
    down()
    settled(database)
    known = vinh_long.sent(time.at)
    assert known.sender.id in {first.sender.id, again.sender.id}
    for case in (first, again, known):
        read = queries.followed(jurisdiction_id=vinh_long.jurisdiction.id, code=case.code)
        assert read is not None
        assert queries.is_sender(jurisdiction=vinh_long.jurisdiction, case=read.case, phone=PERSONAL["phone"])
    desk = Desk(vinh_long, "tiepnhan")
    form = {"phone": PERSONAL["phone"], "purpose": "Người dân gọi hỏi", "otp": code()}
    found = desk.client.post("/desk/search/", form).content.decode()
    assert [case.code in found for case in (first, again, known, other)] == [True, True, True, False]


def test_the_receipt_page_of_a_report_sent_meanwhile_says_that_the_words_are_kept(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    client = browser_of(vinh_long)
    case = vinh_long.sent(time.at)
    client.post(f"/theo-doi/{case.code}/xac-nhan", {"phone": PERSONAL["phone"]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "VAULT_SOCKET", Path("/nowhere/vault.sock"))
        hang_up()
        page = client.get(f"/theo-doi/{case.code}")
    assert page.status_code == 200
    assert "kho tạm thời không mở được" in page.content.decode()


@pytest.mark.clause("VL.7.5")
def test_a_search_too_many_is_refused_recorded_and_kept_as_typed(
    database: Server, vinh_long: TestProvince, time: Clock
) -> None:
    def search() -> uuid.UUID | None:
        return senders.look_up(
            jurisdiction_id=vinh_long.jurisdiction.id,
            phone="0987654321",
            actor_id=vinh_long.intake.id,
            purpose="thử",
        )

    for _ in range(SEARCHES_OF_A_PERSON):
        assert search() is None
    with pytest.raises(TooMany) as refused:
        search()
    assert 0 < refused.value.minutes <= 15
    desk = Desk(vinh_long, "tiepnhan")
    form = {"phone": "0987654321", "purpose": "Người dân gọi", "otp": code()}
    answer = desk.client.post("/desk/search/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "đã đến giới hạn bảo vệ người gửi" in page
    assert 'value="0987654321"' in page
    with psycopg.connect(database.url("super")) as connection:
        recorded = connection.execute(
            "SELECT count(*) FROM people_look WHERE jurisdiction_id = %s AND fields = '{phone_index refused}'",
            [vinh_long.jurisdiction.id],
        ).fetchone()
    assert recorded == (2,)
    time.forward(minutes=16)
    assert search() is None


def test_the_knowing_again_of_numbers_is_braked_as_a_whole() -> None:
    brake = Brake(3)
    for _ in range(3):
        brake.spend()
    with pytest.raises(TooMany):
        brake.spend()


def test_numbers_over_the_brake_keep_nobody_from_sending(
    database: Server, vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def braked(_brake: Brake) -> None:
        raise TooMany(1)

    with monkeypatch.context() as patch:
        patch.setattr(Brake, "spend", braked)
        one, other = vinh_long.sent(time.at), vinh_long.sent(time.at)
    assert one.sender.id != other.sender.id
    settled(database)
    assert vinh_long.sent(time.at).sender.id in {one.sender.id, other.sender.id}


def test_a_connection_kept_from_before_the_vault_was_started_anew_is_made_again(
    vinh_long: TestProvince,
) -> None:
    del vinh_long
    assert ask("alive")["versions"]
    for line in vault_wire._idle:
        line.shutdown(socket.SHUT_RDWR)
    assert ask("alive")["versions"]


def settled(database: Server) -> None:
    """What the process does every few seconds."""
    keeper = Vault(keys=Keys(database.home), database_url=database.url("vault"), indexes_a_minute=1)
    with keeper.pool:
        keeper.keep_house()
        keeper.keep_house()


def _state(province: TestProvince, case_id: uuid.UUID) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM cases_case WHERE jurisdiction_id = %s AND id = %s",
            [province.jurisdiction.id, case_id],
        )
        state: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return state
