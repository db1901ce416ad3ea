"""A province of pretended bodies and people: who may act, and which body is right for a report."""

from dataclasses import dataclass, replace
from itertools import cycle
from random import Random
from types import MappingProxyType

from paht.law.casework.case import Actor, Case
from paht.law.casework.decide import AgencyFact, Facts
from paht.law.casework.states import DESK_ROLES, Field, Party, Procedure, Role
from paht.law.editions.rows import Edition
from paht.law.worktime import WORKING_DAY, Length

DEPARTMENTS = 12
COMMUNES = 60
OUTSIDERS = 2
"""Bodies that never join: nothing may be dispatched to them."""
NEWCOMERS = 12
"""Bodies that join when they are invited."""

COMMITTEE = "committee"
SYSTEM = Actor(id="system", roles=frozenset({Role.SYSTEM}))

FREQUENCY: dict[Field, int] = dict.fromkeys(Field, 2) | {
    Field.ROAD: 22,
    Field.WASTE: 18,
    Field.DRAINAGE: 12,
    Field.LIGHTING: 10,
    Field.BUILDING_ORDER: 9,
    Field.POLLUTION: 8,
    Field.NOISE: 6,
    Field.TREES: 5,
}
"""How often each field is reported, as parts of the whole."""

_BY_COMMUNE = frozenset(
    {Field.ROAD, Field.WASTE, Field.DRAINAGE, Field.LIGHTING, Field.TREES, Field.NOISE, Field.BUILDING_ORDER}
)


@dataclass(frozen=True, slots=True)
class Province:
    """The cast: officers of the desk, staff and a leader for each body that has joined, and bodies that have not."""

    officers: tuple[Actor, ...]
    staff: MappingProxyType[str, tuple[Actor, ...]]
    leaders: MappingProxyType[str, Actor]
    outsiders: tuple[str, ...]
    departments: MappingProxyType[Field, str]
    facts: Facts
    coordinator: str
    supervising: tuple[Actor, ...]
    committee: tuple[Actor, ...]

    @property
    def own_terms(self) -> dict[tuple[str, str], Length]:
        """Own lengths by body and term."""
        return {(body, key): own for body, fact in self.facts.agencies.items() for key, own in fact.own_terms}

    @property
    def agencies(self) -> tuple[str, ...]:
        """The bodies that have joined."""
        return tuple(body for body in self.leaders if self.facts.agencies[body].joined)

    @property
    def absent(self) -> tuple[str, ...]:
        """The bodies that have not joined: those that never will, and those that may yet."""
        return tuple(body for body, fact in self.facts.agencies.items() if not fact.joined)

    def joined_by(self, body: str) -> "Province":
        """The province after that body has joined; one of those that never will stays away."""
        if body in self.outsiders:
            return self
        fact = replace(self.facts.agencies[body], joined=True)
        agencies = MappingProxyType({**self.facts.agencies, body: fact})
        return replace(self, facts=replace(self.facts, agencies=agencies))

    def competent(self, case: Case) -> str:
        """The body that is right for the case: the commune's for local matters, else the field's department."""
        if case.field in _BY_COMMUNE and case.place is not None:
            return case.place.commune
        return self.departments[case.field]

    def party(self, party: Party, case: Case, body: str | None, chance: Random) -> Actor:
        """Somebody who acts for that party on the case."""
        if party is Party.SENDER:
            return sender(case.sender)
        if party is Party.SUPERVISING_DEPARTMENT:
            return chance.choice(self.supervising)
        if party is Party.PEOPLES_COMMITTEE:
            return chance.choice(self.committee)
        if party is Party.IOC or body is None:
            return chance.choice(self.officers)
        return self.leaders[body] if party is Party.AGENCY_LEADER else chance.choice(self.staff[body])

    def anybody(self, chance: Random) -> Actor:
        """Any person with any one role, or none: mostly somebody who has no business with the case."""
        role = chance.choice((*Role, None))
        roles = frozenset({role}) if role else frozenset()
        return Actor(id="somebody", roles=roles, body=chance.choice((None, COMMITTEE, *self.agencies)))


_OWN = (("handling", 4 * WORKING_DAY),)
_LEADERS = frozenset({Role.AGENCY_DEPUTY, Role.AGENCY_LEADER})


def _procedure(number: int, edition: Edition) -> Procedure:
    """Every procedure that the edition knows is somebody's."""
    known = [Procedure(row.key) for row in edition.procedures]
    return known[number % len(known)] if known else Procedure.STAFF_LEADER


def _staff_roles(fact: AgencyFact, number: int) -> frozenset[Role]:
    """Where the head handles alone, who works there is the head; elsewhere the head works along with the staff."""
    staff = frozenset({Role.AGENCY_STAFF})
    return staff | {Role.AGENCY_LEADER} if fact.procedure is Procedure.DIRECT or number == 1 else staff


def sender(identifier: str) -> Actor:
    """The sender of that identifier."""
    return Actor(id=identifier, roles=frozenset({Role.SENDER}))


def founded(*, officers: int, supervisors: int, staff_per_agency: int, edition: Edition) -> Province:
    """A province with so many officers at the desk, above it and at the committee, and so many staff in each body."""
    departments = tuple(f"department-{number:02}" for number in range(1, DEPARTMENTS + 1))
    bodies = departments + tuple(f"commune-{number:02}" for number in range(1, COMMUNES + 1))
    newcomers = tuple(f"newcomer-{number:02}" for number in range(1, NEWCOMERS + 1))
    outsiders = tuple(f"outsider-{number}" for number in range(1, OUTSIDERS + 1))
    facts = {
        body: AgencyFact(
            id=body,
            joined=body in bodies,
            superior=COMMITTEE,
            coordinates=body == departments[0],
            procedure=_procedure(number, edition),
            own_terms=_OWN if number % 4 == 1 and edition.own_terms_clause else (),
        )
        for number, body in enumerate((*bodies, *newcomers, *outsiders))
    }
    return Province(
        officers=tuple(
            Actor(id=f"officer-{number}", roles=DESK_ROLES, body="ioc") for number in range(1, officers + 1)
        ),
        staff=MappingProxyType(
            {
                body: tuple(
                    Actor(id=f"{body}-staff-{number}", roles=_staff_roles(facts[body], number), body=body)
                    for number in range(1, staff_per_agency + 1)
                )
                for body in (*bodies, *newcomers)
            }
        ),
        leaders=MappingProxyType(
            {body: Actor(id=f"{body}-leader", roles=_LEADERS, body=body) for body in (*bodies, *newcomers)}
        ),
        outsiders=outsiders,
        departments=MappingProxyType(dict(zip(Field, cycle(departments), strict=False))),
        facts=Facts(agencies=MappingProxyType(facts), watch=tuple(f"officer-{number}" for number in (1, 2))),
        coordinator=departments[0],
        supervising=_people("supervising", supervisors, Role.SUPERVISING_DEPARTMENT, "supervising"),
        committee=_people("chair", supervisors, Role.PROVINCIAL_LEADER, COMMITTEE),
    )


def _people(name: str, many: int, role: Role, body: str) -> tuple[Actor, ...]:
    return tuple(
        Actor(id=f"{name}-{number}", roles=frozenset({role}), body=body) for number in range(1, many + 1)
    )
