from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Ways out of data."""

    name = "paht.transfer"
    label = "transfer"
