/* Small helps on every page: errors get the focus, news are read aloud, facets fold away on small
   screens, forms marked data-kc-auto are sent when a choice changes, data-kc-print prints. */
(() => {
  /* --- What is read aloud: a page that is loaded with its news does not tell them by itself ------- */
  const SAID_AFTER = 600;
  const SAID_FOR = 15000;
  const said = document.querySelector("[data-kc-said]");
  const words = (part) => part.textContent.replace(/\s+/g, " ").trim();
  const say = (text) => {
    if (!said || !text) return;
    said.textContent = text;
    // Read aloud once; whoever reads the page from top to bottom does not meet it again.
    setTimeout(() => { if (said.textContent === text) said.textContent = ""; }, SAID_FOR);
  };
  // A part that is news only to whoever was led to it names the place in the address.
  const isNews = (part) => !part.dataset.kcSay || part.dataset.kcSay === location.hash;
  const news = [...document.querySelectorAll(".kc-messages, [data-kc-say]")].filter(isNews).map(words).filter(Boolean);
  if (news.length) setTimeout(() => say(news.join(" ")), SAID_AFTER);

  /* --- Where the focus goes ------------------------------------------------------------------------ */
  // A short form has no summary above it: its first wrong field gets the focus.
  const summary = document.querySelector(".kc-summary") ?? document.querySelector('main [aria-invalid="true"]');
  if (summary) {
    summary.focus();
    // A form that is sent keeps the place in its address, and the browser goes there at the end.
    if (location.hash) addEventListener("load", () => requestAnimationFrame(() => summary.focus()));
  }
  if (window.matchMedia("(max-width: 63.99rem)").matches) {
    document.querySelectorAll("details.kc-facets[open]").forEach((facets) => (facets.open = false));
  }
  // A page that sends itself anew leaves here which part had the focus, and gets it back.
  const BACK = "kc-back";
  const remember = (selector) => {
    try { sessionStorage.setItem(BACK, JSON.stringify([location.pathname, selector])); } catch { /* storage is forbidden */ }
  };
  const back = () => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(BACK)); sessionStorage.removeItem(BACK); } catch { /* as above */ }
    const part = kept && kept[0] === location.pathname && document.querySelector(kept[1]);
    if (!part) return;
    for (let box = part.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    part.focus();
    if (part.matches("[data-kc-say-back]")) setTimeout(() => say(words(part)), SAID_AFTER);
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-kc-auto]");
    if (!form) return;
    const { name, value, type } = event.target;
    remember(`[name="${CSS.escape(name)}"]` + (type === "checkbox" || type === "radio" ? `[value="${CSS.escape(value)}"]` : ""));
    // Without the "#…" of this page's address: it would take the focus away again.
    if (!form.getAttribute("action")) form.action = location.pathname;
    form.requestSubmit();
  });
  document.addEventListener("kc:back", (event) => remember(event.detail));
  back();

  // Enter presses the first button of a form, also where that one only looks for something.
  document.addEventListener("keydown", (event) => {
    const form = event.target.matches("input") && event.target.form;
    if (event.key !== "Enter" || event.isComposing || !form || !form.querySelector(".kc-searched button")) return;
    const search = event.target.closest(".kc-searched");
    const buttons = [...(search || form).querySelectorAll("button:not([type=button])")];
    const wanted = buttons.find((one) => search || !one.closest(".kc-searched"));
    event.preventDefault();
    if (wanted) form.requestSubmit(wanted);
  });

  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-kc-print]")) window.print();
    const copy = event.target.closest("[data-kc-copy]");
    if (!copy) return;
    const source = document.getElementById(copy.dataset.kcCopy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const done = copy.querySelector("[data-kc-done]");
    if (done) { done.hidden = false; say(words(done)); }
  });
})();
