"""Notebooks whose kernel is not installed are named: running one fails without a word on which kernel that was."""

from __future__ import annotations

from jupyter_client.kernelspec import KernelSpecManager
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from postil.compat.myst_nb import kernel_to_run, notebooks

logger = logging.getLogger(__name__)


def name_missing_kernels(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn (`postil.kernel`) of each notebook that is about to be read and run with a kernel that is missing."""
    if not hasattr(env, "mystnb_config"):
        return
    known = sorted(KernelSpecManager().find_kernel_specs())
    for docname, path in notebooks(env):
        name = kernel_to_run(app, path) if docname in docnames and path.suffix == ".ipynb" else ""
        if name and name not in known:
            hint = f"installed are: {', '.join(known) or 'none'}; name one in the notebook's metadata or install it"
            message = f"the kernel '{name}' is not installed; {hint}"
            logger.warning(message, location=docname, type="postil", subtype="kernel")
