from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "paht.candidates"
    label = "candidates"
    verbose_name = "Phát hiện của Trung tâm"
