"""A house with reference rows, uploads in a folder of the test's own, and a short way from a file to its preview."""

from pathlib import Path

import pytest

from tests.factories import EnterpriseFactory, UserFactory
from tests.ledgers.grids import draw
from tests.sheets import make_xlsx
from zone.ledgers.actions import commit_batch, read_batch, receive
from zone.ledgers.answer import preview_answer
from zone.ledgers.folders import folder_of
from zone.ledgers.importer import Options
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.stage import Stage
from zone.lib.textkey import match_key
from zone.models import District

TITLE = ["营口国家高新区企业台账（2016年1-3月）", "填报单位：经济发展局        单位：万元"]
FIRMS = ("营口甲辰机械制造有限公司", "辽宁乙未安全装备股份有限公司")
HEADER = ["序号", "企业名称", "统一社会信用代码", "所属区域", "1-3月主营业务收入", "从业人员", "是否规上", "备注"]
ROWS = [
    [1, "营口甲辰机械制造有限公司", "91210800000001011R", "高新区", 2960, 215, "是", "老厂"],
    [2, "辽宁乙未安全装备股份有限公司", "91210803000002081K", "西市区", 2150, 88, "是", None],
]


@pytest.fixture(autouse=True)
def _own_data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def house(reference, day):
    day("2016-07-05")


@pytest.fixture
def econ(house):
    return UserFactory(username="econ", roles=["econ"])


class Desk:
    """What a person does with a file: look at it, save it."""

    def __init__(self, folder: Path):
        self.folder = folder

    def sheet(self, *rows, header=HEADER, title=TITLE, name="台账.xlsx", **options) -> Path:
        return make_xlsx(self.folder / name, header, *rows, title=title, **options)

    def read(self, path: Path, kind: str = "enterprises", *, by=None, **options) -> ImportBatch:
        chunks = [path.read_bytes()]
        return read_batch(receive(by=by, file_name=path.name, chunks=chunks, kind=kind, options=Options(**options)))

    def save(self, path: Path, kind: str = "enterprises", *, by=None, good_rows_only: bool = False, **options) -> ImportBatch:
        batch = self.read(path, kind, by=by, **options)
        assert commit_batch(batch, by=by, good_rows_only=good_rows_only)
        return batch

    def answer(self, batch: ImportBatch) -> dict:
        with Stage(folder_of(batch)) as stage:
            return preview_answer(all_kinds()[batch.kind], stage, batch)


@pytest.fixture
def desk(tmp_path, house):
    return Desk(tmp_path)


@pytest.fixture
def see(desk, tmp_path):
    """Draw a sheet and see what its preview says; `kind` is recognised unless it is said."""

    def seen(*rows, kind="auto", name="表.xlsx", sheet="Sheet1", others=None, **options):
        batch = desk.read(draw(tmp_path / name, *rows, sheet=sheet, others=others), kind, **options)
        assert batch.state == "previewed", batch.refusal
        return desk.answer(batch)

    return seen


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.rows_new, batch.rows_changed, batch.rows_unchanged, batch.rows_rejected


@pytest.fixture
def firms(house):
    zone = District.objects.get(code="GXQ")
    return [EnterpriseFactory(name=name, name_key=match_key(name), district=zone) for name in FIRMS]
