from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "paht.figures"
    label = "figures"
    verbose_name = "Số liệu"
