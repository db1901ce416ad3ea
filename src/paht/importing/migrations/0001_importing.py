from django.db import migrations

from paht.walls.policies import walled

FORWARD = """
CREATE TABLE importing_run (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    system text NOT NULL,
    file text NOT NULL,
    content bytea NOT NULL CHECK (octet_length(content) = 32),
    is_dry boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
    started_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,
    lines integer NOT NULL DEFAULT 0,
    taken integer NOT NULL DEFAULT 0,
    known integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    wrong integer NOT NULL DEFAULT 0,
    total integer,
    problems jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX importing_run_latest ON importing_run (jurisdiction_id, started_at DESC, id DESC);
CREATE TABLE importing_record (
    jurisdiction_id smallint NOT NULL,
    system text NOT NULL,
    reference text NOT NULL,
    case_id uuid NOT NULL,
    run_id uuid NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    PRIMARY KEY (jurisdiction_id, system, reference)
);
CREATE INDEX importing_record_of_case ON importing_record (jurisdiction_id, case_id);
REVOKE ALL ON importing_run, importing_record FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON importing_run, importing_record TO paht_app;
GRANT UPDATE (state, moved_at, lines, taken, known, changed, wrong, total, problems) ON importing_run TO paht_app;
"""
TABLES = ("importing_run", "importing_record")


class Migration(migrations.Migration):
    """The runs of imports, and which row of which earlier system became which case."""

    dependencies = [("cases", "0009_sheets"), ("people", "0002_vault")]
    operations = [
        migrations.RunSQL(FORWARD + "".join(map(walled, TABLES)), f"DROP TABLE {', '.join(TABLES)}")
    ]
