"""One installation on one machine: its home folder, its embedded PostgreSQL, its processes. Nothing here
knows Django.
"""
