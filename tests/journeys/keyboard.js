// What the keyboard checks ask of a page.
window.keyboard = {
  // Everything that Tab shall reach. A group of radio buttons is one stop.
  stops() {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const shown = [...all].filter((one) => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0
      && one.checkVisibility({ visibilityProperty: true }) && !one.closest("details:not([open]) > :not(summary)"));
    const groups = new Set();
    return shown.filter((one) => {
      if (one.type !== "radio") return true;
      const chosen = document.querySelector(`input[name="${one.name}"]:checked`);
      const first = !groups.has(one.name) && (!chosen || chosen === one);
      if (first) groups.add(one.name);
      return first;
    });
  },

  // Give each stop a number, so that what Tab reaches can be told.
  number() {
    const stops = keyboard.stops();
    stops.forEach((one, at) => { one.dataset.stop = at; });
    return stops.map((one) => one.outerHTML.slice(0, 120));
  },

  // The number of what has focus, and what is wrong with how it shows.
  here() {
    const one = document.activeElement;
    if (!one || one === document.body) return { stop: -1, wrong: [] };
    const wrong = [];
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const label = one.closest("label");
    const outside = label && getComputedStyle(label).outlineStyle !== "none";
    if (!ring && !outside && style.boxShadow === "none") wrong.push("no visible focus");
    const box = (one.getClientRects()[0] && [...one.getClientRects()].find((each) => each.width)) || null;
    if (!box) return { stop: Number(one.dataset.stop ?? -2), wrong: ["focus on something without a box"] };
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) wrong.push("out of view");
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 30), 1), innerHeight - 2);
    const top = document.elementFromPoint(x, y);
    const same = top && (one.contains(top) || top.contains(one) || label?.contains(top));
    if (!same) wrong.push(`beneath ${top?.outerHTML.slice(0, 80)}`);
    return { stop: Number(one.dataset.stop ?? -2), wrong: wrong.map((what) => `${what}: ${one.outerHTML.slice(0, 100)}`) };
  },
};
