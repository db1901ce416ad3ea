from django.db import migrations

from paht.walls.policies import walled

TABLES = (
    "exchange_client",
    "exchange_request",
    "exchange_feed",
    "exchange_change",
    "exchange_endpoint",
    "exchange_delivery",
    "exchange_mapping",
    "exchange_approver",
    "exchange_proposal",
    "exchange_horizon",
)

FORWARD = """
CREATE TABLE exchange_client (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    name text NOT NULL,
    can_write boolean NOT NULL,
    digest bytea NOT NULL,
    former bytea,
    former_until timestamptz,
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    rotated_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX exchange_client_of_agency ON exchange_client (jurisdiction_id, agency_id, made_at DESC);

CREATE TABLE exchange_request (
    jurisdiction_id smallint NOT NULL,
    client_id uuid NOT NULL,
    key bytea NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    answer jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, client_id, key)
);
CREATE INDEX exchange_request_old ON exchange_request (made_at);

CREATE TABLE exchange_feed (
    jurisdiction_id smallint NOT NULL,
    agency_id uuid NOT NULL,
    latest bigint NOT NULL DEFAULT 0,
    since timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, agency_id)
);

CREATE TABLE exchange_change (
    jurisdiction_id smallint NOT NULL,
    agency_id uuid NOT NULL,
    number bigint NOT NULL,
    case_id uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    happened_at timestamptz NOT NULL,
    due_at timestamptz,
    PRIMARY KEY (jurisdiction_id, agency_id, number),
    UNIQUE (jurisdiction_id, agency_id, source)
);

CREATE TABLE exchange_endpoint (
    jurisdiction_id smallint NOT NULL,
    agency_id uuid NOT NULL,
    url text NOT NULL,
    secret_version integer NOT NULL,
    former_until timestamptz,
    state text NOT NULL CHECK (state IN ('on', 'off', 'disabled')),
    problem text NOT NULL DEFAULT '',
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    try_at timestamptz NOT NULL,
    changed_by uuid,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, agency_id)
);

CREATE TABLE exchange_delivery (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    change bigint NOT NULL,
    case_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts integer NOT NULL DEFAULT 0,
    status smallint,
    problem text NOT NULL DEFAULT '',
    milliseconds integer,
    made_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, agency_id, change)
);
CREATE INDEX exchange_delivery_waiting ON exchange_delivery (jurisdiction_id, agency_id, case_id, change)
    WHERE state = 'waiting';
CREATE INDEX exchange_delivery_due ON exchange_delivery (due_at, change) WHERE state = 'waiting';

CREATE TABLE exchange_mapping (
    jurisdiction_id smallint NOT NULL,
    agency_id uuid NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, agency_id, version)
);

CREATE TABLE exchange_approver (
    jurisdiction_id smallint NOT NULL,
    agency_id uuid NOT NULL,
    code text NOT NULL,
    staff_id uuid NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, agency_id, code)
);

CREATE TABLE exchange_proposal (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    agency_id uuid NOT NULL,
    case_id uuid NOT NULL,
    assignment smallint NOT NULL,
    version integer NOT NULL,
    client_id uuid NOT NULL,
    code text NOT NULL,
    staff_id uuid NOT NULL,
    note text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'confirmed', 'declined', 'void')),
    made_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX exchange_proposal_waiting ON exchange_proposal (jurisdiction_id, agency_id, made_at)
    WHERE state = 'waiting';

CREATE TABLE exchange_horizon (
    jurisdiction_id smallint NOT NULL PRIMARY KEY,
    horizon bigint NOT NULL,
    database text NOT NULL
);

REVOKE ALL ON {tables} FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE ON exchange_client, exchange_endpoint, exchange_proposal TO paht_app;
GRANT SELECT, INSERT ON exchange_request, exchange_feed, exchange_mapping TO paht_app;
GRANT SELECT, INSERT, DELETE ON exchange_approver TO paht_app;
GRANT SELECT ON exchange_change TO paht_app;
GRANT SELECT, UPDATE (due_at, state) ON exchange_delivery TO paht_app;
GRANT SELECT, DELETE ON exchange_request TO paht_worker;
GRANT SELECT, UPDATE ON exchange_feed, exchange_endpoint TO paht_worker;
GRANT SELECT, INSERT ON exchange_change TO paht_worker;
GRANT SELECT, INSERT, UPDATE ON exchange_delivery, exchange_horizon TO paht_worker;
"""
BACK = f"DROP TABLE {', '.join(TABLES)}"


class Migration(migrations.Migration):
    """Credentials, changes, endpoints, deliveries, mappings and proposed approvals of agencies' own software."""

    initial = True
    dependencies = [
        ("agencies", "0008_walls"),
        ("people", "0011_citizens"),
        ("messages", "0007_data_protection_officer"),
        ("cases", "0008_written_in"),
    ]
    operations = [
        migrations.RunSQL(FORWARD.replace("{tables}", ", ".join(TABLES)) + "".join(map(walled, TABLES)), BACK)
    ]
