from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "paht.calls"
    label = "calls"
    verbose_name = "Tổng đài 1022"

    def ready(self) -> None:
        """Say what of a sender's lies here."""
        from paht.calls import beside
        from paht.cases import beside as cases

        cases.holds(self.label, beside.held)
