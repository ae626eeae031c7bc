"""Bibliographies as reference managers write them: read once, and shown alike in exports; nonsense is refused."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pybtex.database import parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from postil.edition import read_edition
from postil.export import exports
from postil.export.addresses import Addresses
from postil.export.csl import csl_item
from postil.model import Name, Source
from postil.reading.bibtex import EntryParser
from postil.reading.csl_items import as_bibtex, read_items
from postil.reading.csl_names import appeared
from postil.reading.entries import date_problem, source_of
from postil.reading.latex import decode, encode
from postil.reading.source_facts import language_of
from postil.reading.sources import is_latex, read_sources
from postil.sphinx.words import date_of_source
from tests.support.edition import SOURCES, TERM, SmallEdition, note
from tests.support.tei import tei_all


def source(fields: str, kind: str = "article") -> Source:
    data = parse_string(f"@{kind}{{k2015,\n{fields}\n}}", "bibtex")
    return source_of("k2015", data.entries["k2015"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"M{\"u}ller, J{\'o}zef", "Müller, Józef"),
        (r"\O{}stergaard, \AA{}se and Hor{\v{c}}ek", "Østergaard, Åse and Horček"),
        (r"{\textless}100{\textgreater} \$5", "<100> $5"),
        (r"Die {\"U}bung \textit{in} \emph{Br{\"u}ssel}", "Die Übung in Brüssel"),
        ("Cost 100% more", "Cost 100% more"),
        (r"Cost 100\% more \& less", "Cost 100% more & less"),
        (r"{\fontencoding{T1}\selectfont x} and \usefont{T1}{ptm}{b}{it}y \fontsize{9}{11}z", "x and y z"),
        (r"\begin{otherlanguage}{german}Über\end{otherlanguage} \small alles\linebreak[4]da", "Über alles da"),
        (r"\label{a}\index{b}Dis\discretionary{c-}{}{c}uss \kern1pt it, \color{red}now", "Discuss it, now"),
        ("R & D", "R & D"),
        ("pages 1--2 of {{The} NASA} ``file''", "pages 1–2 of The NASA “file”"),
        (r"{\'\i}ndice {\ss} \c{c}a", "índice ß ça"),
        ("costs $5", "costs $5"),
        (r"$\alpha$-helix", "α-helix"),
        ("水滸傳", "水滸傳"),
        (r"H$_2$O, CO\textsubscript{2}, $10^{-3}$, x\textsuperscript{max}", "H₂O, CO₂, 10⁻³, xmax"),
        (r"{\em Anser} \mbox{in} {\TeX} \enquote{the \emph{quill}}", "Anser in TeX “the quill”"),
        (r"\href{https://example.org/a_b}{here}, \url{https://example.org/a_b}", "here, https://example.org/a_b"),
        (r"{\noopsort{1973b}}1973, \frac{1}{2}, \sqrt{2}", "1973, 1/2, √2"),
        (r"\foo and \foo{bar} in C:\Users", r"\foo and bar in C:\Users"),
        (
            r"typo\-graphy\/ vs.\@ \slash{} \S 5, \pounds5, \euro{}5, 20\,$^\circ$C",
            "typography vs. / §5, £5, €5, 20 °C",
        ),
        (r"\foreignlanguage{german}{Die Br\"ucke}\newline x &#8217; &rsquo; &ndash;", "Die Brücke x ’ ’ –"),
        (r"\glqq Quelle\grqq{} und \flq x\frq{}", "„Quelle“ und ‹x›"),
    ],
)
def test_latex_is_decoded(written: str, read: str) -> None:
    assert decode(written) == read


@given(st.sampled_from(["href", "sqrt", "title", "frac", "c", "textcolor", "x"]), st.text("{}[]$\\ a", max_size=9))
def test_a_command_without_what_it_asks_for_is_read_too(name: str, after: str) -> None:
    decode(f"a \\{name}{after}")


@given(st.text("{}ab é<>'-`&%_^\n", max_size=12))
def test_braces_alone_are_read_as_among_commands(text: str) -> None:
    assert decode(text) == decode(f"\\relax {text}")


@given(st.text("{}ab é<>'-\n", max_size=12))
def test_braces_alone_are_latex_where_they_come_in_pairs(text: str) -> None:
    try:
        Text.from_latex(text)
    except PybtexError:
        assert not is_latex(text)
    else:
        assert is_latex(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=30))
def test_what_is_encoded_is_decoded_again(words: str) -> None:
    plain = " ".join(
        words.replace("--", "").replace("''", "").replace("`", "").replace("?", "").replace("!", "").split()
    )
    assert decode(encode(plain)) == plain


@pytest.mark.parametrize(
    ("fields", "date", "year"),
    [
        ("year = {1987}", "1987", "1987"),
        ("date = {2020-10-22}", "2020-10-22", "2020"),
        ("year = 2020, month = oct", "2020-10", "2020"),
        ("year = 2020, month = {October}, day = 5", "2020-10-05", "2020"),
        ("date = {2019-12/2020-02}", "2019-12/2020-02", "2019"),
        ("date = {2020-10-22T10:00:00}", "2020-10-22", "2020"),
        ("year = {n.d.}", None, "n.d."),
        ("date = {12 October 2020}", "2020-10-12", "2020"),
        ("date = {October 5th, 2020}", "2020-10-05", "2020"),
        ("date = {1723~}", "1723~", "1723"),
        ("date = {1723/}", "1723/", "1723"),
        ("date = {2021-03-15/16}", "2021-03-15/16", "2021"),
        ("date = {2020-02/03}", "2020-02/03", "2020"),
        ("date = {{1723}-05}", "1723-05", "1723"),
        ("date = {/1723}", "/1723", "1723"),
        ('year = 2020, month = "10~" # oct', "2020-10-10", "2020"),
        ("year = 2020, month = {May--June}", "2020-05/2020-06", "2020"),
        ("year = 2020, month = {Spring}", "2020-21", "2020"),
        ("date = {October 2020}", "2020-10", "2020"),
        ("date = {Spring, 2020}", "2020-21", "2020"),
        ("date = {2020-3-4}", "2020-03-04", "2020"),
        ("date = {2020/3/4}", "2020-03-04", "2020"),
        ("date = {2020.03.04}", "2020-03-04", "2020"),
    ],
)
def test_either_field_gives_the_date(fields: str, date: str | None, year: str) -> None:
    found = source(f"author={{A}}, title={{T}}, {fields}").fields
    assert (found.get("date"), found.get("year")) == (date, year)
    assert not date_problem(found.get("date", ""))


@pytest.mark.parametrize(
    ("fields", "who", "people"),
    [
        ("author = {Smith, Jane and others}", "Smith et al.", "Smith, Jane et al."),
        ("editor = {Smith, Jane}", "Smith", "Smith, Jane (ed.)"),
        ("author = {{The Gazette}}", "The Gazette", "The Gazette"),
        ("organization = {R {\\&} D}", "R & D", "R & D"),
        ("translator = {Smith, Jane}", "Smith", "Smith, Jane"),
        ("author = {von Berg, Jr., M{\\'a}x and Li, Bai}", "von Berg and Li", "von Berg, Jr., Máx; Li, Bai"),
    ],
)
def test_whoever_answers_for_a_work_is_named(fields: str, who: str, people: str) -> None:
    found = source(f"title={{T}}, year=2000, {fields}")
    assert (found.who, found.people) == (who, people)


@pytest.mark.parametrize(
    "comment",
    [
        "@comment{@article{old, title={Old}}}",
        "%@article{old, title={Old},\n% year={1900},\n%}",
        "Free text, of ann@example.org and @nobody.",
        "@Comment{jabref-meta: grouping:\n1 StaticGroup:A\\;0;{x};\n}",
        "article{old,\n  title = {Old},\n}",
    ],
)
def test_what_stands_outside_of_entries_says_nothing(tmp_path: Path, comment: str) -> None:
    entry = '@book({key}, author={{A}}, title={{T ) %@x{{b}}}}, note="a ) b")'
    text = f"{entry.format(key='a')}\n\n{comment}\n\n{entry.format(key='b')}\n"
    (tmp_path / "a.bib").write_text(text, "utf-8")
    found, problems = read_sources(tmp_path / "a.bib")
    assert (list(found), problems) == (["a", "b"], [])
    assert found["b"].line == text.count("\n")


LENDING = """
@incollection{part, author={Roe}, title={A part}, xdata={press,  day}, crossref={Whole}, pages={1}}
@xdata{press, publisher={P}, xdata={town}}
@xdata{town, location={Rome}}
@xdata{day, year={1902}}
@book{whole, editor={Doe}, author={Nobody}, title={The whole}, subtitle={Of it}, date={1901-05}, state={checked},
  checked={2026-01-01}, publisher={Q}}
