"""Taking over what the three earlier provinces' systems hold (VL.QĐ.3)."""
