/* What somebody would press next on a page of a package: an answer that is not chosen yet, then
   what leads on, then whatever was pressed least, then what closes a sheet, at last the way out.
   Returns the element, or null. */
() => {
  const pressed = (window.kcPressed = window.kcPressed || new WeakMap());
  const ON = /^(start|begin|launch|continue|next|weiter|submit|check|finish|done|proceed|ok|yes|resume|let.s|got it|turn|show|flip|true|complete|take|enter|click|play|überprüfen|abgeben|abschließen|starten|einreichen|beenden|los)/i;
  const NEVER = /exit|prev|back|menu|mute|volume|replay|full.?screen|settings|download|print|transcript|restart|accessib|share|reset|reuse|embed|rights|copyright|zoom|caption|seek|skip|logout|mailto|undo|pause|home/i;
  /* What some samples offer to their testers: the right answers at a press. */
  const KEY = /select correct answers/i;
  const LAST = /close|schließen|retry|try again|help/i;
  const WANTED = "button, a[href], input, textarea, select, summary, [role=button], [role=link], [role=radio], [role=checkbox], [role=option], [role=tab], [onclick], [data-acc-text], .acc-shape, .cs-button, .btn";
  const shown = (element) => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return box.width > 5 && box.height > 5 && style.visibility !== "hidden" && !element.disabled &&
      element.getAttribute("aria-disabled") !== "true" && !element.closest("[aria-hidden=true], [inert]");
  };
  const name = (element) => [element.getAttribute("aria-label"), element.innerText, element.value, element.title,
    element.getAttribute("data-acc-text"), element.id].filter(Boolean).join(" ").trim();
  const isOpen = (element) => (element.matches("input[type=radio]")
    ? element.name && !document.querySelector(`input[name="${CSS.escape(element.name)}"]:checked`)
    : element.matches("input[type=checkbox]") && !element.checked
      || element.matches("[role=radio], [role=checkbox]") && element.getAttribute("aria-checked") === "false"
      || element.matches("input:not([type]), input[type=text], textarea") && !element.value);
  /* A hand where nothing else says that it can be pressed: hotspots, shapes, drawn buttons. */
  const invites = (element) => getComputedStyle(element).cursor === "pointer" && !element.matches(WANTED) &&
    !element.closest(WANTED) && getComputedStyle(element.parentElement || element).cursor !== "pointer";
  const worth = (element) => {
    const words = name(element), times = pressed.get(element) || 0;
    if (/^exit\b/i.test(words) && element.matches("button, [role=button]")) return -0.5 - times;
    if (NEVER.test(words)) return -2;
    if (KEY.test(words)) return 95 - times * 4;
    if (LAST.test(words)) return 3 - times;
    if (isOpen(element)) return 90 - times * 40;
    if (ON.test(words)) return 80 - times * 12;
    return 40 - times * 15;
  };
  window.scrollBy(0, window.innerHeight * 0.8);
  for (const part of document.querySelectorAll("div, main, section")) {
    if (part.scrollHeight > part.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(part).overflowY)) part.scrollBy(0, part.clientHeight * 0.8);
  }
  const drawn = [...document.body.querySelectorAll("div, span, img, svg, g, canvas, li, td")].slice(0, 3000).filter(invites);
  const found = [...document.querySelectorAll(WANTED), ...drawn].filter(shown).map((one) => [worth(one), one]);
  found.sort((one, other) => other[0] - one[0]);
  const best = found[0];
  if (!best || best[0] < -1.5) return null;
  pressed.set(best[1], (pressed.get(best[1]) || 0) + 1);
  return best[1];
}
