// What pages gain from scripts: pictures that answer the pointer, tables that sort, sliders that act at once, live runs.
// Every number comes from the server; nothing is computed here.
import { drawCharts } from "./charts.js";
import { sortTables } from "./tables.js";
import { followLive, startRun } from "./live.js";

/** Makes the parts of a piece of a page interactive that are not yet. */
function enliven(root) {
  drawCharts(root);
  sortTables(root);
  for (const box of root.querySelectorAll("[data-live-run]")) followLive(box, enliven);
  for (const form of root.querySelectorAll("form[data-run]")) startRun(form, enliven);
  for (const range of root.querySelectorAll("input[type=range]")) echo(range);
  const now = root.querySelector(".sentences .now");
  if (now) { const box = now.closest(".sentences"); box.scrollTop = now.offsetTop - box.offsetTop - 48; }
}

/** Shows a slider's value while it moves. */
function echo(range) {
  const output = range.closest("label, .slider")?.querySelector("output");
  if (!output) return;
  const steps = range.dataset.steps?.split(" ");
  range.addEventListener("input", () => {
    output.textContent = steps ? steps[Number(range.value)] : `${Number(Number(range.value).toPrecision(4))} ${range.dataset.unit ?? ""}`;
  });
}

/** A choice shows its page at once; only the latest one counts. */
function act(form) {
  let waiting, asking;
  const show = async () => {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    const address = `${location.pathname}?${query}`;
    const answer = document.getElementById("answer");
    answer?.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(address, { signal: asking.signal });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.getElementById("answer");
      if (!fresh) { location.assign(address); return; }
      answer.replaceWith(document.adoptNode(fresh));
      document.querySelector("h1").textContent = page.querySelector("h1").textContent;
      document.title = page.title;
      history.replaceState(null, "", address);
      enliven(fresh);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(show, event.target.type === "search" || event.target.type === "number" ? 350 : 120);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); show(); });
}

/** Brings the page that is shown into view where the row of pages is wider than the screen. */
function reveal() {
  const current = document.querySelector("nav a[aria-current]");
  const row = current?.closest("ul");
  if (row) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}

const start = () => {
  reveal();
  for (const form of document.querySelectorAll("form[data-live]")) act(form);
  enliven(document);
};
// The libraries are deferred scripts: they have run when the page is loaded.
if (document.readyState === "complete") start(); else addEventListener("load", start);
