"""What an undoing would do, as a page tells it: worked out at once for a small batch, else by a process that leaves it in a file."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zone.ledgers.kind import LedgerKind
from zone.ledgers.refused import LedgerRefused
from zone.ledgers.undo_plan import Kept, UndoPlan

PLAN = "undo.json"
HOLDS_SECONDS = 300  # what is told may be so old: the undoing itself looks again


@dataclass(frozen=True, slots=True)
class ToldPlan:
    """`refusal`: why nothing can be undone now, stored; {} where it can."""

    removed: int
    restored: int
    kept: list[Kept]
    is_empty: bool
    refusal: dict

    @classmethod
    def made(cls, kind: LedgerKind, batch: int, look: Callable[[], None] = lambda: None) -> "ToldPlan":
        """As things stand now. `look` is called between the models."""
        plan, refusal = UndoPlan(kind, batch, look), {}
        try:
            plan.check_months()
        except LedgerRefused as refused:
            refusal = refused.stored()
        return cls(plan.removed, plan.restored, plan.kept, plan.is_empty, refusal)

    @classmethod
    def left_in(cls, folder: Path) -> "ToldPlan | None":
        """What a process worked out lately, if any."""
        try:
            if time.time() - (folder / PLAN).stat().st_mtime > HOLDS_SECONDS:
                return None
            told = json.loads((folder / PLAN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return cls(**{**told, "kept": [Kept(**each) for each in told["kept"]]})

    def leave_in(self, folder: Path) -> None:
        told = {name: getattr(self, name) for name in ("removed", "restored", "is_empty", "refusal")}
        passing = folder / f"{PLAN}.new"
        with os.fdopen(os.open(passing, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump({**told, "kept": [kept.stored() for kept in self.kept]}, file, ensure_ascii=False)
        passing.replace(folder / PLAN)
