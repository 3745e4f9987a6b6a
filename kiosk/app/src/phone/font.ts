// Inter is 48 kB, and nobody waits for it: a page that says `data-font="later"` speaks in the phone's own font at first.

/** As much of the Network Information API as is used; some browsers have none of it. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

const FAST = "4g";

/** Ask for the font once everything else is there. On a slow network, or where people save data, not at all. */
export function fontLater(): void {
  const { connection } = navigator as { connection?: Connection };
  if (connection?.saveData || (connection?.effectiveType ?? FAST) !== FAST) return;
  const show = () => document.documentElement.removeAttribute("data-font");
  if (document.readyState === "complete") show();
  else addEventListener("load", show, { once: true });
}
