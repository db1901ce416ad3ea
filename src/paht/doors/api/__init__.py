"""The API for the provincial app (``/api/v1/``): what a citizen does on the web, by the same queries, operations and
limits. No rule lives here."""
