"""jupyter_client 8 and ipykernel 6 and 7: kernels forked from a process that has imported what notebooks import.

A kernel of its own imports IPython, pandas and Plotly for a second before it runs a line, and an edition may have a
dozen. jupyter_client lets provisioners start kernels, but knows them by entry points, which every Jupyter on the
machine would be offered; `KernelProvisionerFactory.provisioners` takes ours for as long as notebooks are run. Where
that is not possible kernels start in the ordinary way: elsewhere than on Linux, where a process that has imported these
is not safe to fork, and for other kernels.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_NAME = "postil-forked"
_PARENT = "JPY_PARENT_PID"  # a kernel ends when that process is gone
_STREAMS = {"stdin", "stdout", "stderr"}
_LAUNCHED = [sys.executable, "-m", "ipykernel_launcher"]  # and its arguments
_IMPORTED = (  # which start no thread of Python's
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython",
    "psutil",  # for the addresses of this machine
    "pandas",
    "plotly.graph_objects",
    "plotly.basedatatypes",  # which graph_objects imports when it is asked for a figure
    "postil.charts.figures",
)
_DEBUGGER = "debugpy"  # which takes as long to import as all of IPython; nobody debugs these kernels
_ERRORS_ALONE = "--log-level=ERROR"  # or else each kernel warns that it is not encrypted, within one machine
_PATIENCE = 60  # seconds to wait for a kernel that is to be forked
_LOOK_UP = 1  # seconds after which the process looks whether the build is still there

_address = ""  # of the process that forks kernels; processes that a build forks know it too


@contextmanager
def quick_kernels() -> Iterator[None]:
    """Have kernels forked that are started meanwhile in this process, and in those that it forks."""
    global _address
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    with ExitStack() as stack:
        if sys.platform == "linux" and before == "local-provisioner" and not _address:
            with suppress(OSError):
                _address = _start(stack)
                entry = f"{__name__}:ForkedProvisioner"
                factory.provisioners[_NAME] = EntryPoint(_NAME, entry, factory.GROUP_NAME)
                factory.default_provisioner_name = _NAME
        try:
            yield
        finally:
            if factory.default_provisioner_name != before:
                factory.default_provisioner_name = before
                _address = ""


def _start(stack: ExitStack) -> str:
    """Start the process that forks, until the stack is unwound; returns its address. Raises OSError."""
    address = str(Path(stack.enter_context(TemporaryDirectory()), "kernels"))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", __name__, str(listener.fileno()), str(os.getpid())],
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return address


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel of this Python by forking, any other in the ordinary way."""

    async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
        """Start the kernel; returns how to connect to it."""
        plain = [part for part in cmd if part != "-Xfrozen_modules=off"]
        forkable = plain[:3] == _LAUNCHED and _STREAMS.isdisjoint(given)
        kernel = ForkedKernel.started(plain[2:], given["env"], given.get("cwd") or ".") if forkable else None
        if kernel is None:
            return await super().launch_kernel(cmd, **given)
        self.process, self.pid, self.pgid = kernel, kernel.pid, kernel.pid  # type: ignore[assignment]
        self.cwd = given.get("cwd", Path.cwd())
        return self.connection_info


class ForkedKernel:
    """A kernel as `subprocess.Popen` shows one. It is no child of this process: its connection ends when it does."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection

    @classmethod
    def started(cls, argv: list[str], env: dict[str, str], cwd: str) -> ForkedKernel | None:
        """A kernel that is forked now; None where that cannot be."""
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(_PATIENCE)
            connection.connect(_address)
            request = {"argv": argv, "env": env, "cwd": str(Path(cwd).resolve())}
            connection.sendall(json.dumps(request).encode() + b"\n")
            pid = int(connection.recv(64))
            connection.settimeout(None)
        except (OSError, ValueError):
            connection.close()
            return None
        return cls(pid, connection)

    def poll(self) -> int | None:
        """None while the kernel runs; its status is not known."""
        try:
            self._connection.recv(1, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        return 0

    def wait(self) -> int:
        """Wait until the kernel has ended."""
        self._connection.recv(1)
        self._connection.close()
        return 0

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)


def main(listener: socket.socket, build: int) -> None:
    """Import, then fork a kernel for each request, until the build that asked for it is gone."""
    gc.disable()  # while all that is made stays
    del sys.path[0]  # the folder in which this was started; a kernel adds its own
    os.environ[_PARENT] = str(os.getpid())  # which ipykernel reads when it is imported
    sys.modules[_DEBUGGER] = None  # type: ignore[assignment]  # so ipykernel does without
    for name in _IMPORTED:
        with suppress(ImportError):
            import_module(name)
    del sys.modules[_DEBUGGER]  # a notebook may have it
    if threading.active_count() > 1:
        return  # a fork would have one of them alone
    gc.collect()
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for kernels
    listener.settimeout(_LOOK_UP)
    while os.getppid() == build:
        with suppress(TimeoutError):
            connection, _ = listener.accept()
            request = connection.makefile().readline()
            if request and os.fork() == 0:
                listener.close()
                _be_kernel(json.loads(request), connection)
                return
            connection.close()


def _be_kernel(request: dict[str, Any], connection: socket.socket) -> None:
    """Run a kernel as `ipykernel_launcher` would; the connection stays open as long."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    try:
        connection.sendall(str(os.getpid()).encode())
    except OSError:
        return  # whoever asked has not waited
    os.environ.clear()
    os.environ.update({**request["env"], _PARENT: str(os.getppid())})
    os.chdir(request["cwd"])
    sys.argv = [*request["argv"], _ERRORS_ALONE]
    import_module("ipykernel.kernelapp").launch_new_instance()


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
