from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange with agencies' own software."""

    name = "paht.exchange"
