/* SCORM 1.2 and 2004 by scorm-again: what it holds is what is kept. */
(function () {
  "use strict";
  const EDITIONS = {
    scorm12: { maker: "Scorm12API", name: "API", set: "LMSSetValue", get: "LMSGetValue",
      commit: "LMSCommit", end: "LMSFinish", limit: 4096, core: (cmi) => cmi.core },
    scorm2004: { maker: "Scorm2004API", name: "API_1484_11", set: "SetValue", get: "GetValue",
      commit: "Commit", end: "Terminate", limit: 64000, core: (cmi) => cmi },
  };
  const LONG = "cmi.suspend_data";

  function play(start, data, tools) {
    const edition = EDITIONS[start.runtime];
    let long = null;
    if ((data.suspend_data || "").length > edition.limit) {
      long = data.suspend_data;
      delete data.suspend_data;
    }
    const api = new window[edition.maker]({
      autocommit: false, logLevel: 5, strict_errors: false, mastery_override: Boolean(start.mastery),
    });
    api.loadFromJSON(data, "cmi");
    const before = {};
    for (const deed of ["set", "get", "commit", "end"]) before[deed] = api[edition[deed]].bind(api);
    /* Some tools write more than the standard allows: it is kept whole instead of refused. */
    api[edition.set] = (name, value) => {
      tools.going();
      tools.later();
      if (name === LONG && String(value).length > edition.limit && api.isInitialized()) {
        long = String(value);
        before.set(name, "");
        return "true";
      }
      if (name === LONG) long = null;
      return before.set(name, value);
    };
    api[edition.get] = (name) => {
      const value = before.get(name);
      return name === LONG && long !== null ? long : value;
    };
    api[edition.commit] = (value) => { const done = before.commit(value); tools.send(); return done; };
    api[edition.end] = (value) => {
      const done = before.end(value);
      if (done === "true") tools.end();
      return done;
    };
    window[edition.name] = api;
    tools.frame(start.href);
    return () => {
      const cmi = api.renderCMIToJSONObject().cmi || {};
      const core = edition.core(cmi);
      if (core) core.total_time = api.cmi.getCurrentTotalTime();
      if (long !== null) cmi.suspend_data = long;
      return cmi;
    };
  }
  window.kcRuntimes = { scorm12: play, scorm2004: play };
})();
