"""Addresses of import."""

from django.urls import path

from samverkan.exchange import views

urlpatterns = [
    path("installningar/import", views.index, name="imports"),
    path("installningar/import/ny-elev", views.one, name="import_one"),
    path("installningar/import/ny-elev/<uuid:draft_id>", views.one, name="import_one_again"),
    path("installningar/import/ss12000", views.register, name="import_register"),
    path("installningar/import/korning/<uuid:run_id>", views.result, name="import_run"),
    path("installningar/import/korning/<uuid:run_id>/angra", views.take_back, name="import_undo"),
    path("installningar/import/<uuid:draft_id>", views.columns, name="import_columns"),
    path("installningar/import/<uuid:draft_id>/granska", views.review, name="import_review"),
    path("installningar/import/<uuid:draft_id>/att-ratta", views.errors, name="import_errors"),
    path("installningar/import/<uuid:draft_id>/las-in", views.confirm, name="import_confirm"),
    path("installningar/import/<uuid:draft_id>/slang", views.discard, name="import_discard"),
]
