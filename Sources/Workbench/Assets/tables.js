// Long tables that sort and filter, with Tabulator where it is there. Without it the tables stay as they are.
const value = (text) => Number(text.replaceAll(",", "").replace("−", "-").split(" ")[0]);

export function sortTables(root) {
  const Library = globalThis.Tabulator;
  if (!Library) return;
  for (const table of root.querySelectorAll(".table-box table.long")) {
    const box = table.closest(".scroll");
    const heads = [...table.querySelectorAll("thead th")];
    const numeric = heads.map((head) => head.classList.contains("n"));
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => Object.fromEntries([...row.cells].map((cell, at) => [`c${at}`, { text: cell.textContent, link: cell.querySelector("a")?.getAttribute("href") }])));
    const columns = heads.map((head, at) => ({
      title: head.childNodes[0].textContent + (head.querySelector("small") ? ` (${head.querySelector("small").textContent})` : ""),
      field: `c${at}`, cssClass: numeric[at] ? "number" : "", hozAlign: numeric[at] ? "right" : "left", headerHozAlign: numeric[at] ? "right" : "left",
      minWidth: numeric[at] ? 80 : 110, maxWidth: numeric[at] ? undefined : 420, headerWordWrap: true, variableHeight: true, formatter: (cell) => {
        const { text, link } = cell.getValue();
        if (!link) { const span = document.createElement("span"); span.textContent = text; span.title = text; return span; }
        const a = document.createElement("a"); a.href = link; a.textContent = text; return a;
      },
      sorter: (a, b) => numeric[at] ? (value(a.text) || 0) - (value(b.text) || 0) : a.text.localeCompare(b.text),
    }));
    const title = table.closest(".table-box").querySelector("h2, h3")?.textContent ?? "";
    const host = document.createElement("div");
    box.replaceWith(host);
    const grid = new Library(host, { data: rows, columns, layout: "fitDataStretch", height: Math.min(544, rows.length * 34 + 60), headerSortElement: "<span>↕</span>" });
    // Rows lie out of sight where the box is lower than they are: which of how many are shown stands below it.
    const shown = document.createElement("p");
    shown.className = "note";
    host.after(shown);
    const count = () => {
      const [visible, all] = [grid.getRows("visible"), grid.getDataCount("active")];
      shown.hidden = visible.length === 0 || visible.length >= all;
      if (!shown.hidden) shown.textContent = `${visible[0].getPosition()}–${visible.at(-1).getPosition()} / ${all}`;
    };
    for (const event of ["tableBuilt", "renderComplete", "scrollVertical"]) grid.on(event, count);
    // The box that scrolls takes the focus: to those who hear the table it is the group of rows.
    grid.on("tableBuilt", () => {
      host.querySelector(".tabulator-tableholder").setAttribute("role", "rowgroup");
      host.querySelector(".tabulator-table").setAttribute("role", "presentation");
      host.setAttribute("aria-label", title);
    });
  }
}
