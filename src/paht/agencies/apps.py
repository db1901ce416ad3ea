from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "paht.agencies"
    label = "agencies"
    verbose_name = "Cơ quan, đơn vị"
