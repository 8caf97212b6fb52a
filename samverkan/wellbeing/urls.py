"""Addresses of the wheel."""

from django.urls import path

from samverkan.wellbeing import naming_views, plan_views, views

PUPIL = "elever/<uuid:pupil_id>/ma-bra"

urlpatterns = [
    path(PUPIL, views.wheel, name="wheel"),
    path(f"{PUPIL}/skolans-bild", views.look_new, name="wheel_look_new"),
    path(f"{PUPIL}/elevens-bild", views.tell_new, name="wheel_tell_new"),
    path(f"{PUPIL}/i-planen", plan_views.attach, name="wheel_attach"),
    path(f"{PUPIL}/ur-planen", plan_views.detach, name="wheel_detach"),
    path(f"{PUPIL}/<uuid:look_id>", views.look, name="wheel_look"),
    path("installningar/hjulets-ord", naming_views.words, name="wheel_words"),
    path("installningar/hjulets-ord/andra", naming_views.change, name="wheel_words_change"),
    path("installningar/hjulets-ord/ta-bort", naming_views.back, name="wheel_words_back"),
]
