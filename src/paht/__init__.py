"""PAHT: the field-report regulation of a Vietnamese province, running."""
