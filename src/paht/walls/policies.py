"""The policies as SQL, for migrations; and the tables that need none, with the reason.

A migration that makes a table calls :func:`walled`; ``tests/walls`` fails for a table that is neither walled nor named
here.
"""

from collections.abc import Mapping

PROVINCE = """
CREATE FUNCTION paht_province() RETURNS smallint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('application_name') = 'paht/*' THEN -1::smallint
                WHEN current_setting('application_name') ~ '^paht/[0-9]{1,5}$'
                THEN substr(current_setting('application_name'), 6)::smallint END
$$;
"""
"""Where the connection is at work: the province's number, -1 everywhere, NULL (which shows no row at all) nowhere."""

OPEN: Mapping[str, str] = {
    "agencies_jurisdiction": "which provinces there are is asked before one is entered, and no secret",
    "agencies_host": "which province a host name means is asked before one is entered",
    "agencies_editioninforce": "read with the provinces, once a minute for all; the regulations are public",
    "agencies_calendarversion": "read with the provinces, once a minute for all; working hours are public",
    "people_attempt": "counts tries under a key of words; no row is of anybody",
    "people_allowance": "counts what was asked for under a key of words; no row is of anybody",
    "django_migrations": "the program's own",
    "django_content_type": "the program's own",
    "auth_permission": "Django's, empty of people: our roles are memberships",
    "auth_group": "Django's, empty",
    "auth_group_permissions": "Django's, empty",
}
"""The tables without a wall."""

_HERE = "(SELECT paht_province())"
# A subquery without outer columns is worked out once a statement; the function itself would be for every row.
_OF_ROW = f"(jurisdiction_id = {_HERE} OR {_HERE} = -1)"


def walled(table: str, *, through: tuple[str, str] | None = None) -> str:
    """The statements that wall a table: by its ``jurisdiction_id``, or ``through`` a column and the walled table that
    it refers to (``("staff_id", "people_staff")``)."""
    if through is None:
        condition = _OF_ROW
    else:
        column, owner = through
        condition = (
            f"({_HERE} = -1 OR EXISTS (SELECT FROM {owner} o WHERE o.id = {table}.{column} "
            f"AND o.jurisdiction_id = {_HERE}))"
        )
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_province ON {table} TO paht_app, paht_worker USING {condition} WITH CHECK {condition};
"""


def opened_to_vault(table: str) -> str:
    """The vault's own role sees all of a walled table: what it opens is bound to province and record by the
    encryption's associated data already."""
    return f"CREATE POLICY of_the_vault ON {table} TO paht_vault USING (true) WITH CHECK (true);\n"


def unwalled(table: str) -> str:
    """The way back."""
    return f"""
DROP POLICY IF EXISTS of_the_province ON {table};
DROP POLICY IF EXISTS of_the_vault ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
