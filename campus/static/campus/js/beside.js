/* Figures of questions move to the question they are about, once the editor has drawn it.
   Without this script they stand in the list above the form, each with a link to its question. */
const list = document.querySelector("[data-ki-beside]");
const waiting = new Map([...(list ? list.querySelectorAll("[data-ki-question]") : [])].map((said) => [said.dataset.kiQuestion, said]));

function place() {
  for (const [block, said] of waiting) {
    const section = document.getElementById(`block-${block}-section`);
    const content = section && section.querySelector("[data-panel-content], .w-panel__content");
    if (!content) continue;
    const copy = said.cloneNode(true);
    copy.removeAttribute("data-ki-question");
    copy.classList.add("ks-beside__said");
    content.prepend(copy);
    waiting.delete(block);
  }
  return waiting.size === 0;
}

if (waiting.size && !place()) {
  const form = document.querySelector("[data-edit-form]") || document.body;
  const watcher = new MutationObserver(() => { if (place()) watcher.disconnect(); });
  watcher.observe(form, { childList: true, subtree: true });
}
