"""Finding the project that a sheet means: by code, by filing number, by name and firm or investor, by a name that only one project has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What matching needs to know of a stored project."""

    pk: int
    name: str
    key: str
    code: str
    filing_key: str
    enterprise: int | None
    investor: str


_COLUMNS = ("id", "name", "name_key", "code", "filing_key", "enterprise_id", "investor_key")


class ProjectIndex:
    """The visible projects that a set of codes, filing numbers and names may mean; three statements at most."""

    def __init__(self, visible):
        self.visible = visible
        self.by_pk: dict[int, Known] = {}
        self.by_code: dict[str, Known] = {}
        self.by_filing: dict[str, list[Known]] = defaultdict(list)
        self.by_name: dict[str, list[Known]] = defaultdict(list)

    def learn(self, *, codes: Iterable[str] = (), filings: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        for lookup, values in (("code__among", codes), ("filing_key__among", filings), ("name_key__among", names)):
            wanted = sorted({value for value in values if value})
            if wanted:
                for row in self.visible.filter(**{lookup: wanted}).order_by("id").values_list(*_COLUMNS):
                    self._keep(Known(*row))

    def find(self, *, code: str = "", filing: str = "", name: str = "", firm: int | None = None, investor: str = "") -> list[Known]:
        """The project meant, or all that may be. A filing number and a name that point to two projects give both."""
        if code and code in self.by_code:
            return [self.by_code[code]]
        filed = self.by_filing.get(filing, []) if filing else []
        named = self.by_name.get(name, [])
        of_firm = [known for known in named if firm is not None and known.enterprise == firm]
        if investor and not of_firm:
            of_firm = [known for known in named if known.investor == investor and (firm is None or known.enterprise is None)]
        if len(filed) == 1:
            others = [known for known in of_firm if known is not filed[0]]
            return [*filed, *others]
        if filed:
            return [known for known in filed if known in of_firm] or filed
        # A project that has another filing number is another project.
        return [known for known in of_firm if not (filing and known.filing_key and known.filing_key != filing)]

    def called(self, name: str, *, firm: int | None, investor: str, filing: str) -> list[Known]:
        """All projects of this name that may be meant: none of another firm, another investor or another filing number than the row's."""
        return [
            known
            for known in self.by_name.get(name, [])
            if not (firm and known.enterprise and known.enterprise != firm)
            and not (investor and known.investor and known.investor != investor)
            and not (filing and known.filing_key and known.filing_key != filing)
        ]

    def _keep(self, known: Known) -> None:
        if known.pk in self.by_pk:
            return
        self.by_pk[known.pk] = known
        self.by_name[known.key].append(known)
        if known.code:
            self.by_code[known.code] = known
        if known.filing_key:
            self.by_filing[known.filing_key].append(known)
