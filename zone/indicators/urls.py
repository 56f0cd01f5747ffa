"""Addresses of the main indicators."""

from django.urls import path

from zone.indicators.views.targets import IndicatorTargetListView
from zone.indicators.views.values import IndicatorValueListView

app_name = "indicators"
urlpatterns = [
    path("", IndicatorValueListView.as_view(), name="value-list"),
    path("targets/", IndicatorTargetListView.as_view(), name="target-list"),
]
