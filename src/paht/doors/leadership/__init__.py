"""The boards of those who oversee: the province (VL.2.3.d), or one body for its own leader (VL.2.3.c)."""
