// @ts-check
// The table of a chart can be sorted by each column, and the chart saved as a PNG picture.
window.postil ||= /** @type {Postil} */ ({});

((postil) => {
  "use strict";

  /** @param {string} a @param {string} b */
  function compare(a, b) {
    const numbers = [a, b].map((text) => (text.trim() === "" ? NaN : Number(text)));
    if (numbers.every(Number.isFinite)) return numbers[0] - numbers[1];
    return a.localeCompare(b, undefined, { numeric: true });
  }

  /** @param {HTMLTableElement} table @param {HTMLTableCellElement} head */
  function sortBy(table, head) {
    const column = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows);
    const text = (/** @type {HTMLTableRowElement} */ row) => row.cells[column].textContent || "";
    rows.sort((a, b) => {
      if (!text(a) !== !text(b)) return text(a) ? -1 : 1; // what is not known comes last
      return compare(text(a), text(b)) * (down ? -1 : 1);
    });
    table.tBodies[0].append(...rows);
  }

  /** @param {HTMLTableElement} table */
  function sortable(table) {
    table.querySelectorAll("thead th").forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sortBy(table, /** @type {HTMLTableCellElement} */ (head)));
    });
  }

  /** @param {HTMLElement} button */
  function saver(button) {
    const figure = /** @type {HTMLElement} */ (button.closest("figure"));
    button.addEventListener("click", async () => {
      const [spec] = await Promise.all([postil.charts.specification(figure), postil.charts.load()]);
      const link = document.createElement("a");
      link.href = await postil.charts.picture(spec, 1090, figure, "png", { scale: 2 });
      link.download = `${figure.dataset.chart}.png`;
      link.click();
    });
  }

  for (const table of document.querySelectorAll(".postil-chart-data table"))
    sortable(/** @type {HTMLTableElement} */ (table));
  for (const button of document.querySelectorAll(".postil-chart-tools button"))
    saver(/** @type {HTMLElement} */ (button));
})(window.postil);
