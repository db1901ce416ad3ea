from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "paht.learning"
    label = "learning"
    verbose_name = "Học từ quyết định"
