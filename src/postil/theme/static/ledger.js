// The ledger of claims: sort by a column, show only some verdicts, find words. Without script it is a plain table.
(function (postil) {
  "use strict";

  var table = document.querySelector("table.ledger");
  var counts = document.querySelector(".counts");
  var body = table.tBodies[0];
  var rows = Array.from(body.rows);
  var order = new Map(rows.map(function (row, index) { return [row, index]; }));
  var chosen = new Set();
  var search = document.createElement("input");
  var status = document.createElement("p");

  function verdictOf(row) { return row.querySelector(".postil-verdict").textContent; }

  function show() {
    var words = search.value.trim().toLowerCase();
    var shown = rows.filter(function (row) {
      row.hidden = (chosen.size > 0 && !chosen.has(verdictOf(row))) ||
        !row.textContent.toLowerCase().includes(words);
      return !row.hidden;
    });
    status.textContent = shown.length + " of " + rows.length + " claims";
  }

  function chooser(item) {
    var badge = item.querySelector(".postil-verdict");
    var button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.append.apply(button, Array.from(item.firstElementChild.childNodes));
    button.addEventListener("click", function () {
      var verdict = badge.textContent;
      var on = !chosen.delete(verdict);
      if (on) chosen.add(verdict);
      button.setAttribute("aria-pressed", String(on));
      show();
    });
    item.firstElementChild.replaceWith(button);
  }

  function sorter(head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent.trim();
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      Array.from(head.parentNode.cells).forEach(function (cell) { cell.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var sorted = rows.slice().sort(function (a, b) {
        var difference = column === 0 ? 0 : a.cells[column].textContent.localeCompare(b.cells[column].textContent);
        return (difference || order.get(a) - order.get(b)) * (down ? -1 : 1);
      });
      body.append.apply(body, sorted);
    });
  }

  function finder() {
    var form = document.createElement("div");
    var label = document.createElement("label");
    form.className = "finder";
    search.type = "search";
    label.append("Only with the words ", search);
    status.setAttribute("role", "status");
    form.append(label, status);
    search.addEventListener("input", show);
    table.before(form);
  }

  Array.from(counts.children).forEach(chooser);
  Array.from(table.tHead.rows[0].cells).forEach(sorter);
  finder();
  show();
  postil.settled();
})(window.postil);
