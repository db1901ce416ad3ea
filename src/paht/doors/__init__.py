"""How people and systems come in; no rule lives here."""
