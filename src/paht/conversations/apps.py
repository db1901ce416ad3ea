from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "paht.conversations"
    label = "conversations"
    verbose_name = "Trò chuyện trên Zalo, Messenger"

    def ready(self) -> None:
        """Say what of a sender's lies here."""
        from paht.cases import beside as cases
        from paht.conversations import beside

        cases.holds(self.label, beside.held)
