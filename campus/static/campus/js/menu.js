/* Navigation on small screens and menus made of <details>: both also work without this file. */
(() => {
  const toggle = document.querySelector("[data-kc-toggle]");
  const panel = toggle && document.getElementById(toggle.getAttribute("aria-controls"));
  const setOpen = (open) => {
    toggle.setAttribute("aria-expanded", String(open));
    panel.toggleAttribute("data-open", open);
  };
  if (panel) {
    toggle.addEventListener("click", () => setOpen(toggle.getAttribute("aria-expanded") !== "true"));
  }
  const closeMenus = (except) => {
    document.querySelectorAll("details.kc-menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.kc-menu")));
  document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.kc-menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement.closest("details.kc-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (panel && panel.hasAttribute("data-open")) {
      setOpen(false);
      toggle.focus();
    }
  });
})();
