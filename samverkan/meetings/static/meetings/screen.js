// The wall follows the meeting, at once in the browser where it is led and within ten seconds elsewhere: what one who
// has come in may not have does not stay up. To ask by itself is not to be there, so the sitting ends as it would.

const EVERY = 10000;
const wall = () => document.getElementById("vaggen");

async function follow() {
  const answer = await fetch(wall().dataset.self, { cache: "no-store", headers: { "Samverkan-By-Itself": "1" } }).catch(() => null);
  if (!answer) return;
  const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("vaggen");
  if (fresh) wall().replaceWith(document.adoptNode(fresh));
  // Whoever is signed out, or may not any more, leaves nothing up that nobody keeps true.
  wall().hidden = !fresh;
  document.getElementById("vaggen-tom").hidden = Boolean(fresh);
}

new BroadcastChannel("motet").addEventListener("message", follow);
document.addEventListener("visibilitychange", () => { if (!document.hidden) follow(); });
setInterval(() => { if (!document.hidden) follow(); }, EVERY);
