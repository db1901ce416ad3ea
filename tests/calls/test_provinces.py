"""Each province calls by its own exchange, and no question to the vault process makes it call by another's."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from tests.province import TestProvince

from paht.calls.dialing import Dialing
from paht.calls.dialled import Dialled
from paht.calls.exchanges import Exchange
from paht.calls.outgoing import Spoken
from paht.calls.provinces import Provinces
from paht.installation.postgres import Server
from paht.messages.gateway import Accepted, Answer, Declined
from paht.messages.ways import Message
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault


@dataclass
class Rung:
    """An exchange that rings whatever it is asked to."""

    numbers: list[str] = field(default_factory=list)

    def place(self, dialled: Dialled) -> Answer:
        self.numbers.append(dialled.to)
        return Accepted(str(dialled.id))


@dataclass
class Two:
    """Two provinces with an exchange each."""

    vault: Vault
    provinces: Provinces
    here: Rung
    there: Rung


@pytest.fixture
def two(database: Server, vinh_long: TestProvince, soc_trang: TestProvince) -> Iterator[Two]:
    vault = Vault(keys=Keys(database.home), database_url=database.url("vault"), indexes_a_minute=1)
    vault.pool.open()
    described = {
        "ben-kia": Exchange("ben-kia", "neutral", soc_trang.jurisdiction.slug),
        "o-day": Exchange("o-day", "neutral", vinh_long.jurisdiction.slug),
    }
    here, there = Rung(), Rung()
    yield Two(vault, Provinces(vault, described, {"ben-kia": there, "o-day": here}), here, there)
    vault.pool.close()


def test_a_sender_is_rung_by_the_exchange_of_the_province_that_tells(
    two: Two, vinh_long: TestProvince, soc_trang: TestProvince
) -> None:
    way = Spoken(two.provinces.of)
    for province in (vinh_long, soc_trang):
        message = Message("0912 345 678", "Đã có kết quả", jurisdiction=province.jurisdiction.id)
        assert isinstance(way.send(message, message_id=uuid.uuid4()), Accepted)
    assert (len(two.here.numbers), len(two.there.numbers)) == (1, 1)
    nowhere = Message("0912 345 678", "Đã có kết quả", jurisdiction=32_000)
    assert way.send(nowhere, message_id=uuid.uuid4()) == Declined("this province has no exchange")


def test_a_sender_is_rung_at_a_mobile_number_alone(two: Two, vinh_long: TestProvince) -> None:
    for number in ("0270 3 822 222", "+1 900 555 0123", "113", ""):
        message = Message(number, "Đã có kết quả", jurisdiction=vinh_long.jurisdiction.id)
        came = Spoken(two.provinces.of).send(message, message_id=uuid.uuid4())
        assert came == Declined("no mobile number")
    assert two.here.numbers == []


def test_no_province_dials_by_the_exchange_of_another(
    two: Two, vinh_long: TestProvince, soc_trang: TestProvince
) -> None:
    dialing = Dialing(two.vault, two.provinces.named)
    question = {"exchange": "ben-kia", "kind": "announce", "number": "0270 3 800 123"}
    for province, came in ((vinh_long, "again"), (soc_trang, "accepted")):
        asked = {**question, "jurisdiction": province.jurisdiction.id, "dial": str(uuid.uuid4())}
        assert dialing.answer(asked)["came"] == came
    assert len(two.there.numbers) == 1
