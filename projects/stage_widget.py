"""The cell of a column that names a project's stage."""

import re

from projects.wording import STAGE_WORDS, stage_in_progress
from zone.ledgers.widgets import SILENT, CellWidget, Reading, text_of
from zone.lib.problems import CellProblem, Note
from zone.lib.textkey import is_null_word, match_key

_REMARK = re.compile(r"\([^()]*\)")
# 已签约待注册: what is done, and what is not yet.
_STEP_BY_STEP = re.compile(r"(?P<done>已(?:签约|注册|落户|落地))[,.;]?(?:待|未|尚未|拟|正在)(?:签约|注册|落户|落地|供地|摘牌|备案|立项)")
_STAGES = {match_key(word): stage for word, stage in STAGE_WORDS.items()}


class StageWidget(CellWidget):
    """The stage's code, by a word of its own (在建) or by words that tell it; a word that tells none is an error."""

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if is_null_word(text):
            return SILENT
        key = match_key(text)
        if stage := _STAGES.get(key) or _STAGES.get(_REMARK.sub("", key)):
            return Reading(stage.value)
        if (first := _STEP_BY_STEP.fullmatch(key)) and (stage := _STAGES.get(first["done"])):
            return Reading(stage.value)
        words = stage_in_progress(text)
        if words.stage is None:
            raise CellProblem("unknown_choice", text=text[:80], choices="在谈、签约、前期、开工、在建、停工、竣工、投产")
        notes = (Note("ambiguous_status", {"text": text, "stage": words.stage.label}),) if words.is_ambiguous else ()
        return Reading(words.stage.value, notes)
