"""Notebooks whose kernel is not installed are named: running one fails without a word on which notebook that was."""

from __future__ import annotations

from jupyter_client.kernelspec import KernelSpecManager
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from postil.compat.myst_nb import kernel_to_run, notebooks


def refuse_missing_kernels(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Raise SystemExit with a line for each notebook that is about to be read and run with a kernel that is missing."""
    if not hasattr(env, "mystnb_config"):
        return
    known = sorted(KernelSpecManager().find_kernel_specs())
    read = [path for docname, path in notebooks(env) if docname in docnames and path.suffix == ".ipynb"]
    missing = [(path, name) for path in read if (name := kernel_to_run(app, path)) and name not in known]
    if missing:
        hint = f"installed are: {', '.join(known) or 'none'}; name one in the notebook's metadata or install it"
        raise SystemExit("\n".join(f"{path}:1: the kernel '{name}' is not installed; {hint}" for path, name in missing))
