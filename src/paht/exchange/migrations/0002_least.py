from django.db import migrations

FORWARD = """
REVOKE UPDATE ON exchange_client, exchange_endpoint, exchange_proposal FROM paht_app;
GRANT UPDATE (digest, former, former_until, rotated_at, used_at, revoked_at, revoked_by) ON exchange_client TO paht_app;
GRANT UPDATE (url, secret_version, former_until, state, problem, failures, failing_since, try_at, changed_by,
    changed_at) ON exchange_endpoint TO paht_app;
GRANT UPDATE (state, settled_at) ON exchange_proposal TO paht_app;

REVOKE UPDATE ON exchange_feed, exchange_endpoint, exchange_delivery, exchange_horizon FROM paht_worker;
GRANT UPDATE (latest) ON exchange_feed TO paht_worker;
GRANT UPDATE (state, problem, failures, failing_since, try_at) ON exchange_endpoint TO paht_worker;
GRANT UPDATE (state, attempts, status, problem, milliseconds, due_at, settled_at) ON exchange_delivery TO paht_worker;
GRANT UPDATE (horizon, database) ON exchange_horizon TO paht_worker;

CREATE FUNCTION exchange_move_sandbox_client(jurisdiction smallint, client uuid, agency uuid) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE exchange_client c SET agency_id = agency
    FROM agencies_jurisdiction j, agencies_agency a
    WHERE c.jurisdiction_id = jurisdiction AND c.id = client AND j.id = c.jurisdiction_id AND j.slug LIKE 'sandbox-%'
      AND a.id = agency AND a.jurisdiction_id = c.jurisdiction_id
      AND paht_province() IN (c.jurisdiction_id, -1)
    RETURNING c.staff_id
$$;
REVOKE ALL ON FUNCTION exchange_move_sandbox_client FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exchange_move_sandbox_client TO paht_app;
"""
BACK = """
DROP FUNCTION exchange_move_sandbox_client;
GRANT UPDATE ON exchange_client, exchange_endpoint, exchange_proposal TO paht_app;
GRANT UPDATE ON exchange_feed, exchange_endpoint, exchange_delivery, exchange_horizon TO paht_worker;
"""


class Migration(migrations.Migration):
    """Whose a credential, an endpoint, a proposal or a delivery is changes no more; in a sandbox alone a client is given
    an empty body."""

    dependencies = [("exchange", "0001_exchange")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
