// A meeting that goes on, without loading the page anew. Without this module every button is a form of its own.
//
// What is saved waits in a line, first come first sent. Each row has its key from here on, so that a row sent twice is
// one row. Nothing is kept in the browser's storage: many share a computer.

const under = document.getElementById("under");
const form = document.getElementById("skriv");
const SWAPPED = ["under-huvud", "under-rummet", "under-rader", "under-kopia", "under-penna", "under-annat", "under-tid"];
const DRAFT_AFTER = 1500;
const PATIENCE = 10000;
const WAITS = [1000, 2000, 4000, 8000];
const FIVE = 5;
const LOOK_EVERY = 30000;

const wall = new BroadcastChannel("motet");
const line = [];
const parked = new Map();
let takenUp = "";
let sending = false;
let failures = 0;
let drafting;
let drafted = "";

const said = () => document.getElementById("sagt");
const field = (name) => form?.elements.namedItem(name);
const show = (id, on) => { const part = document.getElementById(id); if (part) part.hidden = !on; };
const state = (what) => {
  const place = document.getElementById("skriv-lage");
  if (place) place.textContent = place.dataset[what] + (what === "saved" ? ` ${clock()}` : "");
};
// One voice on the page: what is only to be heard lies hidden beside what the page says to all.
function announce(text) {
  said().querySelector("[data-heard]")?.remove();
  const heard = Object.assign(document.createElement("p"), { className: "vh", textContent: text });
  heard.dataset.heard = "";
  said().append(heard);
}
const clock = () => new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" }).replace(":", ".");

// A key for the next row. randomUUID is not there over plain http in a school's own network.
function key() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

// ---------- Sending ----------

function enqueue(url, body) {
  line.push({ url, body });
  send();
}

async function send() {
  if (sending || !line.length) return;
  sending = true;
  const { url, body } = line[0];
  try {
    if (failures) body.set("csrfmiddlewaretoken", await freshToken());
    const answer = await ask(url, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status >= 500) throw new Error("again");
    line.shift();
    failures = 0;
    show("under-kontakt", false);
    show("under-borta", false);
    const late = page.querySelector("[data-late]");
    if (late) keep(document.adoptNode(late), body);
    else if (answer.status === 422 || answer.status === 409) refused(page, body);
    else if (!answer.ok && body.has("row")) park(body, document.getElementById("under-vantar").dataset.again);
    else if (page.getElementById("under")) swap(page);
    else location.reload();
    if (!line.length && answer.ok && body.has("row")) {
      if (!field("text")?.value) state("saved");
      announce(`${document.getElementById("skriv-lage").dataset.saved} ${clock()}`);
    }
  } catch (fault) {
    failures += 1;
    show(fault.message === "away" ? "under-borta" : "under-kontakt", true);
    setTimeout(send, WAITS[Math.min(failures, WAITS.length) - 1]);
  }
  sending = false;
  if (!failures) send();
}

async function ask(url, more = {}) {
  const answer = await fetch(url, { ...more, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (new URL(answer.url).pathname.startsWith("/konto/")) throw new Error("away");
  if (answer.status === 403) throw new Error("away");
  return answer;
}

// After an absence the form's own secret may be another: it is fetched anew before anything is sent again.
async function freshToken() {
  const answer = await ask(under.dataset.self);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]");
  if (!token) throw new Error("away");
  for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = token.value;
  return token.value;
}

// ---------- What the answer shows ----------

// What the server last showed of each part. Without the forms' own secrets, which are others each time.
const shown = new Map();
const bare = (part) => part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1");

// Quietly: only the parts that say something else, so that nobody is disturbed by what is as it was.
function swap(page, quiet = false) {
  const focused = document.activeElement;
  const name = focused?.getAttribute?.("aria-label") || focused?.value;
  const inside = SWAPPED.some((id) => document.getElementById(id)?.contains(focused));
  // The clock goes on here by itself: it is set anew when the topic is another.
  const head = page.getElementById("under-huvud");
  const moved = Boolean(head) && shown.get("under-huvud") !== bare(head);
  for (const id of SWAPPED) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!fresh || (quiet && (shown.get(id) === bare(fresh) || (id === "under-tid" && !moved)))) continue;
    shown.set(id, bare(fresh));
    if (old) old.replaceWith(document.adoptNode(fresh));
    if (id === "under-tid") turned = Date.now();
  }
  const topic = page.querySelector("#skriv input[name=topic]");
  // A turn that still waits in the line has been pressed later than the answer knows.
  if (topic && !line.some((one) => one.body.has("amne"))) turnTo(topic.value);
  const notices = page.getElementById("sagt");
  if (notices?.textContent.trim()) said().replaceChildren(...notices.childNodes);
  dress();
  if (!quiet) wall.postMessage("nytt");
  if (inside && !focused.isConnected) returnTo(name);
}

