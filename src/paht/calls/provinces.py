"""Whose exchange it is, in the vault process: each province's calls go out by its own, whatever the question says."""

from collections.abc import Mapping

from paht.calls.dialled import Outgoing
from paht.calls.exchanges import Exchange
from paht.people.vault_process import Vault

EVERYBODY = "*"


class Provinces:
    """The exchanges that call out, by name, each with the province (its slug) that it is described for."""

    def __init__(self, vault: Vault, described: Mapping[str, Exchange], out: Mapping[str, Outgoing]) -> None:
        self._vault, self._out = vault, out
        self._owners = {name: described[name].jurisdiction for name in out}
        self._slugs: dict[int, str] = {}

    def named(self, name: str, *, jurisdiction_id: int) -> Outgoing | None:
        """The exchange of this name, where it is the province's."""
        if name not in self._out or not self._is_of(self._owners[name], jurisdiction_id):
            return None
        return self._out[name]

    def of(self, jurisdiction_id: int) -> Outgoing | None:
        """The exchange by which a province calls: the first that is described for it."""
        found = (name for name, owner in self._owners.items() if self._is_of(owner, jurisdiction_id))
        return next((self._out[name] for name in found), None)

    def _is_of(self, owner: str, jurisdiction_id: int) -> bool:
        return owner == EVERYBODY or owner == self._slug(jurisdiction_id)

    def _slug(self, jurisdiction_id: int) -> str:
        """The province's name, asked for once; one that is founded later is asked for then."""
        if jurisdiction_id not in self._slugs:
            with self._vault.pool.connection() as connection:
                row = connection.execute(
                    "SELECT slug FROM agencies_jurisdiction WHERE id = %s", [jurisdiction_id]
                ).fetchone()
            if row is None:
                return ""
            self._slugs[jurisdiction_id] = row[0]
        return self._slugs[jurisdiction_id]
