// The demo's first page: a click copies a code, for typing it where there is no camera.

const SHOWN_MS = 1_600;

async function copy(button: HTMLElement, text: string, copied: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  const said = document.querySelector("[data-said]");
  if (said) said.textContent = `${copied}: ${text}`;
  button.dataset["copied"] = copied;
  window.setTimeout(() => delete button.dataset["copied"], SHOWN_MS);
}

const copied = document.querySelector<HTMLElement>("[data-copied]")?.dataset["copied"] ?? "";
for (const button of document.querySelectorAll<HTMLElement>("[data-copy]")) {
  button.addEventListener("click", () => void copy(button, button.dataset["copy"] ?? "", copied));
}
