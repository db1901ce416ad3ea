from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "paht.agencies"
    label = "agencies"
    verbose_name = "Cơ quan, đơn vị"

    def ready(self) -> None:
        """Editions on file are known before the first request."""
        from paht.agencies import edition_files

        edition_files.load()
