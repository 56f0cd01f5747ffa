"""Stepping through a long list of the import centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Pager:
    """Page `number` of a list of `total` rows; `said` are the parameters that stay in the addresses of its neighbours."""

    number: int
    total: int
    size: int
    said: Sequence[tuple[str, str]] = ()

    @classmethod
    def asked(cls, text: str, *, total: int, size: int, said: Sequence[tuple[str, str]] = ()) -> "Pager":
        """From what stands in an address: the nearest page that there is."""
        number = int(text[:9]) if text.isascii() and text.isdecimal() else 1
        return cls(min(max(number, 1), max(1, -(-total // size))), total, size, said)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Rows before the first one of this page."""
        return (self.number - 1) * self.size

    def of(self, rows: Sequence) -> Sequence:
        """The rows of this page."""
        return rows[self.offset : self.offset + self.size]

    def neighbours(self) -> list[tuple[str, str]]:
        """(words, address) of the page before and after."""
        steps = []
        if self.number > 1:
            steps.append((_("Previous page"), self._address(self.number - 1)))
        if self.number < self.pages:
            steps.append((_("Next page"), self._address(self.number + 1)))
        return steps

    def _address(self, number: int) -> str:
        return "?" + urlencode([*self.said, ("page", number)])
