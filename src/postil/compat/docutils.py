"""docutils 0.20 to 0.22: that it looks through a tree with a generator inside a generator at every node; that the nodes
of all extensions share one register of names.

Some fifty transforms look through each page, so that this is a sixth of a build. docutils has taken generators for
lists here because it was slow (https://sourceforge.net/p/docutils/patches/160), and kept the recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils.nodes import Element, Node

Condition = type[Node] | Callable[[Node], bool] | None
_find_all = Node.findall


class OwnNode(Element):
    """A node of ours, by whose name no other extension has one.

    docutils and Sphinx choose a visitor by the name of a node's class alone, wherever that comes from.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__name__ = f"postil_{cls.__name__}"


def find_quickly() -> None:
    """Have every tree looked through without recursion, in the same order; other ways of looking stay as they are."""
    Node.findall = _findall  # type: ignore[method-assign,assignment]


def _findall(
    self: Node,
    condition: Condition = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Node]:
    if siblings or ascend or not (include_self and descend):
        return _find_all(self, condition, include_self, descend, siblings, ascend)
    if isinstance(condition, type):
        return _below(self, condition)
    nodes = _below(self, object)
    return filter(condition, nodes) if condition else nodes


def _below(top: Node, kind: type) -> Iterator[Node]:
    """A node and those below it, if they are of a kind."""
    if isinstance(top, kind):
        yield top
    above: list[Iterator[Node]] = []
    nodes = iter(top.children)
    while True:
        for node in nodes:
            if isinstance(node, kind):
                yield node
            if node.children:
                above.append(nodes)
                nodes = iter(node.children)
                break
        else:
            if not above:
                return
            nodes = above.pop()
