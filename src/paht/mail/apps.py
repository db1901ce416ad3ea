from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "paht.mail"
    label = "mail"
    verbose_name = "Thư điện tử"
