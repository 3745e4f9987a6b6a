// As much of a page as words and flashes ask for, for tests in Node. Imported first.

Object.assign(globalThis, {
  document: { documentElement: { lang: "en" }, addEventListener: () => undefined, hidden: false, createElement: () => ({ style: {} }) },
});
export {};
