"""The operations centre's desk (VL.1.2.b, VL.2.4): queue, case, search. What may be done comes from the edition."""
