// Which controls nobody can get at, however one scrolls: covered by something else, or cut off. Answers a list of sentences.
(() => {
  const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const found = [];
  for (const element of scope.querySelectorAll("button, a[href], input, select, textarea, summary")) {
    const isSeen = element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .skip-link, [popover]");
    if (!isSeen || element.getBoundingClientRect().width <= 1) continue;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!there || !(element.contains(there) || there.contains(element) || element.labels?.[0]?.contains(there))) {
      found.push(`“${(element.innerText || element.getAttribute("aria-label") || "").trim().slice(0, 40)}” is under ${there?.className ?? "nothing"}`);
    }
  }
  scrollTo(0, 0);
  return found;
})
