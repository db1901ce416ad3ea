from django.db import migrations


class Migration(migrations.Migration):
    """Messages that are about no case: an incident of the system."""

    dependencies = [("messages", "0003_offices")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE messages_outbox ALTER COLUMN case_id DROP NOT NULL",
            "ALTER TABLE messages_outbox ALTER COLUMN case_id SET NOT NULL",
        )
    ]
