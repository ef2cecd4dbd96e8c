/* Around a package on its own origin: gives it the runtime of its standard and commits what it
   stores, also when the page is hidden or closed. */
(function () {
  "use strict";
  const start = JSON.parse(document.getElementById("start").textContent);
  const commitUrl = new URL(start.commit, window.location.href).href;
  const makers = { scorm12: window.Scorm12API, scorm2004: window.Scorm2004API };
  const Maker = makers[start.runtime];
  if (Maker) {
    const api = new Maker({
      autocommit: true, autocommitSeconds: 5, lmsCommitUrl: commitUrl, logLevel: 5,
      strict_errors: false, alwaysSendTotalTime: true,
    });
    api.loadFromJSON(start.data, "cmi");
    window[start.runtime === "scorm12" ? "API" : "API_1484_11"] = api;
    const keep = () => {
      if (!api.isInitialized()) return;
      const data = JSON.stringify(api.renderCMIToJSONObject());
      navigator.sendBeacon(commitUrl, new Blob([data], { type: "text/plain" }));
    };
    window.addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") keep();
    });
  }
  document.querySelector("iframe").src = start.href;
})();
