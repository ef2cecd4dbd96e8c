// Talks to the runtime of SCORM 1.2 that stands in a frame above this page.
(function () {
  "use strict";
  const START = Date.now();
  function find(from) {
    let frame = from;
    for (let depth = 0; depth < 12 && frame; depth++) {
      try { if (frame.API) return frame.API; } catch (fenced) { return null; }
      if (frame.parent === frame) break;
      frame = frame.parent;
    }
    return null;
  }
  const api = find(window) || (window.opener ? find(window.opener) : null);
  let ended = false;
  const span = () => {
    const seconds = Math.floor((Date.now() - START) / 1000), two = (number) => String(number).padStart(2, "0");
    return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };
  const set = (name, value) => api.LMSSetValue("cmi." + name, String(value));

  const leave = (summary) => {
    if (!api || ended) return;
    ended = true;
    set("core.session_time", span());
    set("core.exit", summary.complete ? "" : "suspend");
    api.LMSFinish("");
  };

  window.courseLink = {
    async load() {
      if (!api) return "";
      api.LMSInitialize("");
      return api.LMSGetValue("cmi.suspend_data");
    },
    save(kept, summary) {
      if (!api || ended) return;
      set("suspend_data", kept);
      set("core.lesson_location", summary.at);
      if (summary.share !== null) {
        set("core.score.min", 0);
        set("core.score.max", 100);
        set("core.score.raw", Math.round(summary.share * 10000) / 100);
      }
      set("core.lesson_status", summary.complete ? (summary.passed ? "passed" : "completed") : "incomplete");
      api.LMSCommit("");
    },
    leave,
    async exit(summary) { leave(summary); },
  };
})();
