"""Takes the pictures of docs/screens from the demo pool: `make screens`."""

import tempfile
from pathlib import Path

from tests.support.application import ROOT, load_demo
from tests.support.browser import chromium, watched_page
from tests.support.server import serving

SCREENS = ROOT / "docs" / "screens"
PICTURES = {"home": "/", "instruments": "/instruments"}
WIDTHS = {"": 1280, "-narrow": 390}


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="onepool-") as folder:
        instance = Path(folder)
        url = f"sqlite:///{instance / 'demo.sqlite3'}"
        load_demo(url, instance)
        with serving(url, instance) as server, chromium() as browser:
            for suffix, width in WIDTHS.items():
                for name, path in PICTURES.items():
                    with watched_page(browser, width=width, locale="zh-CN") as page:
                        page.goto(server.url + path)
                        page.screenshot(path=SCREENS / f"{name}{suffix}.png")
                        print(f"docs/screens/{name}{suffix}.png")


if __name__ == "__main__":
    main()
