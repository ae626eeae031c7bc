"""Other tools find our words on our pages: every annotation anchored again by Apache Annotator, in the browser."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.built import BUILT
from tests.support.chapters import CLOSE

NPM = ROOT / "tests/npm/node_modules"
PROGRAM = """
import { createTextQuoteSelectorMatcher, createTextPositionSelectorMatcher }
  from "@apache-annotator/dom";
async function words(matcher, scope) {
  const found = [];
  for await (const range of matcher(scope)) found.push(range.toString());
  return found;
}
window.anchorAgain = async (selectors) => {
  const [quote, fragment] = selectors;
  const byQuote = await words(createTextQuoteSelectorMatcher(quote), document.querySelector("main"));
  const scope = document.getElementById(fragment.value);
  const byPosition = await words(createTextPositionSelectorMatcher(fragment.refinedBy), scope);
  return [byQuote, byPosition];
};
"""


@pytest.fixture(scope="module")
def annotator(tmp_path_factory) -> str:
    """Apache Annotator's matchers as one script."""
    folder = tmp_path_factory.mktemp("annotator")
    (folder / "program.js").write_text(PROGRAM, "utf-8")
    (folder / "node_modules").symlink_to(NPM)
    command = [NPM / ".bin/esbuild", "program.js", "--bundle", "--format=iife", "--log-level=error"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_every_annotation_finds_exactly_its_words(reader, annotator) -> None:
    page_of_annotations = json.loads((BUILT / "exports/annotations.jsonld").read_text("utf-8"))
    by_page: dict[str, list[list[dict]]] = defaultdict(list)
    for item in page_of_annotations["items"]:
        by_page[item["target"]["source"]].append(item["target"]["selector"])
    assert len(by_page) > 1
    for name, targets in by_page.items():
        page = reader(bypass_csp=True, java_script_enabled=True).open(name)
        page.add_script_tag(content=annotator)
        for selectors in targets:
            exact = selectors[0]["exact"]
            by_quote, by_position = page.evaluate("selectors => anchorAgain(selectors)", selectors)
            assert by_quote == [exact], f"by its words, on {name}"
            assert by_position == [exact], f"by its place, on {name}"


def test_copied_words_are_the_article_s_alone(reader, edition) -> None:
    page = reader().open(CLOSE)
    for paragraph in page.locator("p.article").all():
        text = paragraph.evaluate("p => { getSelection().selectAllChildren(p); return getSelection().toString(); }")
        assert " ".join(text.split()) in " ".join(edition.article.text.split())


def test_the_page_of_exports_leads_to_every_file(reader) -> None:
    page = reader().open("book/about/exports.html")
    links = page.locator("main dt a").all()
    assert links
    for link in links:
        assert Path(link.evaluate("a => decodeURIComponent(new URL(a.href).pathname)")).is_file()


def test_the_ledger_carries_its_reviews_and_the_browser_does_not_complain(reader) -> None:
    visitor = reader()
    page = visitor.open("book/apparatus/claims.html")
    reviews = json.loads(page.locator("script[type='application/ld+json']").text_content())
    exported = json.loads((BUILT / "exports/claims.jsonld").read_text("utf-8"))
    for review in exported["@graph"]:
        del review["citation"]  # the page names the sources, and need not say twice what they say
    assert reviews == exported
    assert visitor.complaints == []
