from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "paht.calls"
    label = "calls"
    verbose_name = "Tổng đài 1022"
