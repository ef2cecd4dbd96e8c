/* The page around a played package: says whether it is saved, and shows what it has reported. What
   the frame says is only a hint to ask our own server; nothing of it is believed. */
(function () {
  "use strict";
  const page = document.querySelector("[data-kl-play]");
  const frame = page.querySelector("[data-kl-frame]");
  const warning = page.querySelector("[data-kl-warning]");
  const saved = page.querySelector("[data-kl-saved]");
  const results = page.querySelector("[data-kl-results]");
  const texts = JSON.parse(document.getElementById("kl-texts").textContent);
  const origin = new URL(frame.src).origin;
  const QUIET = ["begun", "saving", "saved"];
  const ENDED = ["elsewhere", "gone", "seat_not_confirmed"];
  let asked = 0;

  function show(state) {
    if (!Object.hasOwn(texts, state)) return;
    const isQuiet = QUIET.includes(state);
    saved.textContent = isQuiet ? texts[state] : "";
    warning.textContent = isQuiet ? "" : texts[state];
    warning.hidden = isQuiet;
    page.querySelector("[data-kl-again]").hidden = !ENDED.includes(state);
  }
  async function look() {
    try {
      const answer = await fetch(page.dataset.klPlay, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const told = await answer.json();
      page.querySelector("[data-kl-word]").textContent = told.word;
      page.querySelector("[data-kl-back]").classList.toggle("kc-btn--primary", told.done);
      const lines = told.sentences.map((sentence) => {
        const line = document.createElement("li");
        line.textContent = sentence;
        return line;
      });
      if (lines.length && results.textContent !== told.sentences.join("")) results.replaceChildren(...lines);
    } catch (error) { /* Offline: the next saving asks again. */ }
  }
  window.addEventListener("message", (event) => {
    if (event.origin !== origin || !event.data || event.data.kc !== "play") return;
    show(String(event.data.state));
    if (event.data.state === "saved") {
      window.clearTimeout(asked);
      asked = window.setTimeout(look, 300);
    }
  });
  const full = page.querySelector("[data-kl-full]");
  if (frame.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", () => frame.requestFullscreen());
  }
})();
