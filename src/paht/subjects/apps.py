from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "paht.subjects"
    label = "subjects"
    verbose_name = "Yêu cầu của chủ thể dữ liệu"
