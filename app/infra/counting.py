"""Where the web workers of one server keep their counts, so that /metrics can add them up."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def count_together(environ: MutableMapping[str, str]) -> None:
    """Name a folder of this server's own for prometheus-client, unless one is named.

    A server's workers inherit the name from the process that made it and removes it at its end; two servers
    never share a folder.
    """
    if FOLDER in environ:
        return
    folder, maker = tempfile.mkdtemp(prefix="onepool-counts-"), os.getpid()
    environ[FOLDER] = folder

    @atexit.register
    def forget() -> None:
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)