"""


def test_entries_lend_their_fields_to_those_that_name_them(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(LENDING, "utf-8")
    found, problems = read_sources(tmp_path / "a.bib")
    assert (list(found), problems) == (["part", "whole"], [])
    part = found["part"]
    expected = {"booktitle": "The whole", "booksubtitle": "Of it", "publisher": "P", "location": "Rome", "year": "1902"}
    assert expected.items() <= part.fields.items()
    assert (part.people, part.state, part.fields["date"]) == ("Roe", "unchecked", "1902")


def test_a_work_of_which_a_part_is_cited_need_not_be(small: SmallEdition) -> None:
    small.write("book/references.bib", LENDING.replace("{part", "{gazette-1901"))
    assert small.problems() == []
    small.write("book/references.bib", LENDING.replace("{part", "{gazette-1901").replace("crossref={Whole}, ", ""))
    assert small.codes() == ["source-uncited"]


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("@book{b, title={T,\n year={2000}\n}", 2, "that begins here does not end"),
        ("@comment{ {x}\n", 2, "that begins here does not end"),
        ("@book{b, author={A}, title={T}},\n year={2000},\n}", 2, "before its last fields; a brace is too much"),
        ("@set{b, entryset={a}}", 2, "is no source, but a set of others"),
        ("@book{b, author={A}, title={T}, XData={c}}", 2, "by xdata from 'c', which is no other entry of this file"),
        ("@book{b, author={A}, title={T}, crossref={B}}", 2, "by crossref from 'B', which is no other entry"),
        ("@book{b, author={Doe, Jane; Roe, Richard}, title={T}}", 2, "put “and” between names"),
        ("@book{b, author={Doe, Jane und Roe, Richard}, title={T}}", 2, "put “and” between names"),
        ("@book{b, author={{}}, title={T}}", 2, "has no author"),
        ("@book{\n author={A}, title={T}}", 2, "has no key; name it"),
        ("@book{b, author={A}, title={T}, url={https://e.org/a|b}}", 2, "signs such as |"),
        ("@book{b, author={A}, title={T}, year={2000}, month={13}}", 2, "which no calendar knows"),
        ("@book{b, author={A}, title={T}, date={１９９９}}", 2, "has the date '１９９９'"),
        ("@book{b c, author={A}}", 2, "the key 'b c' has a space in it"),
        ("@book{b, author={A}, title={T}, journal=jacm}", 2, "put the words in braces"),
        ("@book{b, author={Doe, J, Roe, K, Poe, L}, title={T}}", 2, "put “and” between names"),
        ("@book b, author={A}}", 2, "expected"),
    ],
)
def test_a_slip_is_named_where_it_is(tmp_path: Path, entry: str, line: int, words: str) -> None:
    (tmp_path / "a.bib").write_text(f"@book{{a, author={{A}}, title={{T}}}}\n{entry}\n", "utf-8")
    _, problems = read_sources(tmp_path / "a.bib")
    assert (problems[0].line, len(problems)) == (line, 1)
    assert words in problems[0].message


def test_comments_without_end_are_read_in_one_pass(tmp_path: Path) -> None:
    """Else this takes minutes."""
    (tmp_path / "a.bib").write_text("@comment{\n" * 50_000 + "% @x{\n" * 50_000 + "@comment{x} " * 20_000, "utf-8")
    sources, _ = read_sources(tmp_path / "a.bib")
    assert not sources


def test_html_in_titles_is_read(tmp_path: Path) -> None:
    written = 'The <i>Origin</i> of <span class="nocase">x<sub>2</sub></span>: a < b, R &amp; D, <i>open'
    assert decode(written) == "The Origin of x₂: a < b, R & D, <i>open"


def test_a_doi_alone_is_an_address_and_escapes_in_addresses_go() -> None:
    assert source("author={A}, title={T}, doi={10.1000/xyz123}").url == "https://doi.org/10.1000/xyz123"
    assert source("author={A}, title={T}, doi={https://doi.org/10.1000/a_b}").fields["doi"] == "10.1000/a_b"
    assert source(r"author={A}, title={T}, url={https://example.org/a{\_}b/\~{}c}").url == "https://example.org/a_b/~c"


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (r"howpublished={\url{https://example.org/a_b%20c}}", "https://example.org/a_b%20c"),
        (r"url={\url{https://example.org/a}}", "https://example.org/a"),
        (r"url={https://example.org/a{\_}b{\%}20c http://www.example.org/2}", "https://example.org/a_b%20c"),
        ("eprint={2001.12345}, archiveprefix={arXiv}", "https://arxiv.org/abs/2001.12345"),
        ("doi={DOI 10.1000/xyz}", "https://doi.org/10.1000/xyz"),
        ("doi={https://doi.org/10.1000/x%28y%29}", "https://doi.org/10.1000/x(y)"),
        ("doi={10.1002/(SICI)17:15<1661::AID>3.0}", "https://doi.org/10.1002/(SICI)17:15%3C1661::AID%3E3.0"),
    ],
)
def test_an_address_is_found_where_programs_write_it(fields: str, url: str) -> None:
    assert source(f"author={{A}}, title={{T}}, {fields}").url == url


def test_a_subtitle_and_a_season_are_kept(small: SmallEdition) -> None:
    assert source("author={A}, title={T}, subtitle={On {S}}").fields["title"] == "T: On S"
    small.write("book/references.bib", SOURCES.replace("  year = {1901},\n", "").replace("1901-04-02", "1901-21"))
    assert not small.codes()


@pytest.mark.parametrize(
    "date",
    [
        "2020-02-30",
        "2021/2020",
        "2020-05/2020-04-30",
        "2020-03-15/14",
        "2020-13",
        "20201022",
        "22.10.2020",
        "soon",
        "2020/21/22",
        "0-0",
    ],
)
def test_a_date_that_no_calendar_knows_is_refused(small: SmallEdition, date: str) -> None:
    small.write("book/references.bib", SOURCES.replace("  year = {1901},\n", "").replace("1901-04-02", date))
    assert "source-field-value" in small.codes()


def test_a_year_and_a_date_that_differ_are_refused(small: SmallEdition) -> None:
    small.write("book/references.bib", SOURCES.replace("year = {1901}", "year = {1902}"))
    (problem,) = small.problems()
    assert "says year 1902 and date 1901-04-02; they must agree" in problem.message


@pytest.mark.parametrize(
    "exported",
    [
        "@article{DBLP:conf/x/doe_15,\n author={Doe, Jane}, title={{The} quill},\n year=2015, "
        "month=jan, keywords={tools, press}\n}",
        "% Encoding: UTF-8\n@Comment{jabref-meta: databaseType:bibtex;}\n@Book{a, author={A}, title={T}, year={2000}}",
        "@string{acm = {ACM Press}}\n@book{a, author={A}, title={T}, year={2000}, publisher=acm}",
        '@preamble{ "\\newcommand{\\noopsort}[1]{#1} " # "x" }\n@book(a, author={A}, title={T}, year={2000})',
        '@string{acm = {{ACM} {P{r}ess}}}\n@string{b = "A{\\&}A"}\n@book{a, author={A}, title={T}, journal=b # acm}',
        "@preamble({\\x} # {y})\n@book{a, author={A}, title={T}, year={2000}}",
        '@string{a = "C# " # {and}}\n@string{b = a # " more"}\n@book{a, author={A}, title=b, year={2000}}',
        "@Comment nothing\n@book{a, author={A}, title={T}, year={2000}}",
        "%% Created using BibDesk\n@article{a, Author={A}, Title={T}, Year={2000}, Date-Added={2013-01-01 10:00:00}}",
    ],
)
def test_files_of_reference_managers_are_read(tmp_path: Path, exported: str) -> None:
    path = tmp_path / "references.bib"
    path.write_text(exported, "utf-8")
    sources, problems = read_sources(path)
    assert len(sources) == 1 and problems == []
    assert next(iter(sources.values())).state == "unchecked"


def test_names_are_those_of_biblatex_and_of_haste(tmp_path: Path) -> None:
    names = "family=Goethe, given=Johann Wolfgang, prefix=von, useprefix=true and family={Foo, Bar}, given=X"
    (tmp_path / "a.bib").write_text(
        f"@book{{a, author={{{names} and Doe, Jane and}}, title={{T}}, year={{2000}}}}", "utf-8"
    )
    sources, _ = read_sources(tmp_path / "a.bib")
    assert sources["a"].people == "von Goethe, Johann Wolfgang; Foo, Bar, X; Doe, Jane"
    (tmp_path / "a.bib").write_text("@book{a, author={Doe, Jane et al.}, title={T}, year={2000}}", "utf-8")
    assert read_sources(tmp_path / "a.bib")[0]["a"].others


@pytest.mark.parametrize(("names", "people"), [("A, B and and C, D", "A, B; C, D"), (", and E, F", "E, F"), (",", "")])
def test_commas_and_conjunctions_are_no_names(tmp_path: Path, names: str, people: str) -> None:
    (tmp_path / "a.bib").write_text(f"@book{{a, author={{{names}}}, title={{T}}, year={{2000}}}}", "utf-8")
    sources, problems = read_sources(tmp_path / "a.bib")
    assert (sources["a"].people, len(problems)) == (people, not people)


@pytest.mark.parametrize("text", ['[{"id": "x", "title": "T"}]', "TY  - JOUR\nTI  - T\nER  -\n"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.bib").write_text(text, "utf-8")
    assert [(p.code, p.line) for p in read_sources(tmp_path / "a.bib")[1]] == [("source-unreadable", 1)]
    (tmp_path / "a.bib").write_text("% none yet\n\n", "utf-8")
    assert read_sources(tmp_path / "a.bib") == ({}, [])


@pytest.mark.parametrize(
    "fault", ["title={T}, title={U}", "author={Doe, J, Roe, K, Poe, L}", "title={T}},\n@book{a, title={U}"]
)
def test_what_makes_an_entry_unreadable_is_named_with_its_line(tmp_path: Path, fault: str) -> None:
    (tmp_path / "a.bib").write_text(f"@book{{b, title={{T}}}}\n\n@book{{a, {fault}}}", "utf-8")
    _, (problem,) = read_sources(tmp_path / "a.bib")
    assert problem.line == 3 + fault.count("\n")


def test_an_entry_without_a_comma_after_its_key_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{b, author={A}, title={T}}\n\n@book{a title={U}}\n", "utf-8")
    assert {p.line for p in read_sources(tmp_path / "a.bib")[1]} == {3}


def test_csl_json_is_a_bibliography_too_and_our_own_export_comes_back(small: SmallEdition) -> None:
    before, _ = read_edition(small.root)
    (small.root / "book/references.bib").unlink()
    small.write("book/references.json", dict(exports(before, Addresses(before)))["sources.csl.json"])
    after, problems = read_edition(small.root)
    assert problems == [] and small.problems() == []
    (old,), (new,) = before.sources.values(), after.sources.values()
    assert (old.key, old.fields, old.names) == (new.key, new.fields, new.names)


_FULL = {
    "title": "On quills & 5%", "container-title": "Journal of Pens", "volume": "12", "issue": "3", "page": "45-67",
    "number": "7", "publisher": "ACME & Co", "publisher-place": "Paris", "edition": "2", "collection-title": "Series",
    "genre": "PhD thesis", "ISBN": "978-0", "ISSN": "1234-5678", "event-title": "Conf", "event-place": "Rome",
    "medium": "DVD", "archive": "BnF", "authority": "Parliament", "section": "§ 4", "DOI": "10.1000/x",
    "language": "fr", "URL": "https://x.example/a_b%20c", "author": [{"family": "Doe", "given": "Jane"}],
    "editor": [{"family": "Roe", "given": "Max"}], "translator": [{"family": "von Berg", "given": "A"}],
    "director": [{"literal": "The Crew"}], "container-author": [{"family": "Poe", "given": "E."}],
    "issued": {"date-parts": [[2015, 3, 2]]}, "accessed": {"date-parts": [[2016]]},
    "event-date": {"date-parts": [[2014, 5]]},
}  # fmt: skip
_WORKS = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic dataset document "
    "entry-encyclopedia graphic hearing interview legal_case legislation manuscript map motion_picture pamphlet "
    "paper-conference patent personal_communication post-weblog report review review-book software song speech "
    "standard thesis treaty webpage"
)


@pytest.mark.parametrize("kind", _WORKS.split())
def test_all_that_csl_json_says_of_a_work_comes_back(kind: str) -> None:
    item = {"id": "k", "type": kind, **_FULL}
    read = read_items(json.dumps([item]))
    for data in (read, EntryParser().parse_string(as_bibtex(read))):
        again = csl_item(source_of("k", data.entries["k"]))
        assert {name: again.get(name) for name in item} == item


def test_pages_and_tei_say_in_what_a_work_appeared(small: SmallEdition) -> None:
    item = {"id": "doe", "type": "article-journal", **_FULL, "genre": "", "note": "state: unchecked"}
    small.write("book/references.json", json.dumps([item]))
    edition, problems = read_edition(small.root)
    assert problems == []
    assert appeared(edition.sources["doe"]) == "Journal of Pens 12 (3), 45–67, Paris: ACME & Co"
    root = etree.fromstring(dict(exports(edition, Addresses(edition)))["edition.tei.xml"].encode())
    assert tei_all().validate(root), tei_all().error_log
    assert root.findtext(".//{*}biblStruct/{*}monogr/{*}title") == "Journal of Pens"


def test_items_of_zotero_are_read(tmp_path: Path) -> None:
    item = {
        "id": "http://zotero.org/1",
        "citation-key": "doe_2015",
        "type": "article",
        "title": "On <i>quills</i> & 5%",
    }
    item |= {"author": [{"family": "Berg", "given": "Max", "non-dropping-particle": "von"}, {"literal": "ACME"}]}
    item |= {
        "issued": {"date-parts": [[2015, 3, 2]]},
        "DOI": "10.1000/x",
        "note": "state: checked\nchecked: 2026-11-01",
    }
    path = tmp_path / "references.json"
    path.write_text(json.dumps([item]), "utf-8")
    sources, problems = read_sources(path)
    assert problems == []
    found = sources["doe_2015"]
    assert found.names == (Name("von Berg", "Max"), Name("ACME"))
    assert (found.fields["title"], found.fields["date"], found.state) == ("On quills & 5%", "2015-03-02", "checked")


@pytest.mark.parametrize(
    ("people", "names"),
    [
        (
            {"author": [{"family": "Foo", "given": "J", "dropping-particle": "de", "non-dropping-particle": "La"}]},
            "de La Foo, J",
        ),
        ({"director": [{"family": "Doe", "given": "Jane"}]}, "Doe, Jane"),
        ({"author": "Jane Doe"}, "Jane Doe"),
        ({"author": {"family": "Doe"}}, "Doe"),
    ],
)
def test_every_form_of_name_of_csl_is_kept(tmp_path: Path, people: dict[str, object], names: str) -> None:
    path = tmp_path / "references.json"
    path.write_text(json.dumps([{"id": "a", "title": ["T"], "issued": "2020", **people}]), "utf-8")
    sources, problems = read_sources(path)
    assert problems == [] and sources["a"].people == names and sources["a"].fields["title"] == "T"


@pytest.mark.parametrize(
    "item",
    [
        {"author": [{"family": "Barnes and Noble", "given": "Ann, Bo"}]},
        {"author": [{"family": "Doe, Inc.", "given": "and", "suffix": "Jr., PhD"}, {"literal": "A and B, C"}]},
        {"author": [{"family": "{Doe", "given": "}"}]},
        {"author": "Doe", "title": "a } b", "note": "{"},
    ],
)
def test_what_the_book_reads_of_csl_is_what_the_check_reads(item: dict[str, object]) -> None:
    read = read_items(json.dumps([{"id": "k", "title": "T", "issued": "2020", **item}]))
    written = EntryParser().parse_string(as_bibtex(read))
    assert source_of("k", written.entries["k"]) == source_of("k", read.entries["k"])


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [["2020", "5"]], "circa": True}, "2020-05~"),
        ({"date-parts": [[2020]], "season": 1}, "2020-21"),
        ({"date-parts": [[2020]], "season": "Spring"}, "2020-21"),
        ({"raw": "12 October 2020"}, "2020-10-12"),
        ({"date-parts": [[2020], [0]]}, "2020/"),
        ({"date-parts": [[2020, 0, 0]]}, "2020"),
        ({"date-parts": [[-43]]}, "-0043"),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [[None]]}, None),
        ("2020-05~", "2020-05~"),
        (2020, "2020"),
        ({"edtf": "2020?"}, "2020?"),
        ({"raw": "1999/2000"}, "1999/2000"),
        ({"literal": "n.d."}, "n.d."),
    ],
)
def test_every_form_of_date_of_csl_is_kept(tmp_path: Path, issued: object, date: str | None) -> None:
    path = tmp_path / "references.json"
    item = {"id": 7, "title": "x &lt; y<sup>2</sup> &#38; z", "author": [{"family": "Doe"}], "issued": issued}
    path.write_text(json.dumps([item]), "utf-8")
    sources, problems = read_sources(path)
    assert problems == [] and sources["7"].fields.get("date") == date
    assert sources["7"].fields["title"] == "x < y² & z"


@pytest.mark.parametrize("issued", [{"year": 2020}, {"date-parts": [2020, 5]}, {"date-parts": [[2020.5]]}, [[2020]]])
def test_a_date_in_no_form_of_csl_is_named(tmp_path: Path, issued: object) -> None:
    path = tmp_path / "references.json"
    path.write_text(json.dumps([{"id": "a", "title": "T", "author": [{"family": "Doe"}], "issued": issued}]), "utf-8")
    (problem,) = read_sources(path)[1]
    assert "2020" in problem.message and "write 2020, 2020-10 or 2020-10-22" in problem.message


@pytest.mark.parametrize("hidden", ["\0", "\u202e", "\u200b", "\ud800", "\ue000"])
@pytest.mark.parametrize("field", ["title", "author"])
def test_what_json_hides_is_named(tmp_path: Path, hidden: str, field: str) -> None:
    item = {"id": "a", "title": "T", "author": [{"family": "Doe"}]}
    item |= {"title": f"T{hidden}x"} if field == "title" else {"author": [{"literal": f"D{hidden}oe"}]}
    path = tmp_path / "references.json"
    path.write_text(json.dumps([{"id": "b", "title": "T", "author": [{"family": "B"}]}, item], indent=1), "utf-8")
    (problem,) = read_sources(path)[1]
    assert problem.line == 12 and f"U+{ord(hidden):04X}" in problem.message


def test_an_item_twice_is_named_by_the_line_of_the_second(tmp_path: Path) -> None:
    path = tmp_path / "references.json"
    path.write_text('[{"id": "a",\n "title": "T"},\n {"id": "a"}]', "utf-8")
    (problem,) = read_sources(path)[1]
    assert (problem.line, problem.message) == (3, "the id 'a' stands there twice; keep one")


@pytest.mark.parametrize("wrap", ['{"references": [%s]}', '{"items": [%s], "config": {}}', "%s"])
def test_items_may_stand_in_a_mapping_or_alone(tmp_path: Path, wrap: str) -> None:
    path = tmp_path / "references.json"
    item = {"id": "a", "title": "T", "author": [{"family": "Doe"}], "language": "de-DE"}
    path.write_text(wrap % json.dumps(item), "utf-8")
    sources, problems = read_sources(path)
    assert problems == [] and language_of(sources["a"], None) == "de"


@pytest.mark.parametrize("text", ["{", "7", '[{"title": "x"}]', '[{"id": 1}, {"id": "1"}]', "[" * 9999])
def test_what_is_no_csl_json_is_refused(small: SmallEdition, text: str) -> None:
    small.write("book/references.json", text)
    assert "source-unreadable" in small.codes()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_key_is_one_however_its_accents_are_written(small: SmallEdition, form: str) -> None:
    def written(text: str, form: str) -> str:
        return normalize(form, text.replace("gazette-1901", "führer-1901"))

    other = "NFD" if form == "NFC" else "NFC"
    small.write("book/references.bib", written(SOURCES, form))
    text = note(sources="[gazette-1901]", margin="So {cite:p}`gazette-1901#wood` says.")
    small.note("wooden-bridge", written(text, other))
    small.write("book/apparatus/glossary.yml", written(TERM, other))
    record = "source: gazette-1901\nextent: whole\npassages:\n- id: wood\n  says: It was of wood.\n"
    small.write("book/evidence/one.yml", written(record, other))
    small.write("data/floods.csv", written("year,source_ids\n1901,gazette-1901\n", other))
    assert small.problems() == []
    small.write("book/references.bib", SOURCES + written(SOURCES, "NFC") + written(SOURCES, "NFD"))
    assert "repeated" in next(p.message for p in small.problems() if p.code == "source-unreadable")
    items = json.dumps([{"id": written("gazette-1901", each), "title": "T"} for each in ("NFC", "NFD")])
    small.write("book/references.json", items)
    assert any("stands there twice" in problem.message for problem in small.problems())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2020-05-03", "3 May 2020"),
        ("2020-05~", "about May 2020"),
        ("2020?", "perhaps 2020"),
        ("2020-24%", "perhaps about winter 2020"),
        ("198X", "1980s"),
        ("19XX", "1900–1999"),
        ("2020-05-XX", "May 2020"),
        ("2020-XX", "2020"),
        ("-0043", "44 BC"),
        ("0399", "399"),
        ("2019-12/2020-02", "December 2019 – February 2020"),
        ("2020-10/11", "October – November 2020"),
        ("2020-10-03/05", "3–5 Oct 2020"),
        ("1640~/1642-05", "about 1640 – May 1642"),
        ("2020/..", "from 2020"),
        ("/2020-21", "until spring 2020"),
        ("n.d.", "n.d."),
        ("about 1640", "about 1640"),
        ("1640 or soon after", "1640 or soon after"),
    ],
)
def test_dates_of_sources_are_said_in_words(written: str, words: str) -> None:
    assert not date_problem(written)
    assert date_of_source(written, "en").replace("\u2009", " ") == words


def test_dates_of_sources_are_said_in_the_language_of_the_book() -> None:
    said = {date_of_source("2020-10/2020-11", language).replace("\u2009", " ") for language in ("de", "fr", "zh")}
    assert said == {"Oktober–November 2020", "octobre – novembre 2020", "2020年10月至11月"}
    assert date_of_source("-0043", "de") == "44 v. Chr."


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ("langid={german}", "de"),
        ("langid={ngerman}", "de"),
        ("langid={english}, language={Deutsch}", "en"),
        ("langid={brazilian}", "pt"),
        ("langid={grc}", "grc"),
        ("language={en-US}", "en"),
        ("language={French}", "fr"),
        ("language={zh_TW}", "zh"),
        ("langid={klingonese}", ""),
    ],
)
def test_languages_of_sources_are_known_by_tag_or_name(fields: str, language: str) -> None:
    assert language_of(source(f"author={{A}}, title={{T}}, year=2000, {fields}"), None) == language


def test_a_number_by_which_dblp_tells_people_apart_is_no_name(small: SmallEdition) -> None:
    small.write("book/references.bib", SOURCES.replace("{The Gazette}", "Bo de Ray 0001 and Jane A. Doe 0002"))
    sources, _ = read_sources(small.root / "book/references.bib")
    assert [str(name) for name in sources["gazette-1901"].names] == ["de Ray, Bo", "Doe, Jane A."]


@pytest.mark.parametrize(("date", "year"), [("circa 1640", "c. 1640"), ("about 1640", "c. 1640"), ("n.d.", "")])
def test_a_year_that_words_name_is_the_year_of_a_source(small: SmallEdition, date: str, year: str) -> None:
    small.write("book/references.bib", SOURCES.replace("year = {1901}", "note = {x}").replace("1901-04-02", date))
    sources, _ = read_sources(small.root / "book/references.bib")
    assert sources["gazette-1901"].fields.get("year", "") == year


def test_greek_letters_of_texts_stay() -> None:
    assert decode(r"\textalpha{}-rays and \textLambda") == "α-rays and Λ"
