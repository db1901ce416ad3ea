"""The door for agencies' own software: ``/api/exchange/v1/`` (VL.19.2, ST.15.5)."""
