"""The citizen's interface (VL.2.3.a): send, follow, read what is public. No rule lives here."""
