"""Other programs that read about real reports: the app of somebody who knows a code, whoever collects by Open311, and
each agency's own software."""

from collections.abc import Iterable, Iterator

from tests.canaries.people import Person
from tests.canaries.wire import Answer, Browser
from tests.exchange.peer import API as EXCHANGE
from tests.exchange.peer import credentials
from tests.province import TestProvince

OPEN311 = "/open311/v2"


def readings(port: int, province: TestProvince, people: Iterable[Person]) -> Iterator[tuple[str, Answer]]:
    """Every answer with what was asked: lists, and each of these people's reports by code or by key."""
    here = [person for person in people if person.province is province]
    codes = [person.made.code for person in here]
    stranger = Browser(port, province.host)
    addresses = [
        "/api/v1/results",
        *(
            f"{OPEN311}/{name}.{kind}"
            for name in ("requests", "servicerequestupdates")
            for kind in ("json", "xml")
        ),
        *(f"/api/v1/reports/{code}" for code in codes),
        *(f"/api/v1/results/{code}" for code in codes),
        *(f"{OPEN311}/requests/{person.made.id}.{kind}" for person in here for kind in ("json", "xml")),
    ]
    for address in addresses:
        yield f"somebody's program: {address}", stranger.get(address)
    for agency in (province.roads, province.waste):
        bearer = {"Authorization": f"Bearer {credentials(province, agency=agency).token}"}
        for name in ("me", "cases", "changes", *(f"cases/{person.made.id}" for person in here)):
            answer = stranger.ask("GET", f"{EXCHANGE}/{name}", headers=bearer)
            yield f"{agency.name}'s software: {name}", answer
