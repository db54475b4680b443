"""A PostgreSQL server of the test run's own: own data directory, unix socket only, gone at the end."""

import fcntl
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

USER = "onepool"
CLUSTER = (f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
SETTINGS = ("listen_addresses=", "max_connections=200", "fsync=off", "full_page_writes=off")


def binaries() -> Path:
    """Find the folder of the server's programs, the newest first."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True
    )
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    message = "No PostgreSQL server found: run `make test`, which installs it or says how."
    raise RuntimeError(message)


@dataclass(frozen=True)
class Server:
    """The server whose files lie in `home`. Several processes may hold one; the first to ask starts it."""

    home: Path
    settings: tuple[str, ...] = SETTINGS

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        return self.home / "socket"

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}@/{database}?host={self.socket}"

    def connect(self) -> psycopg.Connection:
        """Connect as administrator, outside a transaction, and make sure that the server is ours."""
        return self.connect_to("postgres")

    def connect_to(self, database: str) -> psycopg.Connection:
        """Connect as `connect` does, to one of the databases."""
        connection = psycopg.connect(host=str(self.socket), user=USER, dbname=database, autocommit=True)
        row = connection.execute("SHOW data_directory").fetchone()
        if row is None or Path(row[0]).resolve() != self.data.resolve():
            connection.close()
            message = f"This PostgreSQL is not the test run's own: {row}"
            raise RuntimeError(message)
        return connection

    def ensure_started(self) -> None:
        with (self.home.parent / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.home / "started").exists():
                self._start()
                (self.home / "started").touch()

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "immediate")

    def _start(self) -> None:
        for folder in (self.home, self.socket):
            folder.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() == 0:
                owner = pwd.getpwnam("postgres")
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.data, *CLUSTER)
        settings = (*self.settings, f"unix_socket_directories={self.socket}")
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.home / "log", "-o", options)

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Run one of the server's programs; PostgreSQL refuses root, so root becomes `postgres`."""
        become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*become, binaries() / program, *arguments]
        with (self.home / "setup.log").open("a+") as output:
            done = subprocess.run(command, cwd="/", stdout=output, stderr=output, check=False)
            if done.returncode:
                output.seek(0)
                log = self.home / "log"
                message = f"{program} failed:\n{output.read()}{log.read_text() if log.exists() else ''}"
                raise RuntimeError(message)
