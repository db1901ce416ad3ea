from django.db import migrations

FORWARD = """
CREATE TABLE cases_case (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    command_id uuid NOT NULL,
    edition text NOT NULL,
    kind text NOT NULL,
    field text NOT NULL,
    channel text NOT NULL,
    stage text NOT NULL,
    commune text NOT NULL,
    latitude double precision,
    longitude double precision,
    sender_id uuid NOT NULL,
    sent_at timestamptz NOT NULL,
    published_at timestamptz,
    ended_at timestamptz,
    due_at timestamptz,
    due_term text,
    due_clause text,
    holder text,
    is_public boolean NOT NULL DEFAULT false,
    version integer NOT NULL,
    head bytea NOT NULL,
    state jsonb NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, code),
    UNIQUE (jurisdiction_id, command_id)
);
CREATE INDEX cases_case_queue ON cases_case (jurisdiction_id, holder, due_at, id) WHERE ended_at IS NULL;
CREATE INDEX cases_case_public ON cases_case (jurisdiction_id, published_at DESC, id DESC) WHERE is_public;
CREATE INDEX cases_case_by_sender ON cases_case (jurisdiction_id, sender_id, sent_at DESC);

CREATE TABLE cases_event (
    jurisdiction_id smallint NOT NULL,
    case_id uuid NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    command_id uuid,
    content text NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (jurisdiction_id, case_id, number)
);
CREATE UNIQUE INDEX cases_event_once ON cases_event (jurisdiction_id, case_id, command_id)
    WHERE command_id IS NOT NULL;

CREATE TABLE cases_assignment (
    jurisdiction_id smallint NOT NULL,
    case_id uuid NOT NULL,
    number smallint NOT NULL,
    agency_id uuid NOT NULL,
    superior_id uuid,
    state text NOT NULL,
    is_open boolean NOT NULL,
    due_at timestamptz,
    due_term text,
    due_clause text,
    dispatched_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, case_id, number)
);
CREATE INDEX cases_assignment_inbox ON cases_assignment (jurisdiction_id, agency_id, due_at, case_id) WHERE is_open;
CREATE INDEX cases_assignment_past ON cases_assignment (jurisdiction_id, agency_id, dispatched_at DESC, case_id);
CREATE INDEX cases_assignment_superior ON cases_assignment (jurisdiction_id, superior_id, due_at, case_id)
    WHERE is_open AND superior_id IS NOT NULL;

CREATE TABLE cases_duty (
    jurisdiction_id smallint NOT NULL,
    case_id uuid NOT NULL,
    number integer NOT NULL,
    term text NOT NULL,
    clause text NOT NULL,
    holder text NOT NULL,
    agency_id uuid,
    subject text NOT NULL,
    subject_number smallint NOT NULL,
    internal boolean NOT NULL,
    calendar_version integer NOT NULL,
    starts_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    violation_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text,
    PRIMARY KEY (jurisdiction_id, case_id, number)
);
CREATE INDEX cases_duty_due ON cases_duty (due_at, jurisdiction_id, case_id, number) WHERE ended_at IS NULL;
CREATE INDEX cases_duty_of_requests ON cases_duty (due_at, jurisdiction_id, case_id, number)
    WHERE ended_at IS NULL AND subject = 'request' AND NOT internal;
CREATE INDEX cases_duty_by_agency ON cases_duty (jurisdiction_id, agency_id, due_at)
    WHERE ended_at IS NULL AND agency_id IS NOT NULL;

CREATE TABLE cases_text (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    purpose text NOT NULL,
    salt bytea NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX cases_text_by_case ON cases_text (jurisdiction_id, case_id);

CREATE FUNCTION cases_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER cases_event_append_only BEFORE UPDATE OR DELETE ON cases_event
    FOR EACH ROW EXECUTE FUNCTION cases_event_is_append_only();
CREATE TRIGGER cases_event_never_truncated BEFORE TRUNCATE ON cases_event
    FOR EACH STATEMENT EXECUTE FUNCTION cases_event_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON cases_event, cases_text FROM paht_app, paht_worker;
REVOKE DELETE, TRUNCATE ON cases_case, cases_assignment, cases_duty FROM paht_app, paht_worker;
"""

BACK = """
DROP TABLE cases_text, cases_duty, cases_assignment, cases_event, cases_case;
DROP FUNCTION cases_event_is_append_only
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_agencies")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
