"""The hotline 1022 (ST.6.1.a) at the desk, ``/desk/cuoc-goi/``."""
