"""Finding the firm that a sheet means: by credit code, by name, by a short or former name, by an old registration number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from enterprises.models import EnterpriseAlias
from zone.lib.credit_code import is_valid
from zone.lib.textkey import match_key

CODE, NAME, ALIAS, LEGACY = "code", "name", "alias", "legacy"


@dataclass(frozen=True, slots=True)
class Firm:
    """What matching needs to know of a stored firm."""

    pk: int
    name: str
    key: str
    credit_code: str
    legacy_reg_no: str
    district: int


@dataclass(frozen=True, slots=True)
class Found:
    """`firms` holds one firm, none, or all that the name may mean; `by` says how it was found."""

    firms: tuple[Firm, ...] = ()
    by: str = ""

    @property
    def firm(self) -> Firm | None:
        return self.firms[0] if len(self.firms) == 1 else None


class EnterpriseIndex:
    """The visible firms that a set of codes, names and numbers may mean. `learn` takes at most five statements, however many there are."""

    def __init__(self, visible):
        self.visible = visible
        self.by_pk: dict[int, Firm] = {}
        self.by_code: dict[str, Firm] = {}
        self.by_key: dict[str, list[Firm]] = defaultdict(list)
        self.by_alias: dict[str, list[Firm]] = defaultdict(list)
        self.by_legacy: dict[str, list[Firm]] = defaultdict(list)

    def learn(self, *, codes: Iterable[str] = (), keys: Iterable[str] = (), legacy: Iterable[str] = ()) -> None:
        codes, keys, legacy = ({each for each in values if each} for values in (codes, keys, legacy))
        self._load("credit_code__among", codes)
        self._load("name_key__among", keys)
        self._load("legacy_reg_no__among", legacy)
        if keys:
            # By the keys alone, and then their firms: asked for both at once, SQLite looks for every key at every firm.
            aliases = list(EnterpriseAlias.objects.filter(key__among=keys).order_by("id").values_list("key", "enterprise_id"))
            self._load("pk__among", {firm for _key, firm in aliases} - self.by_pk.keys())
            for key, pk in aliases:
                firm = self.by_pk.get(pk)
                if firm is not None and firm not in self.by_alias[key]:
                    self.by_alias[key].append(firm)

    def find(self, *, code: str = "", key: str = "", legacy: str = "") -> Found:
        """The firm meant; a code goes before a name, a name before a short name."""
        if code and code in self.by_code:
            return Found((self.by_code[code],), CODE)
        if firms := self.by_key.get(key):
            # A firm that has another code is another firm; one that has none may be given this one.
            open_firms = [firm for firm in firms if not code or not firm.credit_code]
            if open_firms:
                return Found(tuple(open_firms), NAME)
        if legacy and (firms := self.by_legacy.get(legacy)):
            return Found(tuple(firms), LEGACY)
        if not code and (firms := self.by_alias.get(key)):
            return Found(tuple(firms), ALIAS)
        return Found()

    def _load(self, lookup: str, values: set[str]) -> None:
        if values:
            for row in self.visible.filter(**{lookup: values}).order_by("id").values_list(*_COLUMNS):
                self._keep(row)

    def _keep(self, row: Iterable) -> Firm:
        firm = Firm(*row)
        if firm.pk in self.by_pk:
            return self.by_pk[firm.pk]
        self.by_pk[firm.pk] = firm
        self.by_key[firm.key].append(firm)
        if firm.credit_code:
            self.by_code[firm.credit_code] = firm
        if firm.legacy_reg_no:
            self.by_legacy[firm.legacy_reg_no].append(firm)
        return firm


_COLUMNS = ("id", "name", "name_key", "credit_code", "legacy_reg_no", "district_id")


def as_code(text: str) -> str:
    """The credit code that the text is, or ""."""
    code = match_key(text).upper()
    return code if is_valid(code) else ""
