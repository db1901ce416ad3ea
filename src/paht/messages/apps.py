from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "paht.messages"
    label = "messages"
    verbose_name = "Tin nhắn"
