from django.db import migrations

FORWARD = """
CREATE TABLE incidents_incident (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    page text NOT NULL,
    reported_at timestamptz NOT NULL,
    notice_due_at timestamptz,
    closed_at timestamptz,
    remind_at timestamptz,
    reminded text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX incidents_incident_open ON incidents_incident (jurisdiction_id, reported_at DESC, id DESC)
    WHERE closed_at IS NULL;
CREATE INDEX incidents_incident_closed ON incidents_incident (jurisdiction_id, closed_at DESC, id DESC)
    WHERE closed_at IS NOT NULL;
CREATE INDEX incidents_incident_remind ON incidents_incident (remind_at, jurisdiction_id, id)
    WHERE remind_at IS NOT NULL;

CREATE TABLE incidents_event (
    jurisdiction_id smallint NOT NULL,
    incident_id uuid NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    command_id uuid NOT NULL,
    content text NOT NULL,
    salt bytea NOT NULL,
    words text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, incident_id, number)
);
CREATE UNIQUE INDEX incidents_event_once ON incidents_event (jurisdiction_id, incident_id, command_id);

CREATE FUNCTION incidents_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER incidents_event_append_only BEFORE UPDATE OR DELETE ON incidents_event
    FOR EACH ROW EXECUTE FUNCTION incidents_event_is_append_only();
CREATE TRIGGER incidents_event_never_truncated BEFORE TRUNCATE ON incidents_event
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_event_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON incidents_event FROM paht_app, paht_worker;
REVOKE INSERT ON incidents_event, incidents_incident FROM paht_worker;
REVOKE DELETE, TRUNCATE ON incidents_incident FROM paht_app, paht_worker;
"""
BACK = """
DROP TABLE incidents_event, incidents_incident;
DROP FUNCTION incidents_event_is_append_only
"""


class Migration(migrations.Migration):
    """Incidents that staff report, what was done about them, and the notice that a leak owes (VL.21.8)."""

    dependencies = [("people", "0008_written_in"), ("messages", "0004_without_case")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
