from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "paht.consents"
    label = "consents"
    verbose_name = "Sự đồng ý của người gửi"
