"""The English of the interface, complete: no Chinese word or sign of ours on any page, and no note for translators among the English."""

import re
from functools import cache

import polib
import pytest
from django.test import Client

from projects.models import ProjectProgress
from scripts.messages import catalogues
from tests.config.crawl import visit
from tests.house.source import ROOT
from zone.ledgers.forms import UNITS
from zone.models import Department, District, User

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]")
CHINESE_SIGN = re.compile(r"[A-Za-z0-9)%]\s?[：、，；。]|[：、，；。]\s?[A-Za-z]")  # beside an English word
FOR_TRANSLATORS = re.compile(r"(?<!%)\((?:month|year|day|verb|noun|plural)\)|\blabel: ")


@cache
def interface() -> set[str]:
    """Every Chinese text of the interface that holds no places to fill in."""
    texts = {entry.msgstr.strip() for path in catalogues(ROOT) for entry in polib.pofile(str(path))}
    return {text for text in texts if HAN.search(text) and "%" not in text and text != "简体中文"}


def data() -> set[str]:
    """What people and sheets wrote, where it equals a text of the interface."""
    named = [*Department.objects.values_list("name", "short_name"), *District.objects.values_list("name", "short_name")]
    return (
        {text for names in named for text in names} | set(ProjectProgress.objects.values_list("physical_progress", flat=True)) | set(UNITS)
    )


@pytest.mark.parametrize("account", ["officer", "liaison", "econ", "leader", "supervisor", "secadmin", "auditor"])
def test_no_page_in_english_has_chinese_of_ours(office, account, day, settings):
    day("2016-07-05")
    settings.DEMO = True
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=account))
    chinese = interface() - data()

    def left(texts: list[str]) -> list[str]:
        found = [text for text in texts if text in chinese or CHINESE_SIGN.search(text) or FOR_TRANSLATORS.search(text)]
        return [f"no English: {text}" for text in found[:3]]

    met = visit(client, language="en", left=left)
    assert met.wrong == []
    assert met.pages > 3


def test_no_note_for_translators_is_part_of_a_text():
    """A context (msgctxt) tells them what a short word means; the text itself is read in English as it stands."""
    texts = {entry.msgid for path in catalogues(ROOT) for entry in polib.pofile(str(path))}
    assert len(texts) > 1000
    assert [text for text in texts if FOR_TRANSLATORS.search(text)] == []
