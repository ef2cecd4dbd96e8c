/* Small helps on every page: errors get the focus, facets fold away on small screens,
   forms marked data-kc-auto are sent when a choice changes, data-kc-print prints. */
(() => {
  const summary = document.querySelector(".kc-summary");
  if (summary) summary.focus();
  if (window.matchMedia("(max-width: 63.99rem)").matches) {
    document.querySelectorAll("details.kc-facets[open]").forEach((facets) => (facets.open = false));
  }
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-kc-auto]");
    if (form) form.requestSubmit();
  });
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-kc-print]")) window.print();
    const copy = event.target.closest("[data-kc-copy]");
    if (!copy) return;
    const source = document.getElementById(copy.dataset.kcCopy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const done = copy.querySelector("[data-kc-done]");
    if (done) done.hidden = false;
  });
})();
