from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "paht.incidents"
    label = "incidents"
    verbose_name = "Sự cố"
