from zone.supervision.models.instruction import Instruction
from zone.supervision.models.reminder import Reminder

__all__ = ["Instruction", "Reminder"]
