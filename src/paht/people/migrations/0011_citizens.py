from django.db import migrations

TABLES = """
CREATE TABLE people_person (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    merged_into uuid,
    profile_id uuid,
    PRIMARY KEY (jurisdiction_id, id)
);

CREATE TABLE people_phone (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    sender_id uuid NOT NULL,
    person_id uuid NOT NULL,
    record_id uuid NOT NULL,
    verified_at timestamptz NOT NULL,
    left_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE UNIQUE INDEX people_phone_of_one ON people_phone (jurisdiction_id, sender_id) WHERE left_at IS NULL;
CREATE INDEX people_phone_of_sender ON people_phone (jurisdiction_id, sender_id);
CREATE INDEX people_phone_of_person ON people_phone (jurisdiction_id, person_id);

CREATE TABLE people_identity (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    subject bytea NOT NULL,
    person_id uuid NOT NULL,
    assurance text NOT NULL DEFAULT '',
    joined_at timestamptz NOT NULL,
    left_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE UNIQUE INDEX people_identity_of_one ON people_identity (jurisdiction_id, kind, subject)
    WHERE left_at IS NULL;
CREATE INDEX people_identity_of_person ON people_identity (jurisdiction_id, person_id);

CREATE TABLE people_claim (
    jurisdiction_id smallint NOT NULL,
    about_id uuid NOT NULL,
    person_id uuid NOT NULL,
    is_own boolean NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, about_id, person_id)
);
CREATE UNIQUE INDEX people_claim_of_one ON people_claim (jurisdiction_id, about_id) WHERE is_own;
CREATE INDEX people_claim_of_person ON people_claim (jurisdiction_id, person_id) WHERE is_own;

CREATE TABLE people_person_event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    jurisdiction_id smallint NOT NULL,
    person_id uuid NOT NULL,
    happened_at timestamptz NOT NULL,
    what text NOT NULL,
    about_id uuid,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX people_person_event_of ON people_person_event (jurisdiction_id, person_id, id);

CREATE TABLE people_citizen_session (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    key bytea NOT NULL UNIQUE,
    person_id uuid NOT NULL,
    device text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX people_citizen_session_of ON people_citizen_session (jurisdiction_id, person_id);

CREATE TABLE people_code (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    browser bytea NOT NULL,
    phone_index bytea NOT NULL,
    digest bytea NOT NULL,
    person_id uuid,
    key_version smallint NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    given_back bytea[] NOT NULL,
    made_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    used_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX people_code_of_browser ON people_code (jurisdiction_id, browser, made_at);
CREATE INDEX people_code_by_age ON people_code (made_at);

CREATE TABLE people_allowance (
    bucket bytea PRIMARY KEY,
    ends_at timestamptz NOT NULL,
    used integer NOT NULL
);
CREATE INDEX people_allowance_by_end ON people_allowance (ends_at);

REVOKE UPDATE, DELETE, TRUNCATE ON people_person_event FROM paht_app, paht_worker;
REVOKE DELETE, TRUNCATE ON people_person, people_phone, people_identity, people_claim FROM paht_app, paht_worker;
REVOKE ALL ON people_code, people_allowance, people_citizen_session FROM paht_worker;
"""

SPEND = """
CREATE FUNCTION people_spend(given bytea[], lengths interval[], limits integer[], at timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE exhausted integer;
BEGIN
    -- In one order, so that two who want the same allowances wait for one another instead of for ever.
    INSERT INTO people_allowance AS known (bucket, ends_at, used)
    SELECT t.bucket, at + t.length, 0 FROM unnest(given, lengths) AS t(bucket, length) ORDER BY t.bucket
    ON CONFLICT (bucket) DO UPDATE SET
        used = CASE WHEN known.ends_at <= at THEN 0 ELSE known.used END,
        ends_at = CASE WHEN known.ends_at <= at THEN excluded.ends_at ELSE known.ends_at END;
    SELECT min(t.place) INTO exhausted
    FROM unnest(given, limits) WITH ORDINALITY AS t(bucket, most, place)
    JOIN people_allowance a ON a.bucket = t.bucket WHERE a.used >= t.most;
    IF exhausted IS NOT NULL THEN
        RETURN exhausted;
    END IF;
    UPDATE people_allowance SET used = used + 1 WHERE bucket = ANY(given);
    DELETE FROM people_allowance WHERE bucket IN (
        SELECT bucket FROM people_allowance WHERE ends_at <= at - interval '1 day' AND NOT bucket = ANY(given)
        ORDER BY ends_at LIMIT 20 FOR UPDATE SKIP LOCKED);
    RETURN 0;
END $$;
"""

TOGETHER = """
CREATE FUNCTION people_senders_with(jurisdiction smallint, sender uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(DISTINCT one) FROM (
        SELECT sender AS one
        UNION ALL
        SELECT p.sender_id FROM people_phone p
        WHERE p.jurisdiction_id = jurisdiction AND p.person_id = (
            SELECT h.person_id FROM people_phone h WHERE h.jurisdiction_id = jurisdiction AND h.sender_id = sender
            ORDER BY h.left_at DESC NULLS FIRST LIMIT 1)
    ) AS every
$$;

CREATE FUNCTION people_standing_with(jurisdiction smallint, sender uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(t.state ORDER BY t.sender_id) FROM people_standing t
    WHERE t.jurisdiction_id = jurisdiction AND t.sender_id = ANY(people_senders_with(jurisdiction, sender))
$$;
"""

BACK = """
DROP FUNCTION people_standing_with, people_senders_with, people_spend;
DROP TABLE people_allowance, people_code, people_citizen_session, people_person_event, people_claim, people_identity,
    people_phone, people_person
"""


class Migration(migrations.Migration):
    """Citizens: persons with their verified phones and identities, one-time codes, sessions, allowances."""

    dependencies = [("people", "0010_vault_process")]
    operations = [
        migrations.RunSQL(TABLES, BACK),
        migrations.RunSQL(SPEND, migrations.RunSQL.noop),
        migrations.RunSQL(TOGETHER, migrations.RunSQL.noop),
    ]
