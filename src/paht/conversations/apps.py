from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "paht.conversations"
    label = "conversations"
    verbose_name = "Trò chuyện trên Zalo, Messenger"
