/* Questions tried out in the preview: marks follow each answer, and the answers outlive the reload
   after each change in the editor. Without this script the button does the same. Nothing is stored:
   answers are kept in the memory of the editor's page, and are gone with it. */
const form = document.querySelector("[data-kt-form]");
const AFTER = 350;
const fields = () => [...form.elements].filter((field) => field.name.startsWith("q-") && field.type !== "hidden");
const isTick = (field) => field.type === "radio" || field.type === "checkbox";
const answers = () => fields().filter((field) => (isTick(field) ? field.checked : field.value)).map((field) => [field.name, field.value]);
let timer = 0;
let turn = 0;

/* The editor is the page around this frame; in a window of its own there is none. */
const keeper = window.parent === window ? null : window.parent;
const remember = () => { if (keeper) keeper.campusTried = { at: location.pathname, answers: answers() }; };

function restore() {
  const kept = keeper && keeper.campusTried;
  if (!kept || kept.at !== location.pathname || !kept.answers.length) return false;
  for (const field of fields()) {
    const given = kept.answers.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTick(field)) field.checked = given.includes(field.value);
    else if (given.length) field.value = given[0];
  }
  for (const list of form.querySelectorAll("[data-kq-order]")) list.dispatchEvent(new Event("kq:sort"));
  return answers().length > 0;
}

async function score() {
  remember();
  const mine = ++turn;
  let answer;
  try {
    answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form) });
  } catch {
    return;
  }
  if (!answer.ok || mine !== turn) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const marks of form.querySelectorAll("[data-kt-marks]")) {
    const fresh = page.getElementById(marks.id);
    if (fresh) marks.replaceChildren(...fresh.childNodes);
  }
  const status = form.querySelector("[data-kt-status]");
  const said = page.querySelector("[data-kt-status]");
  if (said && status.textContent !== said.textContent) status.textContent = said.textContent;
}

const later = () => {
  clearTimeout(timer);
  timer = setTimeout(score, AFTER);
};
form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("reset", later);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  score();
});
form.querySelector("[data-kt-reset]").hidden = false;
if (restore()) score();
