"""The clauses whose proof is still owed; ``./paht clauses --settle`` rewrites the list from the tests."""

LATER = frozenset[str](
    {
        "VL.2.3",
        "ST.11.7",
        "ST.13.1",
        "ST.13.2",
        "ST.16.2",
        "ST.17.2",
    }
)
