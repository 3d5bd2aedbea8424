"""The kernel in which notebooks are recorded and tested: this interpreter, this package, no network."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import ipykernel.kernelspec
import traitlets
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from culture_d.making import project
from culture_d.making.normalise import normalise
from culture_d.making.project import ROOT

OFFLINE = Path(__file__).with_name("offline")
CELL_TIMEOUT = 60  # seconds; without one, nbclient can wait for ever for an interactive cell
NOBODY = "http://127.0.0.1:9"  # the discard port: a proxy that always refuses


def offline_environment(root: Path = ROOT) -> dict[str, str]:
    """Return the environment of a process that runs the course's code and reaches no other host."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    paths = [str(OFFLINE), str(root), str(ROOT), env.get("PYTHONPATH", "")]
    env["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(p for p in paths if p))
    for scheme in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        env[scheme] = env[scheme.lower()] = NOBODY
    env["NO_PROXY"] = env["no_proxy"] = "127.0.0.1,localhost"
    env["CULTURE_D_OFFLINE"] = "1"  # the portals answer from their dated copies, never from somebody's cache
    return env


class ThisInterpreter(KernelSpecManager):
    """Kernels of the running interpreter, whatever kernelspecs the machine has."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(resource_dir="", **ipykernel.kernelspec.get_kernel_dict())


class ThisKernel(AsyncKernelManager):
    """A manager of such kernels, which nbclient makes, and therefore stops, by itself."""

    @traitlets.default("kernel_spec_manager")
    def _this_interpreter(self) -> KernelSpecManager:
        return ThisInterpreter(parent=self)


def run(path: Path, root: Path = ROOT) -> NotebookNode:
    """Run a notebook from its own folder, without network, and return it normalised.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    nbclient.exceptions.CellTimeoutError
        If a cell takes more than a minute.
    culture_d.making.normalise.AbsolutePathError
        If an output shows the path of the project.
    """
    nb = project.read_notebook(path)
    client = NotebookClient(
        nb,
        kernel_manager_class=ThisKernel,
        kernel_name="python3",
        timeout=CELL_TIMEOUT,
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        store_widget_state=False,
    )
    client.execute(env=offline_environment(root), stderr=subprocess.DEVNULL)  # of the kernel, not of cells
    return normalise(nb, root)
