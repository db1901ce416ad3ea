"""The record outside of the database: signed checkpoints over the heads of all logs, and receipts of them.

Nothing here knows Django or PostgreSQL: whoever has the folder and the public key can check it anywhere.
"""
