"""Asterisk's REST interface (ARI) as a client: calls are originated under our identifiers, played to, recorded,
passed on.

The settings of the file: ``url`` (…/ari), ``app`` (the Stasis application), ``user``, ``password``, ``trunk`` (how an
outer number is dialled, ``PJSIP/{phone}@trunk``), ``inside`` (``PJSIP/{extension}``), ``context`` (the dialplan's,
where a connected or passed-on call dials on), ``media`` (what is played, ``sound:paht/{template}``).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import urllib3

from paht.calls.dialled import Dialled
from paht.messages.gateway import Accepted, Again, Answer, Declined

CONNECT_SECONDS, READ_SECONDS = 3.0, 8.0
LONGEST_INSIDE = 8
"""More digits than an extension has: an outer number."""
EXISTS = 409
"""What originating answers where a channel of this identifier is there already: a repeat."""
VOICE_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Asterisk:
    """The interface of one Asterisk."""

    ari: Mapping[str, str]
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=4), compare=False)

    def place(self, dialled: Dialled) -> Answer:
        """Originate, or pass a call on; the channel's identifier is the call's."""
        if dialled.kind == "transfer":
            return self._asked(
                "POST",
                f"channels/{_word(dialled.call)}/continue",
                context=self.ari["context"],
                extension=dialled.to,
            )
        common = {"timeout": "45", "callerId": self.ari.get("caller_id", "1022")}
        channel = f"channels/{dialled.id}"
        if dialled.kind == "connect":
            inside = self.ari["inside"].format(extension=dialled.extension)
            return self._subscribed(
                self._asked(
                    "POST",
                    channel,
                    endpoint=inside,
                    context=self.ari["context"],
                    extension=dialled.to,
                    **common,
                ),
                dialled,
            )
        kind = "inside" if len(dialled.to) <= LONGEST_INSIDE else "trunk"
        endpoint = self.ari[kind].format(extension=dialled.to, phone=dialled.to)
        words = f"order={dialled.id},play={_word(dialled.template)}"
        return self._asked("POST", channel, endpoint=endpoint, app=self.ari["app"], appArgs=words, **common)

    def play(self, channel: str, template: str) -> Answer:
        """Play the template's recording to a channel that has answered."""
        media = self.ari.get("media", "sound:paht/{template}").format(template=_word(template))
        return self._asked("POST", f"channels/{_word(channel)}/play", media=media)

    def take_message(self, channel: str) -> Answer:
        """Answer a channel and record what is said after the tone."""
        answered = self._asked("POST", f"channels/{_word(channel)}/answer")
        if not isinstance(answered, Accepted):
            return answered
        return self._asked(
            "POST",
            f"channels/{_word(channel)}/record",
            name=f"loi-nhan-{_word(channel)}",
            format="wav",
            maxDurationSeconds=str(VOICE_SECONDS),
            maxSilenceSeconds="10",
            beep="true",
            terminateOn="#",
            ifExists="overwrite",
        )

    def go_on(self, channel: str) -> Answer:
        """Leave a channel to the dialplan again."""
        return self._asked("POST", f"channels/{_word(channel)}/continue")

    def _subscribed(self, placed: Answer, dialled: Dialled) -> Answer:
        """Channels that the dialplan handles tell us nothing unless we ask for it."""
        if isinstance(placed, Accepted):
            self._asked(
                "POST", f"applications/{self.ari['app']}/subscription", eventSource=f"channel:{dialled.id}"
            )
        return placed

    def _asked(self, method: str, path: str, **parameters: Any) -> Answer:
        began = time.monotonic()
        try:
            response = self.pool.request(
                method,
                f"{self.ari['url'].rstrip('/')}/{path}",
                fields=parameters,
                encode_multipart=False,
                headers=urllib3.make_headers(basic_auth=f"{self.ari['user']}:{self.ari['password']}"),
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
                retries=False,
                redirect=False,
            )
        except (urllib3.exceptions.HTTPError, TimeoutError) as error:
            return Again(f"{type(error).__name__} after {time.monotonic() - began:.0f} s")
        if 200 <= response.status < 300 or response.status == EXISTS:
            return Accepted(path.rpartition("/")[2] if path.startswith("channels/") else "")
        return (
            Again(f"http {response.status}")
            if response.status >= 500
            else Declined(f"http {response.status}")
        )


def _word(text: str) -> str:
    """A word that is safe inside of an address."""
    return "".join(sign for sign in text if sign.isalnum() or sign in "-_.")[:80]
