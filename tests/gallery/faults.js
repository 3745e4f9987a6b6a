// What is wrong with the page as it stands, in words. Run in the page; answers a list of sentences.
(({ target }) => {
  const CONTROLS = "button, a[href], input, select, textarea, summary, [tabindex='0']";
  const found = [];
  const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const name = (element) =>
    `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} “${(element.innerText ?? "").trim().slice(0, 40)}”`;
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, [inert], [popover]") && element.getClientRects().length > 0 && element.getBoundingClientRect().width > 1;
  const scrolls = (element) => {
    for (let one = element.parentElement; one; one = one.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth) return true;
    }
    return false;
  };

  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) found.push(`the page is ${over} px wider than its window`);

  const moving = document.getAnimations().filter((one) => one.playState === "running");
  if (moving.length > 0) found.push(`moves: ${name(moving[0].effect.target)}`);

  for (const element of scope.querySelectorAll("[data-tone]")) {
    const says = element.innerText.trim() !== "" || element.querySelector("svg, img") || element.closest("[aria-hidden]");
    if (isSeen(element) && !says) found.push(`says something by its colour alone: ${name(element)}`);
  }

  for (const element of scope.querySelectorAll(CONTROLS)) {
    if (!isSeen(element)) continue;
    const box = element.getBoundingClientRect();
    if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(element)) found.push(`outside of the window: ${name(element)}`);
    const isInText = element.tagName === "A" && getComputedStyle(element).display === "inline";
    const ground = element.matches("[type=radio], [type=checkbox]") ? element.closest("label, td, th, .choice") ?? element : element;
    const { width, height } = ground.getBoundingClientRect();
    if (target && !isInText && !element.matches(".rows, .order-lines, section") && Math.min(width, height) < target - 0.5) {
      found.push(`only ${Math.round(width)} × ${Math.round(height)} px to hit: ${name(element)}`);
    }
  }

  for (const element of scope.querySelectorAll("button, a.button, .badge, .tile .figure, .sum, .banner, h1, h2, h3, .label")) {
    if (!isSeen(element)) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!isSeen(text.parentElement)) continue;
      for (const { index, 0: word } of text.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
        if (lines.size > 1 && style.hyphens !== "auto" && !element.matches("h1, h2, h3")) found.push(`“${word}” is broken: ${name(element)}`);
        const { left, right } = range.getBoundingClientRect();
        if (right > box.right + 1 || left < box.left - 1) found.push(`“${word}” sticks out: ${name(element)}`);
      }
    }
  }
  return [...new Set(found)];
})
