// The office's script: parts of pages that renew themselves (htmx), charts (ECharts), dialogs and printing.
import htmx from "htmx.org";

// Most pages have no chart, and ECharts is ten times the rest.
async function drawCharts(): Promise<void> {
  if (document.querySelector("[data-chart]") === null) return;
  (await import("../charts")).drawCharts();
}

// A page nobody looks at asks for nothing.
document.addEventListener("htmx:before:request", (event) => {
  if (document.hidden) event.preventDefault();
});
document.addEventListener("htmx:after:swap", () => void drawCharts());

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button") : null;
  if (pressed === null) return;
  const opens = pressed.dataset["opens"];
  if (opens !== undefined) {
    const dialog = document.getElementById(opens);
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  }
  if (pressed.dataset["closes"] !== undefined) pressed.closest("dialog")?.close();
  if (pressed.dataset["prints"] !== undefined) window.print();
});

// A file comes back, not a page: the dialog that asked for it has done its work.
document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement) event.target.closest("dialog")?.close();
});

// What is folded on the screen is read on paper.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll<HTMLDetailsElement>("details.define")) folded.open = true;
  void drawCharts();
});

// A table that scrolls sideways can be scrolled by keys as well.
function reachTables(): void {
  for (const wrap of document.querySelectorAll<HTMLElement>(".table-wrap")) {
    if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
    else wrap.removeAttribute("tabindex");
  }
}
window.addEventListener("resize", reachTables);
document.addEventListener("htmx:after:swap", reachTables);

void htmx;
reachTables();
void drawCharts();
