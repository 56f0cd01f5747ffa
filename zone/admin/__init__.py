from zone.admin.office import CalendarDayAdmin, PeriodAdmin, SettingAdmin
from zone.admin.organisation import DepartmentAdmin, DistrictAdmin, PortfolioAdmin, PostAdmin
from zone.admin.person import PersonAdmin

__all__ = [
    "CalendarDayAdmin",
    "DepartmentAdmin",
    "DistrictAdmin",
    "PeriodAdmin",
    "PersonAdmin",
    "PortfolioAdmin",
    "PostAdmin",
    "SettingAdmin",
]
