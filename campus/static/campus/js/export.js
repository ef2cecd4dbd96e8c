/* Shows how far a copy of one's data is. Without this script a link does the same. */
(() => {
  const box = document.querySelector("[data-kd-running]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const counted = box.querySelector("[data-kd-counted]");
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.kdRunning, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) { window.location.reload(); return; }
      const state = await answer.json();
      bar.value = state.percent;
      bar.textContent = state.text;
      if (counted) counted.textContent = state.text;
      if (state.ready) {
        document.dispatchEvent(new CustomEvent("kc:back", { detail: "[data-kd-ready]" }));
        window.location.reload();
        return;
      }
    } catch { /* no connection: the next turn tries again */ }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 1000);
})();
