"""A tree is looked through in docutils' own order, also while it is changed, whatever is looked for."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from postil.compat.docutils import Condition, _find_all, _findall

CONDITIONS: list[Condition] = [None, nodes.Text, nodes.Element, nodes.General, lambda node: "a" in node.astext()]


def trees(below: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[nodes.Node]:
    """Elements of several kinds, with children."""
    kinds = st.sampled_from([nodes.section, nodes.container, nodes.block_quote, nodes.bullet_list])
    return st.builds(lambda kind, children: kind("", *children), kinds, st.lists(below, max_size=4))


elements = trees(st.recursive(st.text("ab", max_size=2).map(nodes.Text), trees))


@given(elements, st.sampled_from(CONDITIONS), st.booleans())
def test_the_same_nodes_are_found_in_the_same_order(tree: nodes.Element, wanted: Condition, include: bool) -> None:
    assert [*map(id, _findall(tree, wanted, include))] == [*map(id, _find_all(tree, wanted, include))]


@given(elements, st.integers(1, 3))
def test_the_same_is_found_while_nodes_are_replaced_put_in_and_taken_out(tree: nodes.Element, every: int) -> None:
    def changed(findall: object) -> str:
        copy = tree.deepcopy()
        seen = []
        for number, node in enumerate(findall(copy, nodes.Element)):  # type: ignore[operator]
            seen.append(node.tagname)
            if node.parent is not None and number % every == 0:
                node.replace_self([nodes.strong("", "b"), *node.children])
            elif number % every == 1:
                node.append(nodes.strong("", "a"))
            elif node.children:
                node.pop()
            if number > 50:
                break
        return f"{seen} {copy}"

    assert changed(_findall) == changed(_find_all)


def test_a_deep_tree_ends_no_recursion() -> None:
    tree = nodes.inline()
    for _ in range(4999):
        tree = nodes.inline("", "", tree)
    assert sum(1 for _ in _findall(tree, nodes.inline)) == 5000


def test_siblings_are_found_as_before() -> None:
    tree = nodes.paragraph("", nodes.emphasis("", "a"), nodes.strong("", "b"))
    assert [*_findall(tree[0], siblings=True)] == [*_find_all(tree[0], siblings=True)]
