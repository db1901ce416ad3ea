from django.db import migrations

from paht.walls.policies import walled

TABLES = """
CREATE TABLE calls_call (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    exchange text NOT NULL,
    reference text NOT NULL,
    known jsonb NOT NULL,
    direction text NOT NULL CHECK (direction IN ('in', 'out')),
    state text NOT NULL CHECK (state IN ('ringing', 'answered', 'ended', 'recorded')),
    rung_at timestamptz NOT NULL,
    answered_at timestamptz,
    ended_at timestamptz,
    queue text NOT NULL DEFAULT '',
    extension text NOT NULL DEFAULT '',
    staff_id uuid,
    number_record_id uuid,
    caller bytea CHECK (octet_length(caller) = 32),
    is_voice_message boolean NOT NULL DEFAULT false,
    is_urgent boolean NOT NULL DEFAULT false,
    order_id uuid,
    file_id uuid,
    due_at timestamptz,
    heard_at timestamptz,
    heard_by uuid,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, exchange, reference)
);
CREATE INDEX calls_call_latest ON calls_call (jurisdiction_id, rung_at DESC, id DESC);
CREATE INDEX calls_call_waiting ON calls_call (jurisdiction_id, due_at, id)
    WHERE due_at IS NOT NULL AND heard_at IS NULL;
CREATE INDEX calls_call_of_staff ON calls_call (jurisdiction_id, staff_id, answered_at DESC)
    WHERE staff_id IS NOT NULL;
CREATE INDEX calls_call_of_order ON calls_call (jurisdiction_id, order_id) WHERE order_id IS NOT NULL;

CREATE TABLE calls_recording (
    jurisdiction_id smallint NOT NULL,
    call_id uuid NOT NULL,
    record_id uuid NOT NULL,
    exchange text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'kept', 'failed')),
    attempts smallint NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (jurisdiction_id, call_id)
);
CREATE INDEX calls_recording_waiting ON calls_recording (due_at, call_id) WHERE state = 'waiting';

CREATE TABLE calls_link (
    jurisdiction_id smallint NOT NULL,
    call_id uuid NOT NULL,
    case_id uuid NOT NULL,
    linked_at timestamptz NOT NULL,
    staff_id uuid NOT NULL,
    PRIMARY KEY (jurisdiction_id, call_id, case_id)
);
CREATE INDEX calls_link_of_case ON calls_link (jurisdiction_id, case_id, linked_at);

CREATE TABLE calls_order (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('announce', 'connect', 'transfer')),
    exchange text NOT NULL,
    outbox_id uuid,
    call_id uuid,
    case_id uuid,
    assignment smallint,
    agency_id uuid,
    staff_id uuid,
    record_id uuid,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'placed', 'answered', 'confirmed', 'unanswered', 'failed')),
    attempts smallint NOT NULL DEFAULT 0,
    reference text NOT NULL DEFAULT '',
    problem text NOT NULL DEFAULT '',
    made_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    dial_ids uuid[] NOT NULL DEFAULT '{}',
    placed_at timestamptz,
    settled_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE UNIQUE INDEX calls_order_of_outbox ON calls_order (jurisdiction_id, outbox_id) WHERE outbox_id IS NOT NULL;
CREATE UNIQUE INDEX calls_order_of_call ON calls_order (jurisdiction_id, call_id) WHERE call_id IS NOT NULL;
CREATE INDEX calls_order_open ON calls_order (due_at, id) WHERE settled_at IS NULL;
CREATE INDEX calls_order_of_case ON calls_order (jurisdiction_id, case_id, made_at) WHERE case_id IS NOT NULL;

CREATE TABLE calls_line (
    jurisdiction_id smallint NOT NULL,
    staff_id uuid NOT NULL,
    extension text NOT NULL DEFAULT '' CHECK (extension ~ '^[0-9]{0,8}$'),
    record_id uuid,
    set_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, staff_id)
);
CREATE UNIQUE INDEX calls_line_extension ON calls_line (jurisdiction_id, extension) WHERE extension <> '';

REVOKE ALL ON calls_call, calls_recording, calls_link, calls_order, calls_line FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE ON calls_call, calls_order TO paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (state, attempts, due_at, problem) ON calls_recording TO paht_app, paht_worker;
GRANT SELECT, INSERT ON calls_link TO paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE ON calls_line TO paht_app;
GRANT SELECT ON calls_line TO paht_worker;
"""

NAMES = ("calls_call", "calls_recording", "calls_link", "calls_order", "calls_line")


class Migration(migrations.Migration):
    """Calls, their recordings and cases, what the exchange is asked to do, and at which telephone somebody sits. Numbers
    and the addresses of recordings are records of the vault."""

    dependencies = [("messages", "0008_inbox"), ("people", "0002_vault"), ("cases", "0001_cases")]
    operations = [
        migrations.RunSQL(
            TABLES + "".join(map(walled, NAMES)),
            "".join(f"DROP TABLE {name};" for name in reversed(NAMES)),
        )
    ]
