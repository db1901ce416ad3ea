from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "paht.mail"
    label = "mail"
    verbose_name = "Thư điện tử"

    def ready(self) -> None:
        """Say what of a sender's lies here, and how the letter is found that a report began with."""
        from paht.cases import beside as cases
        from paht.mail import beside, storing
        from paht.messages import threads

        cases.holds(self.label, beside.held)
        threads.found_by(storing.first_letter)
