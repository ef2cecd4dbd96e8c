/* Packages in the studio: marks the place where a file may be dropped, says that it is on its way,
   and shows a package as soon as it is unpacked. Everything works without this script, too. */
(function () {
  "use strict";
  const drop = document.querySelector("[data-pk-drop]");
  if (drop) {
    const input = drop.querySelector("input[type=file]");
    const mark = (over) => drop.classList.toggle("pk-drop--over", over);
    drop.addEventListener("dragover", (event) => { event.preventDefault(); mark(true); });
    drop.addEventListener("dragleave", () => mark(false));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  const form = document.querySelector("[data-pk-upload]");
  if (form) {
    form.addEventListener("submit", () => {
      const status = form.querySelector("[data-pk-status]");
      status.textContent = status.dataset.pkWord;
      form.querySelector("button[type=submit]").disabled = true;
    });
  }
  const waiting = document.querySelector("[data-pk-waiting]");
  if (waiting) {
    const bar = waiting.querySelector("progress");
    const look = async () => {
      try {
        const answer = await (await fetch(waiting.dataset.pkWaiting)).json();
        if (answer.state !== "unpacking") { window.location.reload(); return; }
        bar.value = answer.percent;
      } catch (error) { /* Offline: the link beside the bar looks again. */ }
      window.setTimeout(look, 2000);
    };
    window.setTimeout(look, 1500);
  }
  const trial = document.querySelector("[data-pk-trial]");
  if (trial) {
    const look = async () => {
      try {
        const answer = await (await fetch(trial.dataset.pkTrial)).json();
        const verdict = document.querySelector("[data-pk-verdict]");
        if (verdict.textContent !== answer.verdict) verdict.textContent = answer.verdict;
        verdict.className = "pk-verdict pk-verdict--" + answer.level;
        const lines = answer.sentences.map((sentence) => {
          const line = document.createElement("li");
          line.textContent = sentence;
          return line;
        });
        if (answer.sentences.join() !== trial.dataset.pkShown) trial.replaceChildren(...lines);
        trial.dataset.pkShown = answer.sentences.join();
      } catch (error) { /* Offline: it looks again. */ }
      window.setTimeout(look, 3000);
    };
    window.setTimeout(look, 3000);
  }
})();
