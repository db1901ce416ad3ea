"""The professional interface of handling agencies (VL.2.3.b)."""
