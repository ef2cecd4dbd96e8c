/* The order of a module: buttons without a reload, dragging by a handle, Alt with arrows on it.
   Everything works without this script, by the buttons. */
const root = document.querySelector("[data-ws-structure]");
const status = document.querySelector("[data-ws-said]");
let dragged = "";

const say = (sentence) => { status.textContent = sentence; };

async function send(deed, more, focus) {
  const form = root.querySelector("[data-ws-tree]");
  const body = new FormData(form);
  body.set("deed", deed);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body, redirect: "error", headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-ws-tree]");
    if (!fresh) throw new Error("no tree");
    const open = [...root.querySelectorAll("details[open] summary")].map((one) => one.textContent);
    root.replaceChildren(fresh);
    for (const one of root.querySelectorAll("summary")) one.parentElement.open = open.includes(one.textContent);
    document.getElementById(focus)?.focus();
    say(fresh.dataset.wsNow);
  } catch (error) {
    say(root.dataset.wsLost);
  }
  root.removeAttribute("aria-busy");
}

root.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !button.value) return;
  event.preventDefault();
  if (button.getAttribute("aria-disabled") !== "true") send(button.value, {}, button.id);
});

root.addEventListener("keydown", (event) => {
  const handle = event.target.closest("[data-ws-handle]");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!handle || !event.altKey || !way) return;
  event.preventDefault();
  const [kind, key] = handle.dataset.wsHandle.split(":");
  send(`${kind}-${way}:${key}`, {}, handle.id);
});

root.addEventListener("dragstart", (event) => {
  const handle = event.target.closest("[data-ws-handle]");
  if (!handle) return;
  dragged = handle.dataset.wsHandle;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged);
});

/* Where a dragged thing would come to stand: the row before which it is dropped. */
function target(event) {
  const [kind, key] = dragged.split(":");
  const name = kind === "lesson" ? "wsLesson" : "wsChapter";
  const list = kind === "lesson" ? event.target.closest("[data-ws-chapter]")?.querySelector("[data-ws-list]") : root.querySelector("[data-ws-tree]");
  if (!list) return null;
  const rows = [...list.children].filter((row) => row.dataset[name] && row.dataset[name] !== key);
  const next = rows.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  return { kind, key, list, rows, place: next < 0 ? rows.length : next };
}

function unmark() {
  for (const row of root.querySelectorAll(".ws-before, .ws-after")) row.classList.remove("ws-before", "ws-after");
}

root.addEventListener("dragover", (event) => {
  const aim = dragged && target(event);
  unmark();
  if (!aim) return;
  event.preventDefault();
  const { rows, place } = aim;
  if (rows[place]) rows[place].classList.add("ws-before");
  else rows.at(-1)?.classList.add("ws-after");
});

root.addEventListener("drop", (event) => {
  const aim = dragged && target(event);
  unmark();
  if (!aim) return;
  event.preventDefault();
  const { kind, key, list, place } = aim;
  const more = kind === "lesson" ? { [`chapter-${key}`]: list.dataset.wsList, place } : { place };
  send(`${kind}-place:${key}`, more, `${kind[0]}${key}-handle`);
});

root.addEventListener("dragend", () => { dragged = ""; unmark(); });
