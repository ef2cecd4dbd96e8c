/* Films and recordings: sentences that lead to their place, speed. Works in the player, the
   preview and wherever else a lesson is shown; without it the film and its transcript remain. */
(() => {
  const SPEED = "kc-speed";
  const stored = () => { try { return localStorage.getItem(SPEED); } catch { return null; } };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const watch = (figure) => {
    const media = figure.querySelector("video, audio");
    const speed = figure.querySelector("[data-kl-speed]");
    const cues = [...figure.querySelectorAll("[data-kl-cue]")];
    if (!media) return;

    if (speed) {
      const wanted = stored();
      if (wanted && [...speed.options].some((option) => option.value === wanted)) speed.value = wanted;
      const apply = () => { media.playbackRate = Number(speed.value); };
      apply();
      media.addEventListener("loadedmetadata", apply);
      speed.addEventListener("change", () => {
        apply();
        try { localStorage.setItem(SPEED, speed.value); } catch { /* storage is full or forbidden */ }
      });
    }

    for (const cue of cues) {
      cue.addEventListener("click", () => {
        media.currentTime = Number(cue.dataset.klCue);
        media.play().catch(() => {});
      });
    }
    let shown = null;
    const follow = () => {
      const now = media.currentTime + 0.05;
      let current = null;
      for (const cue of cues) {
        if (Number(cue.dataset.klCue) > now) break;
        current = cue;
      }
      if (current === shown) return;
      if (shown) shown.removeAttribute("aria-current");
      shown = current;
      if (!current) return;
      current.setAttribute("aria-current", "true");
      const list = current.closest("ol");
      if (!media.paused && list.scrollHeight > list.clientHeight && !list.contains(document.activeElement)) {
        const top = current.parentElement.offsetTop - list.offsetTop - list.clientHeight / 3;
        list.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
      }
    };
    if (cues.length) media.addEventListener("timeupdate", follow);
  };

  document.querySelectorAll("[data-kl-media]").forEach(watch);
})();