// The next row is of this topic from when the button is pressed, whether the server has heard of it or not. What has
// been begun under the one before stays there.
function turnTo(topic) {
  if (!form || field("topic").type !== "hidden") return;
  takenUp = topic;
  if (!field("text").value.trim()) field("topic").value = topic;
}

// Focus goes back to the button that was pressed, or where it is gone to the row that one writes.
function returnTo(name) {
  const all = [...under.querySelectorAll("button, input[type=checkbox]")];
  const same = all.find((one) => name && (one.getAttribute("aria-label") === name || one.value === name));
  (same ?? field("text"))?.focus();
}

// The row was not right: with nothing else begun it goes back where it was typed, with what is missing. What somebody
// is typing meanwhile is never touched: the row then waits beside with its fault, and the others are sent as they would.
function refused(page, body) {
  const alert = page.getElementById("larm");
  const topic = page.querySelector("#skriv input[name=topic]");
  if (topic && body.has("row")) body.set("topic", topic.value);
  if (body.has("row") && form && field("text").value.trim()) { park(body, faults(page)); return; }
  document.getElementById("larm").replaceChildren(...(alert?.childNodes ?? []));
  document.title = page.title;
  if (!body.has("row") || !form) { swap(page); return; }
  const [old, fresh] = [document.getElementById("under-kopia"), page.getElementById("under-kopia")];
  if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  const beside = [field("owner"), field("due_on")].some((one) => one?.value && one === document.activeElement);
  fill(body);
  // Whoever is putting right what was missing is not taken away from it: the alert is read out where it stands.
  if (!beside) document.querySelector("#larm [tabindex]")?.focus();
}

function fill(body) {
  for (const [name, value] of body) {
    const input = field(name);
    // Who and when may have been chosen while the row was on its way without them.
    if (input && name !== "csrfmiddlewaretoken" && (value || !input.value)) input.value = value;
  }
  choose();
  state("unsaved");
}

// What the answer says is wrong, in its own words: at the field, or that the words are another's.
function faults(page) {
  const told = [...page.querySelectorAll("#skriv .err")].map((one) => one.textContent.replace("Fel: ", ""));
  return told.join(" ") || page.querySelector("#under-kopia p")?.textContent || "";
}

function park(body, fault) {
  const row = document.getElementById("vantar-rad").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-text]").textContent = body.get("text");
  row.querySelector("[data-fault]").textContent = fault;
  row.querySelector("[data-mend]").addEventListener("click", () => mend(row, body, fault));
  keep(row, body);
  if (fault) announce(fault);
}

function keep(row, body) {
  parked.set(row, body);
  document.querySelector("#under-vantar ul").append(row);
  show("under-vantar", true);
  state("unsaved");
}

// Back into the form; what was being typed there changes places with it.
function mend(row, body, fault) {
  parked.delete(row);
  row.remove();
  if (field("text").value.trim()) park(new URLSearchParams(new FormData(form)), "");
  show("under-vantar", parked.size > 0);
  fill(body);
  field("text").focus();
  if (fault) announce(fault);
}

