"""A process that opens personal files in every window while Python itself reports what it touches.

Python's audit hooks (PEP 578) cannot be removed nor deceived by the code that they watch: every file opened for
writing, every connection, every process started is reported, whichever library does it.
Run with ``betray`` to see that a traitor is caught.
"""

import json
import os
import sys

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
FOREIGN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.rename", "os.link",
    "os.symlink", "os.mkdir", "os.truncate", "shutil.", "tempfile.", "sqlite3.", "urllib.", "http.", "smtplib.",
    "ftplib.", "webbrowser.", "mmap.",
)  # fmt: skip
SEEN: list[str] = []


def watch(event: str, args: tuple) -> None:
    """Note what leaves the memory of the process."""
    if event == "open":
        path, mode, flags = args
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & WRITING):
            SEEN.append(f"open {path} {mode} {flags}")
    elif event.startswith(FOREIGN):
        SEEN.append(event)


def open_everything() -> list[str]:
    """Open every file of every person in each window, then forget; return the families that were shown."""
    from pathlib import Path

    from culture_d import start
    from culture_d.personal.personas import personas
    from culture_d.widgets.my_energy import my_energy
    from culture_d.widgets.my_journeys import my_journeys
    from culture_d.widgets.my_plays import my_plays

    start("en")
    files = [Path(path) for person in personas() for path in person.files.values()]
    shown = []
    for make in (my_energy, my_journeys, my_plays):
        window = make()
        for path in files:
            window.receive(path.name, path.read_bytes())
            if window.export is not None:
                shown.append(window.export.format)
                assert window.stage.children
        window.forget_all()
    return shown


def betray() -> None:
    """Do what none of our code may do."""
    import socket
    import tempfile

    with tempfile.NamedTemporaryFile() as written:
        written.write(b"44.797312")
    with socket.socket() as line:
        line.settimeout(0.1)
        try:
            line.connect(("127.0.0.1", 9))
        except OSError:
            return


if __name__ == "__main__":
    sys.addaudithook(watch)
    result = open_everything() if sys.argv[1:] != ["betray"] else betray()
    json.dump({"seen": SEEN, "shown": result}, sys.stdout)
