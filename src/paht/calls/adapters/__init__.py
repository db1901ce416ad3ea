"""What each product of exchange tells, read into neutral facts; a further product is a further module, a line here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from paht.calls.adapters import ari, neutral, omicall, voicecloud
from paht.calls.call import Fact

Read = Callable[[Mapping[str, Any], datetime], tuple[Fact, ...]]
"""Takes what the exchange sent and when it came; no facts where it tells nothing of a call."""

PRODUCTS: Mapping[str, Read] = {
    "omicall": omicall.facts,
    "voicecloud": voicecloud.facts,
    "ari": ari.facts,
    "neutral": neutral.facts,
}
