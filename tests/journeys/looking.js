// What the checks in looking.py ask of a page. Evaluated in the page; each function answers with a list of sentences.
// They work without the page's own scripts.
window.looking = {
  async axe(type, values) {
    const found = await axe.run(document, { runOnly: { type, values }, resultTypes: ["violations"] });
    const place = (node) => `${node.target.join(" ")} ${node.html.slice(0, 160)}`;
    return found.violations.map((rule) =>
      `axe ${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 4).map(place).join(" || ")}`);
  },

  marks() {
    const said = [];
    const say = (wrong, sentence) => { if (wrong) said.push(sentence); };
    const count = (selector) => document.querySelectorAll(selector).length;
    say(count("h1") !== 1, `${count("h1")} h1`);
    say(document.documentElement.lang !== "sv", "lang is not sv");
    say(!/ – Samverkan$/.test(document.title), `title: ${document.title}`);
    say(count("main") !== 1, `${count("main")} main`);
    say(count("main [role=status]") > 1, "more than one role=status");
    say(count("main [role=alert]") > 1, "more than one role=alert");
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    say(twice.length, `id twice: ${[...new Set(twice)]}`);
    let level = 0;
    for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")) {
      const now = Number(heading.tagName[1]);
      say(level && now > level + 1, `heading skips to ${heading.tagName}: ${heading.textContent.trim()}`);
      level = now;
    }
    for (const picture of document.querySelectorAll("svg[role=img]")) {
      const name = picture.querySelector("title")?.textContent.trim() || picture.getAttribute("aria-label");
      say(!name, "a picture without a name");
    }
    for (const figure of document.querySelectorAll("figure.fig")) {
      say(!figure.querySelector("svg[role=img] desc")?.textContent.trim(), "a picture that is not told in words");
      say(!figure.querySelector("table tbody tr"), "a picture without its table");
    }
    for (const secret of document.querySelectorAll("input[type=password]:not([autocomplete])")) {
      say(true, `a password field that no keychain can fill: ${secret.name}`);
    }
    for (const lone of document.querySelectorAll("main p:empty")) {
      say(true, `an empty paragraph after ${lone.previousElementSibling?.outerHTML.slice(0, 80)}`);
    }
    for (const styled of document.querySelectorAll("[style]")) {
      say(true, `a style attribute: ${styled.outerHTML.slice(0, 120)}`);
    }
    return said;
  },

  sideways() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((one) => {
      const box = one.getBoundingClientRect();
      return !one.parentElement.closest(".scroll") && box.width && box.right > root.clientWidth + 1;
    });
    const named = wide.slice(0, 4).map((one) =>
      `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
    return [`scrolls sideways by ${root.scrollWidth - root.clientWidth}: ${named.join(" | ")}`];
  },

  // WCAG 2.2, 2.5.8: 24 by 24, or so far from the next that a circle of 24 round it touches nothing else.
  // A link within a sentence is free, and so is what is not shown.
  targets() {
    const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && one.getClientRects().length === 1 && !one.closest(".vh") && !one.matches(".skip");
    const inSentence = (one) => one.tagName === "A" && getComputedStyle(one).display === "inline"
      && one.parentElement.textContent.trim().length > one.textContent.trim().length + 3;
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
      .filter((one) => shown(one) && !inSentence(one));
    const area = (one) => (one.matches("[type=radio], [type=checkbox]") && one.closest("label")) || one;
    const boxes = all.map((one) => area(one).getBoundingClientRect());
    const distance = (box, x, y) => Math.hypot(
      Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return boxes.flatMap((box, at) => {
      if (box.width >= 23.5 && box.height >= 23.5) return [];
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      const crowded = boxes.some((other, which) => which !== at && distance(other, x, y) < 12);
      const size = `${Math.round(box.width)} by ${Math.round(box.height)}`;
      return crowded ? [`a small target, ${size}: ${all[at].outerHTML.slice(0, 100)}`] : [];
    });
  },

  // WCAG 1.4.12: the reader's own spacing of text. Nothing may be cut off or pushed out.
  spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
      word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
    const cut = [...document.querySelectorAll("body *")].filter((one) => {
      if (one.closest(".vh, svg, [hidden]") || !one.checkVisibility()) return false;
      const hides = ["hidden", "clip"].includes(getComputedStyle(one).overflowY);
      return hides && one.clientHeight > 4 && one.scrollHeight > one.clientHeight + 2;
    });
    const said = cut.map((one) => `cut by spacing: ${one.outerHTML.slice(0, 120)}`);
    said.push(...looking.sideways().map((line) => `with spaced text it ${line}`));
    document.adoptedStyleSheets = [];
    return said;
  },
};
