"""What a text is about, by its words: kind, field, agency, urgency, personal data. Proposals, each with its confidence
and the words that led to it; no Django, no database.
"""
