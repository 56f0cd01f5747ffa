"""Every address of the house. Names are written out, so that a page can be found by searching for its address or its name."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("backoffice/", admin.site.urls),
]
