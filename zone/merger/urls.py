"""Addresses of the merger's tasks."""

from django.urls import path

from zone.merger.views.tasks import MergerTaskDetailView, MergerTaskListView

app_name = "merger"
urlpatterns = [
    path("", MergerTaskListView.as_view(), name="task-list"),
    path("<int:pk>/", MergerTaskDetailView.as_view(), name="task-detail"),
]
