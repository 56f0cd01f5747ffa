from zone.models.attachment import Attachment
from zone.models.calendar_day import CalendarDay
from zone.models.department import Department, DepartmentAlias
from zone.models.district import District, DistrictAlias
from zone.models.event import Event, EventSeal
from zone.models.former_password import FormerPassword
from zone.models.light_rule import LightRule
from zone.models.period import Period
from zone.models.person_alias import PersonAlias
from zone.models.post import Portfolio, Post
from zone.models.precision import Precision
from zone.models.receipt import Receipt
from zone.models.setting import Setting
from zone.models.told import Told
from zone.models.user import User

__all__ = [
    "Attachment",
    "CalendarDay",
    "Department",
    "DepartmentAlias",
    "District",
    "DistrictAlias",
    "Event",
    "EventSeal",
    "FormerPassword",
    "LightRule",
    "Period",
    "PersonAlias",
    "Portfolio",
    "Post",
    "Precision",
    "Receipt",
    "Setting",
    "Told",
    "User",
]
