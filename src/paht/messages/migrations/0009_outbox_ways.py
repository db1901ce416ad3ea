from django.db import migrations

from paht.walls.policies import walled

FORWARD = """
ALTER TABLE messages_outbox
    ADD COLUMN via text NOT NULL DEFAULT '',
    ADD COLUMN declined text[] NOT NULL DEFAULT '{}',
    ADD COLUMN wanted_from timestamptz,
    ADD COLUMN told_by uuid;
CREATE INDEX messages_outbox_told_by ON messages_outbox (jurisdiction_id, told_by) WHERE told_by IS NOT NULL;
CREATE INDEX messages_outbox_given_up ON messages_outbox (jurisdiction_id, given_up_at DESC, id DESC)
    WHERE given_up_at IS NOT NULL;

CREATE TABLE messages_window (
    jurisdiction_id smallint NOT NULL,
    sender_id uuid NOT NULL,
    channel text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, sender_id, channel)
);
REVOKE ALL ON messages_window FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (until) ON messages_window TO paht_worker;

CREATE TABLE messages_try (
    jurisdiction_id smallint NOT NULL,
    order_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    way text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('accepted', 'again', 'declined', 'braked', 'ordered_anew')),
    why text NOT NULL DEFAULT '',
    by uuid,
    PRIMARY KEY (jurisdiction_id, order_id, id)
);
CREATE INDEX messages_try_by_way ON messages_try (jurisdiction_id, way, at DESC) WHERE outcome IN ('accepted', 'again');
REVOKE ALL ON messages_try FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON messages_try TO paht_app, paht_worker;
"""
BACK = """
DROP TABLE messages_try;
DROP TABLE messages_window;
DROP INDEX messages_outbox_given_up;
ALTER TABLE messages_outbox DROP COLUMN via, DROP COLUMN declined, DROP COLUMN wanted_from, DROP COLUMN told_by;
"""


class Migration(migrations.Migration):
    """By which way a notice goes, which declined, each try; until when a chat may be answered."""

    dependencies = [("messages", "0008_inbox"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(
            FORWARD + walled("messages_window") + walled("messages_try"),
            BACK,
        )
    ]
