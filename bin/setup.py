"""Sets up what OnePool needs to run: bin/setup.py; with what its tests need: bin/setup.py --dev.

Standard library only, since it makes the virtual environment. A step is skipped when nothing that it
depends on has changed since it last ended well.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "app" / "static" / "vendor"
TRANSLATIONS = ROOT / "app" / "translations"

QUIETLY = ("--no-audit", "--no-fund", "--no-update-notifier")
VENDOR_FILES = {
    "@alpinejs/csp/dist/cdn.min.js": "alpine-csp.min.js",
    "@event-calendar/build/dist/event-calendar.min.css": "event-calendar.min.css",
    "@event-calendar/build/dist/event-calendar.min.js": "event-calendar.min.js",
    "bootstrap-icons/font/bootstrap-icons.min.css": "bootstrap-icons.min.css",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff": "fonts/bootstrap-icons.woff",
    "bootstrap-icons/font/fonts/bootstrap-icons.woff2": "fonts/bootstrap-icons.woff2",
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
    "echarts/dist/echarts.min.js": "echarts.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}


def run(*command: str | Path) -> None:
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # Node from PyPI brings its own certificates; a machine behind a proxy trusts the system's.
    environment = {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit(f"setup: this command failed: {' '.join(map(str, command))}")


def digest(inputs: Iterable[Path]) -> str:
    content = hashlib.sha256()
    for path in sorted(inputs):
        content.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def step(name: str, *, inputs: Iterable[Path], outputs: Iterable[Path], action: Callable[[], None]) -> None:
    """Do `action` unless its inputs are as at its last success and all its outputs are there."""
    inputs, stamp = [*inputs, Path(__file__).resolve()], STAMPS / name
    wanted = digest(inputs)
    done = stamp.exists() and stamp.read_text() == wanted
    if done and all(path.exists() for path in outputs):
        return
    print(f"setup: {name}", flush=True)
    stamp.unlink(missing_ok=True)
    action()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(digest(inputs))


def make_environment() -> None:
    """Make .venv with the running Python, unless it has one of the same version that works."""
    check = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if VENV_PYTHON.exists() and subprocess.run([VENV_PYTHON, "-c", check], check=False).returncode == 0:
        return
    print("setup: virtual environment", flush=True)
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install_python_packages(requirements: str) -> None:
    """The compiled file is the whole closure. Asked to resolve it again, pip would look at the newest release
    of a package that another wants with an extra, and refuse it: it has no hash. So it installs, then checks.
    """
    pip = (VENV_PYTHON, "-m", "pip")

    def install() -> None:
        run(*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", requirements)
        run(*pip, "check")

    step(requirements, inputs=[ROOT / requirements], outputs=[VENV_PYTHON], action=install)


def install_front_end() -> None:
    """Install the front-end packages; where the machine has no Node, it comes from PyPI into .venv."""
    if not (shutil.which("node") and shutil.which("npm")):
        install_python_packages("requirements-node.txt")
    step(
        "front-end packages",
        inputs=[ROOT / "package.json", ROOT / "package-lock.json"],
        outputs=[MODULES / source for source in VENDOR_FILES],
        action=lambda: run("npm", "ci", "--ignore-scripts", *QUIETLY),
    )
    step(
        "front-end files",
        inputs=[MODULES / source for source in VENDOR_FILES],
        outputs=[VENDOR / target for target in VENDOR_FILES.values()],
        action=copy_front_end,
    )


def copy_front_end() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in VENDOR_FILES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)


def compile_translations() -> None:
    catalogues = list(TRANSLATIONS.rglob("*.po"))
    if not catalogues:
        return
    step(
        "translations",
        inputs=catalogues,
        outputs=[path.with_suffix(".mo") for path in catalogues],
        action=lambda: run(VENV_PYTHON, "-m", "babel.messages.frontend", "compile", "-d", TRANSLATIONS),
    )


def main() -> None:
    make_environment()
    install_python_packages("requirements.txt")
    if "--dev" in sys.argv[1:]:
        install_python_packages("requirements-dev.txt")
    install_front_end()
    compile_translations()


if __name__ == "__main__":
    main()
