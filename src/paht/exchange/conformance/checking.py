"""The whole check: our side as the vendor's network sees it, then the vendor's software."""

from paht.exchange import signing
from paht.exchange.conformance import our_side, their_side
from paht.exchange.conformance.asking import Api
from paht.exchange.conformance.between import Between, standing_between
from paht.exchange.conformance.table import Table
from paht.exchange.conformance.their_side import Theirs


def check(
    *,
    base_url: str,
    token: str,
    endpoint: str = "",
    secret: str = "",
    listen: tuple[str, int] = ("127.0.0.1", 8099),
    patience_seconds: float = 30.0,
) -> Table:
    """The table of everything that was asked. ``listen`` is where the vendor's software asks meanwhile."""
    table, api = Table(), Api(base_url, token)
    if not our_side.walk(api, table):
        return table
    if not endpoint:
        table.add("Your software", "left out: no --endpoint", None)
        return table
    try:
        signing.key_of(secret)
    except ValueError:
        table.add("Your software", "the secret is whsec_ and base64", False)
        return table
    with standing_between(Between(api), host=listen[0], port=listen[1]) as between:
        their_side.walk(api, Theirs(endpoint, secret, patience_seconds), between, table)
    return table
