// The wall follows the meeting that is led in another tab of the same browser. Elsewhere one loads the page anew.

const wall = () => document.getElementById("vaggen");

async function follow() {
  const answer = await fetch(wall().dataset.self, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("vaggen");
  if (fresh) wall().replaceWith(document.adoptNode(fresh));
}

new BroadcastChannel("motet").addEventListener("message", follow);
document.addEventListener("visibilitychange", () => { if (!document.hidden) follow(); });
