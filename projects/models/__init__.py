from projects.models.board_line import BoardLine, BoardState
from projects.models.duty import Duty, DutyState
from projects.models.light import Light, LightOverride
from projects.models.procedure import Procedure
from projects.models.progress import MonthlyPlan, ProjectProgress
from projects.models.progress_draft import ProgressDraft
from projects.models.project import Project
from projects.models.project_month import ProjectMonth
from projects.models.stage import Stage
from projects.models.stage_event import StageEvent

__all__ = [
    "BoardLine",
    "BoardState",
    "Duty",
    "DutyState",
    "Light",
    "LightOverride",
    "MonthlyPlan",
    "Procedure",
    "ProgressDraft",
    "Project",
    "ProjectMonth",
    "ProjectProgress",
    "Stage",
    "StageEvent",
]
