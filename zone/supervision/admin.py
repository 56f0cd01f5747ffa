"""Reminders and instructions, as they were sent and answered. They are written on the pages of the records that they are about."""

from django.contrib import admin

from zone.backoffice import HouseAdmin
from zone.supervision.models import Instruction, Reminder


class MatterAdmin(HouseAdmin):
    is_read_only = True
    list_display = ["about", "text", "given_by", "asked", "department", "due_on", "answer", "answered_at"]
    list_select_related = ["given_by", "asked", "department"]


@admin.register(Reminder)
class ReminderAdmin(MatterAdmin):
    pass


@admin.register(Instruction)
class InstructionAdmin(MatterAdmin):
    pass
