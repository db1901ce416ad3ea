"""The words of messages, in the vault process: edited versions and the link to the report's page are read here, never
taken from whoever asks."""

import os
from typing import Any, NamedTuple

from psycopg_pool import ConnectionPool

from paht.messages import links, wording

VERSIONS = 5
"""So many of the newest versions are looked at for one in which nothing is wrong."""

_EDITED = """
SELECT text FROM messages_wording
WHERE jurisdiction_id = %s AND template = %s AND kind = %s AND language = %s ORDER BY version DESC LIMIT %s
"""
_HOSTS = "SELECT name FROM agencies_host WHERE jurisdiction_id = %s ORDER BY name"


class Told(NamedTuple):
    """What a message says, and where it leads."""

    text: str
    subject: str
    link: str


class Phrasing:
    """Finds words and link of a message; ``pool`` is the vault's own."""

    def __init__(self, pool: "ConnectionPool[Any]") -> None:
        self._pool, self._origin = pool, os.environ.get("PAHT_ORIGIN")

    def message(
        self,
        jurisdiction_id: int,
        template: str,
        *,
        code: str,
        long: bool,
        with_link: bool = True,
        language: str = "vi",
    ) -> Told | None:
        """As :func:`paht.messages.wording.message`; ``with_link``: a long text holds the link itself."""
        link = self.link(jurisdiction_id, code)
        found = wording.message(
            jurisdiction_id,
            template,
            code=code,
            long=long,
            language=language,
            link=link if with_link else "",
            edited=self.edited,
        )
        return None if found is None else Told(*found, link)

    def edited(self, jurisdiction_id: int, template: str, kind: str, language: str) -> list[str]:
        """The newest versions of a text; after an empty one, which is the program's own again, none counts."""
        with self._pool.connection() as connection:
            rows = connection.execute(
                _EDITED, [jurisdiction_id, template, kind, language, VERSIONS]
            ).fetchall()
        found: list[str] = []
        for (text,) in rows:
            if not text:
                break
            found.append(text)
        return found

    def link(self, jurisdiction_id: int, code: str) -> str:
        """The report's page under the province's own address."""
        with self._pool.connection() as connection:
            hosts = [name for (name,) in connection.execute(_HOSTS, [jurisdiction_id]).fetchall()]
        return links.origin(hosts, given=self._origin) + links.page(code)
