/* Around a running unit: asks now and then whether it has ended, and says so. */
(function () {
  "use strict";
  const place = document.querySelector("[data-ku-state]");
  const address = place && place.dataset.kuState;
  if (!address) return;
  const every = 4000;
  const ask = async () => {
    if (document.visibilityState === "hidden") return;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const news = await answer.json();
    if (news.open) return;
    window.clearInterval(timer);
    place.querySelector("[data-ku-text]").textContent = news.text;
  };
  const timer = window.setInterval(() => ask().catch(() => {}), every);
})();
