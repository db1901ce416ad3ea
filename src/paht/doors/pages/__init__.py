"""The visual language that the four interfaces share: templates, filters, components; no rule, no query."""
