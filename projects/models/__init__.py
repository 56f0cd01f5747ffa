from projects.models.progress import MonthlyPlan, ProjectProgress
from projects.models.project import Precision, Project
from projects.models.stage import Stage
from projects.models.stage_event import StageEvent

__all__ = ["MonthlyPlan", "Precision", "Project", "ProjectProgress", "Stage", "StageEvent"]