// Somebody else may have written, come or asked for the pen. To look by itself is not to be there: the sitting ends as
// it would. What is being typed is never touched.
async function look() {
  if (document.hidden || line.length || sending) return;
  const answer = await ask(under.dataset.self, { headers: { "Samverkan-By-Itself": "1" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!line.length && !sending) swap(page, true);
}

// ---------- Writing ----------

function save() {
  const text = field("text");
  if (!text.value.trim()) { text.focus(); return; }
  clearTimeout(drafting);
  document.getElementById("larm").replaceChildren();
  const body = new URLSearchParams(new FormData(form));
  text.value = "";
  field("owner").value = "";
  field("due_on").value = "";
  field("row").value = key();
  if (takenUp) turnTo(takenUp);
  drafted = "";
  state("saving");
  text.focus();
  enqueue(under.dataset.row, body);
}

// What is half written is kept on the server, so that it is there if the browser is not.
async function draft() {
  if (line.length || field("text").value === drafted) return;
  const body = new URLSearchParams(new FormData(form));
  body.set("utkast", "ja");
  try {
    const answer = await ask(under.dataset.row, { method: "POST", body });
    if (answer.ok) drafted = body.get("text");
    state(answer.ok ? "saved" : "unsaved");
  } catch { state("unsaved"); }
}

function choose(kind) {
  const radios = [...form.querySelectorAll("[name=kind]")];
  if (kind !== undefined && radios[kind]) radios[kind].checked = true;
  const task = radios.find((one) => one.checked)?.value === "atgard";
  form.querySelector(".write__task").hidden = !task;
}

// ---------- Time ----------

const began = Date.now();
let turned = began;
let told = null;

function tick() {
  const place = document.querySelector("[data-clock]");
  if (!place) return;
  const since = Math.floor((Date.now() - turned) / 60000);
  const left = Number(place.dataset.left) - since;
  const all = place.querySelector("[data-whole]");
  const whole = Number(all.dataset.whole) - since;
  all.textContent = (whole < 0 ? all.dataset.overWords : all.dataset.leftWords).replace("#", String(Math.abs(whole)));
  place.querySelector("[data-minutes-left]").textContent = `${Math.abs(left)} min`;
  place.querySelector("[data-words]").textContent = left < 0 ? place.dataset.overWords : place.dataset.leftWords;
  const planned = Number(place.dataset.planned) || 1;
  const gone = Math.min(100, Math.max(0, (100 * (planned - left)) / planned));
  place.querySelector(".clock__gone").setAttribute("width", String(gone));
  const soon = left === FIVE && planned > FIVE;
  const due = soon ? place.dataset.five : left === 0 ? place.dataset.none : null;
  if (due && due !== told) { told = due; announce(due); }
}

// ---------- Beginning ----------

function dress() {
  for (const button of document.querySelectorAll("#under [data-plain]")) button.hidden = true;
  tick();
}

if (under) {
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.closest("[data-late]")) { parked.delete(sent.closest("[data-late]")); return; }
    if (sent === form) { event.preventDefault(); save(); return; }
    const whole = sent.querySelector("[name=avsluta], [name=oppna]");
    if (whole || !(under.contains(sent) || sent.closest("#under-huvud"))) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(sent, event.submitter));
    if (body.has("amne")) turnTo(body.get("amne"));
    enqueue(sent.action, body);
  });
  under.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_EVERY);
  addEventListener("beforeunload", (event) => { if (line.length || parked.size) event.preventDefault(); });
  setInterval(tick, 10000);
  for (const id of SWAPPED) { const part = document.getElementById(id); if (part) shown.set(id, bare(part)); }
  dress();
  document.querySelector("[data-copy]")?.addEventListener("click", () => {
    const waiting = [...parked.values(), ...line.map((one) => one.body)];
    const rows = waiting.filter((body) => body.has("row")).map((body) => body.get("text"));
    navigator.clipboard?.writeText([...rows, field("text")?.value ?? ""].filter(Boolean).join("\n"));
  });
}

if (form) {
  choose();
  form.querySelector("[data-keys]").hidden = false;
  form.addEventListener("change", () => choose());
  form.addEventListener("input", () => {
    clearTimeout(drafting);
    state("unsaved");
    drafting = setTimeout(draft, DRAFT_AFTER);
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const kind = ["1", "2", "3"].indexOf(event.key);
    if (kind >= 0) { event.preventDefault(); choose(kind); field("text").focus(); }
    if (event.key === "Enter" && form.contains(document.activeElement)) { event.preventDefault(); save(); }
  });
}
