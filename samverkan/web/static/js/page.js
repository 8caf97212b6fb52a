// Small improvements on pages that work without them.

const harbour = document.getElementById("hamnbild");
const title = document.title;

// Somebody enters the room: the picture covers everything and the tab says nothing.
function hideScreen() {
  if (!harbour || harbour.open) return;
  document.title = "Samverkan";
  harbour.showModal();
}
harbour?.addEventListener("close", () => { document.title = title; });

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-hide-screen]");
  if (link && harbour) { event.preventDefault(); hideScreen(); }
  for (const menu of document.querySelectorAll("details.menu[open], details.more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.altKey && event.shiftKey && event.code === "KeyS") { event.preventDefault(); hideScreen(); }
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    const search = document.getElementById("q");
    if (search && search.offsetParent) { event.preventDefault(); search.focus(); search.select(); }
  }
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open], details.more[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  }
});

// "Skriv ut" buttons: the browser's own print, offered only where there is a browser script to do it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// "Kopiera" beside something long to hand on; offered only where the browser lets a page do it.
for (const button of document.querySelectorAll("[data-copy-from]")) {
  const from = document.getElementById(button.dataset.copyFrom);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(from.value);
    button.textContent = button.dataset.copied;
  });
}

// The sitting ends by itself. Two minutes before, one is told and can stay; the other tabs hear of it.
const sitting = document.getElementById("sittning");
const tabs = sitting && new BroadcastChannel("sittning");
const WARNING = 120;
let next;

function say(id) { sitting.replaceChildren(document.getElementById(id).content.cloneNode(true)); }

function sit(seconds) {
  clearTimeout(next);
  sitting.replaceChildren();
  const ends = Date.now() + seconds * 1000;
  const over = () => say("sittning-slut");
  // A computer that has slept wakes after the end: what is said must be true then too.
  const soon = () => {
    if (Date.now() >= ends) { over(); return; }
    say("sittning-snart");
    next = setTimeout(over, ends - Date.now());
  };
  next = setTimeout(soon, Math.max(0, seconds - WARNING) * 1000);
}

async function stay() {
  const answer = await fetch(sitting.dataset.stay, { cache: "no-store" });
  const { left } = await answer.json();
  sit(left);
  tabs.postMessage(left);
}

if (sitting) {
  const left = Number(sitting.dataset.left);
  sit(left);
  tabs.postMessage(left);
  tabs.addEventListener("message", (event) => sit(event.data));
  sitting.addEventListener("click", (event) => { if (event.target.closest("[data-remain]")) stay().catch(() => {}); });
}
