"""Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2): the neutral standard for exchanging reports, in XML and
JSON. What it shows is what the public pages show; what it takes in goes the way of every report (ADR 38)."""
