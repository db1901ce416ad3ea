from django.db import migrations

from paht.walls.policies import walled

DEVICE = """
CREATE TABLE candidates_device (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('camera', 'sensor')),
    owner text NOT NULL,
    calibration text NOT NULL DEFAULT '',
    latitude double precision,
    longitude double precision,
    threshold real NOT NULL CHECK (threshold BETWEEN 0 AND 1),
    key_version smallint NOT NULL DEFAULT 1,
    previous_until timestamptz,
    is_on boolean NOT NULL DEFAULT true,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, name)
);
REVOKE ALL ON candidates_device FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON candidates_device TO paht_app;
GRANT UPDATE (owner, calibration, latitude, longitude, threshold, key_version, previous_until, is_on)
    ON candidates_device TO paht_app;
GRANT SELECT ON candidates_device TO paht_worker;
"""

FEED = """
CREATE TABLE candidates_feed (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('press', 'social')),
    url text NOT NULL,
    words text[] NOT NULL,
    is_on boolean NOT NULL DEFAULT true,
    etag text NOT NULL DEFAULT '',
    modified text NOT NULL DEFAULT '',
    due_at timestamptz NOT NULL,
    read_at timestamptz,
    failures smallint NOT NULL DEFAULT 0,
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, url)
);
CREATE INDEX candidates_feed_due ON candidates_feed (due_at, id) WHERE is_on;
REVOKE ALL ON candidates_feed FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (name, words, is_on, due_at) ON candidates_feed TO paht_app;
GRANT SELECT, UPDATE (etag, modified, due_at, read_at, failures, problem) ON candidates_feed TO paht_worker;
"""

CANDIDATE = """
CREATE TABLE candidates_candidate (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    source text NOT NULL CHECK (source IN ('camera', 'sensor', 'press', 'social')),
    origin_id uuid NOT NULL,
    event text NOT NULL,
    found_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    word text NOT NULL,
    kind text NOT NULL,
    field text NOT NULL,
    words text NOT NULL,
    confidence real NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    latitude double precision,
    longitude double precision,
    commune text NOT NULL DEFAULT '',
    file_id uuid,
    hashes bigint[] NOT NULL DEFAULT '{}',
    score integer NOT NULL,
    members integer NOT NULL DEFAULT 1,
    is_flood boolean NOT NULL DEFAULT false,
    state text NOT NULL CHECK (state IN ('open', 'below', 'reported', 'attached', 'discarded')),
    decided_at timestamptz,
    decided_by uuid,
    reason text NOT NULL DEFAULT '',
    case_id uuid,
    PRIMARY KEY (jurisdiction_id, id),
    CHECK ((state IN ('open', 'below')) = (decided_at IS NULL)),
    CHECK ((state IN ('reported', 'attached')) = (case_id IS NOT NULL))
);
CREATE INDEX candidates_candidate_listed ON candidates_candidate (jurisdiction_id, score DESC, id DESC)
    WHERE state = 'open' AND group_id = id;
CREATE INDEX candidates_candidate_group ON candidates_candidate (jurisdiction_id, group_id, id);
CREATE INDEX candidates_candidate_origin ON candidates_candidate (jurisdiction_id, origin_id, received_at DESC);
CREATE INDEX candidates_candidate_place ON candidates_candidate (jurisdiction_id, field, latitude, longitude)
    WHERE state = 'open' AND group_id = id AND latitude IS NOT NULL;
CREATE INDEX candidates_candidate_pictured ON candidates_candidate (jurisdiction_id, received_at)
    WHERE state = 'open' AND hashes <> '{}';
CREATE INDEX candidates_candidate_of_case ON candidates_candidate (jurisdiction_id, case_id) WHERE case_id IS NOT NULL;
REVOKE ALL ON candidates_candidate FROM paht_app, paht_worker;
GRANT SELECT, UPDATE (state, decided_at, decided_by, reason, case_id) ON candidates_candidate TO paht_app;
GRANT SELECT, INSERT, UPDATE (score, members, is_flood) ON candidates_candidate TO paht_worker;
"""

TABLES = ("candidates_device", "candidates_feed", "candidates_candidate")


class Migration(migrations.Migration):
    """Devices and feeds that are registered, and what they found; keys are in no table."""

    dependencies = [("messages", "0008_inbox"), ("evidence", "0004_examinations"), ("cases", "0009_sheets")]
    operations = [
        migrations.RunSQL(
            DEVICE + FEED + CANDIDATE + "".join(map(walled, TABLES)), f"DROP TABLE {', '.join(TABLES)}"
        )
    ]
