"""How every project stands in a month, and the sums of them all: kept up in the transaction that changes what they follow from."""

from projects.standing import duties
from projects.standing.keeping import leave, refresh
from projects.standing.looking import LOOK_BACK, ensure, ensure_all, ensure_year, may_look, still_after, work_out_all

__all__ = ["LOOK_BACK", "duties", "ensure", "ensure_all", "ensure_year", "leave", "may_look", "refresh", "still_after", "work_out_all"]
