from django.db import migrations

from paht.walls.policies import opened_to_vault, walled

TABLES = ("subjects_request", "subjects_event", "subjects_correction", "subjects_restriction")

FORWARD = """
CREATE TABLE subjects_request (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    person_id uuid,
    case_id uuid,
    sender_id uuid,
    record_id uuid,
    asked_at timestamptz NOT NULL,
    due_at timestamptz,
    closed_at timestamptz,
    remind_at timestamptz,
    reminded text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (jurisdiction_id, id),
    CHECK ((person_id IS NULL) <> (case_id IS NULL))
);
CREATE INDEX subjects_request_open ON subjects_request (jurisdiction_id, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX subjects_request_closed ON subjects_request (jurisdiction_id, closed_at DESC, id DESC)
    WHERE closed_at IS NOT NULL;
CREATE INDEX subjects_request_of_person ON subjects_request (jurisdiction_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX subjects_request_of_case ON subjects_request (jurisdiction_id, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX subjects_request_remind ON subjects_request (remind_at, jurisdiction_id, id)
    WHERE remind_at IS NOT NULL;

CREATE TABLE subjects_event (
    jurisdiction_id smallint NOT NULL,
    request_id uuid NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    command_id uuid NOT NULL,
    content text NOT NULL,
    salt bytea NOT NULL,
    words text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, request_id, number)
);
CREATE INDEX subjects_event_of_command ON subjects_event (jurisdiction_id, request_id, command_id);

CREATE TABLE subjects_correction (
    jurisdiction_id smallint NOT NULL,
    record_id uuid NOT NULL,
    correction_id uuid NOT NULL,
    request_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, record_id, correction_id)
);

CREATE TABLE subjects_restriction (
    jurisdiction_id smallint NOT NULL,
    record_id uuid NOT NULL,
    request_id uuid NOT NULL,
    except_for uuid[] NOT NULL,
    since timestamptz NOT NULL,
    lifted_at timestamptz,
    PRIMARY KEY (jurisdiction_id, record_id, request_id)
);
CREATE INDEX subjects_restriction_of ON subjects_restriction (jurisdiction_id, request_id);

CREATE FUNCTION subjects_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER subjects_event_append_only BEFORE UPDATE OR DELETE ON subjects_event
    FOR EACH ROW EXECUTE FUNCTION subjects_event_is_append_only();
CREATE TRIGGER subjects_event_never_truncated BEFORE TRUNCATE ON subjects_event
    FOR EACH STATEMENT EXECUTE FUNCTION subjects_event_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON subjects_event, subjects_correction FROM paht_app, paht_worker;
REVOKE INSERT ON subjects_event, subjects_request, subjects_correction, subjects_restriction FROM paht_worker;
REVOKE DELETE, TRUNCATE ON subjects_request, subjects_restriction FROM paht_app, paht_worker;
REVOKE UPDATE ON subjects_restriction FROM paht_app, paht_worker;
GRANT UPDATE (lifted_at, except_for) ON subjects_restriction TO paht_app;
GRANT SELECT ON subjects_restriction TO paht_vault;
"""
WALLS = "".join([*map(walled, TABLES), opened_to_vault("subjects_restriction")])
BACK = """
DROP TABLE subjects_event, subjects_request, subjects_correction, subjects_restriction;
DROP FUNCTION subjects_event_is_append_only
"""


class Migration(migrations.Migration):
    """Requests of data subjects, with what they correct and restrict in the vault."""

    initial = True
    dependencies = [
        ("agencies", "0008_walls"),
        ("people", "0011_citizens"),
        ("messages", "0007_data_protection_officer"),
        ("cases", "0008_written_in"),
    ]
    operations = [migrations.RunSQL(FORWARD + WALLS, BACK)]
