/* Notes at a step: a note takes over the second at which the film stands, and "#t=83" leads back
   to it. Without this script the place is typed by hand and the link leads to the step. */
(() => {
  const media = document.querySelector("[data-kp-body] video, [data-kp-body] audio");
  const tool = document.querySelector("[data-kf-note]");
  if (!tool) return;
  const field = tool.querySelector("[data-kf-moment]");
  if (!media) {
    field.closest(".kc-field").hidden = true;
    return;
  }
  const written = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  let typed = false;
  field.addEventListener("input", () => { typed = true; });
  tool.addEventListener("toggle", () => {
    if (tool.open && !typed && media.currentTime > 0) field.value = written(media.currentTime);
  });
  const jump = () => {
    const wanted = /^#t=(\d{1,5})$/.exec(window.location.hash);
    if (!wanted) return;
    const go = () => { media.currentTime = Number(wanted[1]); };
    if (media.readyState > 0) go(); else media.addEventListener("loadedmetadata", go, { once: true });
    media.scrollIntoView({ block: "center" });
    media.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", jump);
  jump();
})();
