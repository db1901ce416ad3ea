"""The second wall between provinces: PostgreSQL itself shows a connection the rows of one province alone (ADR 18).

The first wall is the filter that every query has; this one stands where a query forgot it.
"""

from paht.walls.here import EVERYWHERE, NOWHERE, closed, everywhere, within, word

__all__ = ["EVERYWHERE", "NOWHERE", "closed", "everywhere", "within", "word"]
