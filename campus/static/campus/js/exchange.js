/* Exports of a module: shows how far one is and the page anew when it is ready. Everything works
   without this script, too. */
(function () {
  "use strict";
  document.querySelectorAll("[data-ex-waiting]").forEach((bar) => {
    const look = async () => {
      try {
        const answer = await (await fetch(bar.dataset.exWaiting)).json();
        if (answer.state !== "waiting") { window.location.reload(); return; }
        bar.value = answer.percent;
      } catch (error) { /* Offline: the link beside the bar looks again. */ }
      window.setTimeout(look, 2000);
    };
    window.setTimeout(look, 1000);
  });
})();
