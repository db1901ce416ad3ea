"""Messages in the table of text messages, put there and looked at by a test."""

import uuid
from datetime import datetime, timedelta

from django.db import connection, connections
from tests.province import TestProvince
from tests.working import as_worker

from paht.identity import new_id
from paht.installation.home import Home
from paht.messages import sms
from paht.messages.asking_vault import Send
from paht.messages.delivering import Delivery, read
from paht.messages.gateway import Gateway
from paht.messages.sealing import Sms, seal_sms
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault


def send_waiting(*, now: datetime, gateway: Gateway) -> int:
    """The worker sends what waits; how many were sent."""
    with as_worker():
        return sms.send_waiting(now=now, send=by(gateway))


def by(gateway: Gateway | None) -> Send:
    """Asks a vault that is connected to this gateway, without the socket in between."""
    vault = Vault(keys=Keys(Home.from_environment()), database_url="", indexes_a_minute=1)
    delivery = Delivery(vault, gateway)
    return lambda question: read(delivery.answer(question))


def order(province: TestProvince, *, phone: str, text: str, at: datetime) -> uuid.UUID:
    """A message that waits, wanted for five minutes; those of other tests are out of the way."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE messages_sms SET state = 'lapsed', sealed = NULL WHERE state = 'waiting' "
            "AND jurisdiction_id <> %s",
            [province.jurisdiction.id],
        )
    message = new_id()
    sealed = seal_sms(Sms(phone, text), jurisdiction_id=province.jurisdiction.id, message_id=message)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO messages_sms (jurisdiction_id, id, template, sealed, made_at, due_at, ends_at) "
            "VALUES (%s, %s, 'code', %s, %s, %s, %s)",
            [province.jurisdiction.id, message, sealed, at, at, at + timedelta(minutes=5)],
        )
    return message


def state_of(message: uuid.UUID) -> tuple[str, str, str, bool]:
    """State, the gateway's reference, the problem, and whether the text is gone."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT state, reference, problem, sealed IS NULL FROM messages_sms WHERE id = %s", [message]
        )
        state, reference, problem, gone = cursor.fetchone()
    return state, reference, problem, gone
