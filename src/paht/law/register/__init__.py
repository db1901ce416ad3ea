"""The clause register: what the two regulations demand of the system, clause by clause.

Where the register and a regulation's text disagree, the text is right. ``./paht clauses`` prints it with the code
that names each clause and the tests that prove it.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from paht.law.register.clause import Clause, ClauseKind
from paht.law.register.later import LATER
from paht.law.register.soc_trang_2024 import ROWS as SOC_TRANG_2024
from paht.law.register.vinh_long_2025 import ROWS as VINH_LONG_2025

__all__ = ["Clause", "ClauseKind", "clauses"]


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause of both editions by its identifier, in the order of the texts."""
    rows = (*VINH_LONG_2025, *SOC_TRANG_2024)
    table = {
        identifier: Clause(id=identifier, kind=ClauseKind(kind), rule=rule, later=identifier in LATER)
        for identifier, kind, rule in rows
    }
    assert len(table) == len(rows), "a clause stands twice in the register"
    assert table.keys() >= LATER, f"unknown clauses are marked later: {sorted(LATER - table.keys())}"
    return MappingProxyType(table)
