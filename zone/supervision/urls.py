from django.urls import path

from zone.supervision.models import Instruction, Reminder
from zone.supervision.views import lists, matters

app_name = "supervision"

urlpatterns = [
    path("reminders/", lists.ReminderListView.as_view(), name="reminder-list"),
    path("reminders/<int:pk>/", matters.detail, {"model": Reminder}, name="reminder-detail"),
    path("reminders/<int:pk>/noted/", matters.noted, {"model": Reminder}, name="reminder-noted"),
    path("instructions/", lists.InstructionListView.as_view(), name="instruction-list"),
    path("instructions/<int:pk>/", matters.detail, {"model": Instruction}, name="instruction-detail"),
    path("instructions/<int:pk>/noted/", matters.noted, {"model": Instruction}, name="instruction-noted"),
]
