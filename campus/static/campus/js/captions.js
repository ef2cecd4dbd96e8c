/* Captions as a table: add, split, merge, delete and play lines; what is wrong is said while writing.
   Without this script lines are changed and added in the last row, and checked when saved. */
const form = document.querySelector("[data-ws-captions]");
const rows = form.querySelector("[data-ws-rows]");
const status = document.querySelector("[data-ws-said]");
const player = document.querySelector("[data-ws-player]");
let timer = 0;
let stopAt = 0;

const cell = (row, name) => row.querySelector(`[name=${name}]`);
const seconds = (clock) => clock.trim().replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
const clock = (second) => {
  const minutes = Math.floor(second / 60);
  return `${String(minutes).padStart(2, "0")}:${(second - minutes * 60).toFixed(3).padStart(6, "0")}`;
};
const say = (name) => { status.textContent = form.dataset[name]; };

for (const one of form.querySelectorAll(".ws-js")) one.hidden = false;

function fresh(after, start, end, text) {
  const row = rows.lastElementChild.cloneNode(true);
  cell(row, "start").value = start;
  cell(row, "end").value = end;
  cell(row, "text").value = text;
  row.querySelector("[data-ws-faults]").replaceChildren();
  after.after(row);
  return row;
}

function play(row) {
  player.currentTime = seconds(cell(row, "start").value) || 0;
  stopAt = seconds(cell(row, "end").value) || 0;
  player.play();
}
player.addEventListener("timeupdate", () => {
  if (stopAt && player.currentTime >= stopAt) { player.pause(); stopAt = 0; }
});

const deeds = {
  play,
  add(row) {
    const end = cell(row, "end").value || clock(player.currentTime);
    const next = fresh(row, end, clock(seconds(end) + 2), "");
    cell(next, "text").focus();
    say("wsAdded");
  },
  split(row) {
    const field = cell(row, "text");
    const place = field.selectionStart || Math.floor(field.value.length / 2);
    const start = seconds(cell(row, "start").value);
    const end = seconds(cell(row, "end").value);
    const middle = clock(start + (end - start) * (place / (field.value.length || 1)));
    const next = fresh(row, middle, cell(row, "end").value, field.value.slice(place).trim());
    field.value = field.value.slice(0, place).trim();
    cell(row, "end").value = middle;
    cell(next, "text").focus();
    say("wsSplit");
  },
  merge(row) {
    const next = row.nextElementSibling;
    if (!next || !cell(next, "text").value) return;
    cell(row, "text").value = `${cell(row, "text").value}\n${cell(next, "text").value}`;
    cell(row, "end").value = cell(next, "end").value;
    next.remove();
    cell(row, "text").focus();
    say("wsMerged");
  },
  delete(row) {
    const near = row.nextElementSibling || row.previousElementSibling;
    if (!near) return;
    row.remove();
    cell(near, "text").focus();
    say("wsGone");
  },
};

async function check() {
  try {
    const answer = await fetch(form.dataset.wsCaptions, { method: "POST", body: new FormData(form) });
    const { faults } = await answer.json();
    const filled = [...rows.children].filter((row) => ["start", "end", "text"].some((name) => cell(row, name).value.trim()));
    let wrong = 0;
    filled.forEach((row, number) => {
      const found = faults[number] || [];
      wrong += found.length ? 1 : 0;
      row.querySelector("[data-ws-faults]").replaceChildren(...found.map(({ text, grave }) => {
        const line = document.createElement("li");
        line.textContent = text;
        line.classList.toggle("ws-grave", grave);
        return line;
      }));
    });
    status.textContent = wrong ? `${form.dataset.wsBad} ${wrong}` : form.dataset.wsGood;
  } catch (error) { /* Without a connection lines are checked when saved. */ }
}
const soon = () => { window.clearTimeout(timer); timer = window.setTimeout(check, 900); };

form.addEventListener("input", soon);
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ws-deed]");
  if (!button) return;
  deeds[button.dataset.wsDeed](button.closest("[data-ws-row]"));
  if (button.dataset.wsDeed !== "play") soon();
});
form.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-ws-row]");
  if (!row) return;
  if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); deeds.add(row); soon(); }
  if (event.altKey && event.key.toLowerCase() === "p") { event.preventDefault(); play(row); }
});
