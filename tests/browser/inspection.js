/* What `inspection.py` asks of a page; each function returns sentences about what is wrong. */
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const named = (one) => `<${one.tagName} class="${one.className}" id="${one.id}"> ${one.textContent.trim().slice(0, 40)}`;

  /* A change of colours is over at once, not after a transition. */
  const settle = () => document.getAnimations().forEach((one) => one.finish());

  const isWider = () =>
    document.documentElement.scrollWidth - document.body.getBoundingClientRect().width > 1;

  /* The spacing of WCAG 1.4.12; a constructed sheet, for the pages' policy allows no inline style. */
  const space = (on) => {
    const sheet = new CSSStyleSheet();
    if (on) {
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    }
    document.adoptedStyleSheets = [sheet];
  };

  /* Text that a box neither shows nor lets one scroll to. */
  const cut = () => {
    const hides = (kind) => kind === "hidden" || kind === "clip";
    return all("body *:not(svg, svg *, .kc-sr, video, audio)").filter((one) => {
      const style = getComputedStyle(one);
      if (style.clipPath !== "none" || !shown(one) || !one.textContent.trim()) return false;
      return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
        || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
    }).map((one) => `cut off: ${named(one)}`);
  };

  /* With less motion wanted nothing moves for longer than a trice. */
  const moves = () => all("*").flatMap((one) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || null);
    const times = `${style.transitionDuration},${style.animationDuration}`.split(",");
    const isLong = Math.max(...times.map(parseFloat)) > 0.05;
    return isLong || style.scrollBehavior === "smooth" ? `moves: ${named(one)} ${part}` : "";
  })).filter(Boolean);

  /* Every stop of the keyboard has a mark of at least two pixels, and nothing floats over it. */
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio, video, iframe, [tabindex='0']";
  const over = (one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) return "";
    const points = [[0.5, 0.5], [0.1, 0.3], [0.9, 0.7], [0.5, 0.1], [0.5, 0.9]];
    const tops = points.map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
    const isFree = (top) => top && (one.contains(top) || top.contains(one) || top.closest("label")?.control === one);
    return tops.some(isFree) ? "" : tops[0] ? named(tops[0]) : `the edge (${Math.round(box.top)} of ${innerHeight})`;
  };
  const isMarked = (one) => {
    // At the calendar button inside a field for a day; the browser draws its own frame around it.
    if (one.type === "date" && !one.matches(":focus")) return true;
    for (let at = one; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return true;
    }
    return false;
  };
  const stop = (one) => [
    isMarked(one) ? "" : `no mark of focus: ${named(one)}`,
    over(one) ? `hidden at focus: ${named(one)} by ${over(one)}` : "",
  ].filter(Boolean);
  const stops = () => all(FOCUSABLE).filter((one) => shown(one) && !one.disabled && one.tabIndex >= 0).flatMap((one) => {
    one.focus({ focusVisible: true });
    // Only the keyboard brings a frame into view.
    if (one.tagName === "IFRAME") one.scrollIntoView({ block: "center" });
    return document.activeElement === one ? stop(one) : [];
  });

  /* In forced colours backgrounds and shadows vanish: buttons keep an edge, the chosen its mark. */
  const CHOSEN = [".kc-btn", ...[".kc-nav", ".kc-tabs", ".kp-outline", ".kc-pages", ".kc-chips", ".kc-sidenav"].map((list) => `${list} [aria-current]`)];
  const hasEdge = (one) => ["", "::before", "::after"].some((part) => {
    const style = getComputedStyle(one, part || null);
    if (part && style.content === "none") return false;
    return ["Bottom", "Left"].some((side) =>
      style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  });
  const edges = () => all(CHOSEN.join()).filter((one) => shown(one) && !hasEdge(one))
    .map((one) => `no edge in forced colours: ${named(one)}`);

  window.kcLook = { settle, isWider, space, cut, moves, stop, stops, edges };
})();
