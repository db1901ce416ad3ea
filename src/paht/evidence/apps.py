"""The Django app of the evidence: one table, no model."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "paht.evidence"
    label = "evidence"
