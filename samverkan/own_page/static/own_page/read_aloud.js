// "Lyssna": the browser's own voice reads the page. Without a voice there is no button; nothing leaves the computer.
const voice = window.speechSynthesis;

function swedish() {
  const here = voice.getVoices().filter((one) => one.localService);
  return here.find((one) => one.lang.toLowerCase().startsWith("sv"));
}

// What is read: headings, lines and what stands on buttons of choice, in the order of the page.
function words(place) {
  const shown = [...place.querySelectorAll("h1, h2, h3, p, li, legend, label")];
  const own = shown.filter((one) => !one.closest(".noprint, [hidden]") && !one.querySelector("h1, h2, h3, p, li, legend, label"));
  return own.map((one) => one.innerText.trim()).filter(Boolean);
}

for (const button of voice ? document.querySelectorAll("[data-read]") : []) {
  const word = button.querySelector("span"), listen = word.textContent;
  const quiet = () => { voice.cancel(); word.textContent = listen; };
  const offer = () => { button.hidden = !swedish(); };
  button.addEventListener("click", () => {
    if (voice.speaking) { quiet(); return; }
    const parts = words(document.getElementById(button.dataset.read));
    parts.forEach((part, place) => {
      const said = new SpeechSynthesisUtterance(part);
      said.lang = "sv-SE";
      said.voice = swedish();
      said.rate = 0.9;
      if (place === parts.length - 1) said.addEventListener("end", quiet);
      voice.speak(said);
    });
    word.textContent = button.dataset.stop;
  });
  voice.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", quiet);
  offer();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
