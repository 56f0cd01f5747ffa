"""Pictures of the pages that matter, as the accounts that use them: `make screenshots` writes docs/screenshots/*.png (a desk and a phone).

Together they must stay below 8 MB. `make screenshots ARGS=overview` takes those whose name holds the word.
Pictures in that folder that are no longer taken are removed.
"""

import io
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "docs" / "screenshots"
LIMIT = 8_000_000  # bytes, all pictures together


@dataclass(frozen=True)
class Shot:
    """One page as an account sees it; `name` is page-account-width. Before it, `upload` a sample or press what `click` selects first."""

    name: str
    address: str
    is_phone: bool = False
    click: str = ""
    upload: str = ""

    @property
    def account(self) -> str:
        return self.name.split("-")[-2]


PAGES = [
    ("home-officer", "/", {}),
    ("home-leader", "/", {}),
    ("overview-leader", "/overview/", {}),
    ("changes-leader", "/overview/changes/", {}),
    ("todo-officer", "/todo/", {}),
    ("todo-leader", "/todo/", {}),
    ("month-grid-officer", "/projects/month/", {}),
    ("review-econ", "/projects/review/", {}),
    ("report-econ", "/projects/review/", {"click": "[data-row] a"}),
    ("months-econ", "/projects/months/", {}),
    ("gate-officer", "/todo/?what=stage", {"click": "[data-row] a.btn-primary"}),
    ("lights-econ", "/projects/lights/", {}),
    ("enterprises-econ", "/enterprises/", {}),
    ("enterprise-econ", "/enterprises/?above_scale=yes", {"click": "[data-row] a"}),
    ("projects-officer", "/projects/", {}),
    ("project-econ", "/projects/?light=red", {"click": "[data-row] a"}),
    ("import-preview-econ", "/imports/", {"upload": "营口高新区规上企业台账（2016年1-3月）.xlsx"}),
    ("back-office-sysadmin", "/backoffice/", {}),
]
SHOTS = [Shot(f"{name}-{width}", address, width == 390, **first) for name, address, first in PAGES for width in (1366, 390)]


def reduced(picture: bytes) -> bytes:
    """The same picture in all its colours, packed as far as PNG goes: a palette makes a red light brown."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser, office: str, shot: Shot) -> bytes:
    from config.demo.accounts import PASSWORD
    from scripts.office import DESK, PHONE

    context = browser.new_context(base_url=office, locale="zh-CN", viewport=PHONE if shot.is_phone else DESK, device_scale_factor=1)
    page = context.new_page()
    page.goto("/")
    page.locator("input[name=username]").fill(shot.account)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state("load")
    answer = page.goto(shot.address)
    if answer.status != 200:
        raise SystemExit(f"{shot.address} as {shot.account} answered {answer.status}")
    if shot.upload:
        page.locator("input[type=file]").set_input_files(ROOT / "samples" / shot.upload)
        with page.expect_navigation():
            page.locator("form", has=page.locator("input[type=file]")).locator("button[type=submit]").click()
    if shot.click:
        with page.expect_navigation():
            page.locator(shot.click).first.click()
    page.wait_for_load_state("networkidle")
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def main() -> int:
    import django
    from playwright.sync_api import sync_playwright

    from scripts.office import BROWSER_FLAGS, chromium, furnish, served

    os.environ.update(DEMO="1", DJANGO_SETTINGS_MODULE="config.settings")
    django.setup()
    words = os.environ.get("ARGS", "").split()
    TARGET.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in TARGET.glob("*.png")} - {f"{shot.name}.png" for shot in SHOTS}:
        (TARGET / stale).unlink()
    with tempfile.TemporaryDirectory(prefix="zone-shots-") as folder:
        furnish(Path(folder))
        with served(Path(folder)) as office, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_FLAGS)
            for shot in SHOTS:
                if not words or any(word in shot.name for word in words):
                    (TARGET / f"{shot.name}.png").write_bytes(reduced(take(browser, office, shot)))
            browser.close()
    total = sum(path.stat().st_size for path in TARGET.glob("*.png"))
    print(f"{len(list(TARGET.glob('*.png')))} pictures, {total / 1e6:.1f} MB, in {TARGET.relative_to(ROOT)}")
    return 0 if total < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
