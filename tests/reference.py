"""What every office needs, as tests load it."""

from functools import partial
from unittest.mock import patch

from django.core.management import call_command

from zone.reference import load_calendar

YEARS = (2014, 2017)  # of the calendar: whoever loads all that is known waits a third of a second


def load_reference() -> None:
    """What `load_reference` loads, with the calendar of YEARS alone."""
    with patch("zone.reference.load_calendar", partial(load_calendar, *YEARS)):
        call_command("load_reference", verbosity=0)
