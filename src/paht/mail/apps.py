from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "paht.mail"
    label = "mail"
    verbose_name = "Thư điện tử"

    def ready(self) -> None:
        """Say what of a sender's lies here."""
        from paht.cases import beside as cases
        from paht.mail import beside

        cases.holds(self.label, beside.held)
