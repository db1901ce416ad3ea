from django.db import migrations

FORWARD = """
ALTER DEFAULT PRIVILEGES FOR ROLE CURRENT_USER IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO paht_app, paht_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE CURRENT_USER IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO paht_app, paht_worker;
GRANT SELECT ON django_migrations TO paht_app, paht_worker;
"""


class Migration(migrations.Migration):
    """Runs first: what the owner makes from here on, the application may read and write; exceptions are revoked."""

    initial = True
    run_before = [("auth", "0001_initial"), ("contenttypes", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
