"""Asterisk's events: a thread of the worker listens on its WebSocket, takes each event as every channel's are taken,
and does what a call that waits in our application needs: plays the words, records a voice message, leaves it to the
dialplan.

Each province's Asterisk has one listener. A connection that breaks is made anew; what happened meanwhile Asterisk does
not tell again, so calls that went on then end without their last facts (a call is not shown as going on for ever).
While the database is away a caller goes on to the dialplan all the same, and what was heard waits here and, sealed, on
the disk until it can be kept.
"""

import json
import logging
import threading
from collections import deque
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from websockets.sync.client import connect

from paht import clock
from paht.agencies import jurisdictions
from paht.calls.asterisk import Asterisk
from paht.calls.exchanges import Exchange, exchanges
from paht.calls.taking import take
from paht.calls.waiting import Heard, Waiting

LARGEST = 256 * 1024
OPEN_SECONDS, POLL_SECONDS = 5.0, 1.0
MOST_WAITING = 20_000
"""Events that wait for the database: a day of a busy hotline."""
BACK_OFF_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)

log = logging.getLogger("paht.calls")


class Listener:
    """Listens to one Asterisk until told to stop."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange, self._asterisk = exchange, Asterisk(exchange.ari)
        self._stopping = threading.Event()
        self._waiting = Waiting(settings.HOME, jurisdiction=exchange.jurisdiction, name=exchange.name)
        self._heard: deque[Heard] = deque(self._waiting.read(), maxlen=MOST_WAITING)
        self._thread = threading.Thread(
            target=self._keep_listening, name=f"calls {exchange.name}", daemon=True
        )

    def start(self) -> "Listener":
        """Begin, in a thread."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """End, within a second or so."""
        self._stopping.set()
        self._thread.join(timeout=OPEN_SECONDS + POLL_SECONDS)

    def _keep_listening(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                self.keep()
                self.listen()
                failures = 0
            except Exception as error:
                # Whatever it is, the next call must be heard.
                log.warning("no events of the exchange: %s", type(error).__name__)
                self._stopping.wait(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
                failures += 1
            finally:
                connections.close_all()

    def listen(self) -> None:
        """Take events until the connection ends."""
        ari = self._exchange.ari
        parts = urlsplit(ari["url"])
        scheme = "wss" if parts.scheme == "https" else "ws"
        query = urlencode({"app": ari["app"], "subscribeAll": "false"})
        headers = urllib3.make_headers(basic_auth=f"{ari['user']}:{ari['password']}")
        address = f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/events?{query}"
        with connect(
            address, additional_headers=dict(headers), open_timeout=OPEN_SECONDS, max_size=LARGEST, proxy=None
        ) as line:
            while not self._stopping.is_set():
                try:
                    said = line.recv(timeout=POLL_SECONDS)
                except TimeoutError:
                    self.keep()
                    continue
                self.heard(said)

    def heard(self, said: str | bytes) -> None:
        """One event: stored and laid over its call where the database is there, then what it asks for is done."""
        try:
            event = json.loads(said)
        except ValueError:
            return
        if not isinstance(event, dict):
            return
        if self._exchange.reads(event, clock.now()):
            self._hear(Heard(clock.now(), event))
        self._answer(event)

    def _hear(self, heard: Heard) -> None:
        has_room = len(self._heard) < MOST_WAITING
        self._heard.append(heard)
        self.keep()
        if self._heard and has_room:
            self._waiting.add(heard)

    def keep(self) -> None:
        """Store what was heard, in its order; Asterisk tells nothing twice, so what cannot be stored now waits. An
        event that is stored again changes nothing."""
        if not self._heard:
            return
        while self._heard:
            at, event = self._heard[0]
            try:
                jurisdiction = jurisdictions.of_slug(self._exchange.jurisdiction)
                take(jurisdiction=jurisdiction, exchange=self._exchange, body=event, now=at)
            except (OperationalError, InterfaceError) as error:
                log.warning("%d events of the exchange wait: %s", len(self._heard), type(error).__name__)
                connections.close_all()
                return
            except Exception as error:
                # The ones behind it must not wait for ever; the kind alone, for an event has a number.
                log.error("an event of the exchange was not kept: %s", type(error).__name__)
            self._heard.popleft()
        self._waiting.clear()

    def _answer(self, event: Mapping[str, Any]) -> None:
        channel = event.get("channel")
        call = str(channel.get("id", "")) if isinstance(channel, dict) else ""
        kind = event.get("type")
        if kind == "StasisStart" and call:
            given = event.get("args")
            words = dict(str(word).partition("=")[::2] for word in given) if isinstance(given, list) else {}
            if words.get("play"):
                self._asterisk.play(call, words["play"])
            elif words.get("queue") in self._exchange.voice_queues:
                self._asterisk.take_message(call)
            elif not words.get("order"):
                self._asterisk.go_on(call)
        elif kind == "RecordingFinished":
            recording = event.get("recording")
            target = str(recording.get("target_uri", "")) if isinstance(recording, dict) else ""
            if target.startswith("channel:"):
                self._asterisk.go_on(target.removeprefix("channel:"))


def listeners() -> list[Listener]:
    """A listener for each Asterisk of the installation, at work."""
    known = {each.slug for each in jurisdictions.every()}
    found = [each for each in exchanges(settings.HOME).values() if each.ari and each.jurisdiction in known]
    return [Listener(each).start() for each in found]
