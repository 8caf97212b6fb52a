"""Addresses of the outbox."""

from django.urls import path

from samverkan.post import views

urlpatterns = [path("utkorg", views.letters, name="outbox")]
