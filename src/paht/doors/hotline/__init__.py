"""The hotline 1022 at the desk, ``/desk/cuoc-goi/``."""
