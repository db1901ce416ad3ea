from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "paht.importing"
    label = "importing"
    verbose_name = "Nhập dữ liệu từ hệ thống cũ"
