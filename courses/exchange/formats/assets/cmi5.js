// Talks to the record store that launched this page, as cmi5 asks; numbers are its sections.
(function () {
  "use strict";
  const ASKED = new URLSearchParams(location.search);
  const VERBS = { initialized: "http://adlnet.gov/expapi/verbs/initialized", completed: "http://adlnet.gov/expapi/verbs/completed",
    passed: "http://adlnet.gov/expapi/verbs/passed", terminated: "http://adlnet.gov/expapi/verbs/terminated" };
  const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
  const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const START = Date.now();
  const KEPT = "kommunalcampus.state";
  let headers = null, launch = null, told = [], queue = Promise.resolve(), ended = false;
  const endpoint = (ASKED.get("endpoint") || "").replace(/\/?$/, "/");
  const span = () => `PT${((Date.now() - START) / 1000).toFixed(2)}S`;
  const document_ = (resource, more) => `${endpoint}${resource}?` + new URLSearchParams({ agent: ASKED.get("actor"), ...more });
  const state = (id) => document_("activities/state", { activityId: ASKED.get("activityId"), registration: ASKED.get("registration"), stateId: id });

  function statement(name, result) {
    const context = JSON.parse(JSON.stringify(launch.contextTemplate || {}));
    context.registration = ASKED.get("registration");
    context.contextActivities = context.contextActivities || {};
    const categories = context.contextActivities.category = context.contextActivities.category || [];
    categories.push({ id: CMI5 });
    // 9.6.2.2: what decides about moving on says so.
    if (name === "completed" || name === "passed") categories.push({ id: MOVE_ON });
    if (name === "passed" && launch.masteryScore !== undefined)
      context.extensions = { ...context.extensions, [MASTERY]: launch.masteryScore };
    return {
      id: crypto.randomUUID ? crypto.randomUUID() : identifier(), actor: JSON.parse(ASKED.get("actor")),
      verb: { id: VERBS[name], display: { en: name } }, object: { objectType: "Activity", id: ASKED.get("activityId") },
      context, timestamp: new Date().toISOString(), ...(result ? { result } : {}),
    };
  }
  function identifier() {
    // Pages without TLS have no randomUUID.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  const store = (made, last) => fetch(endpoint + "statements", { method: "POST", keepalive: Boolean(last),
    headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(made) });
  function tell(name, result) {
    // 9.3: what decides is told once in a registration; in other modes only the frame (10.2.2).
    if (!launch || told.includes(name)) return;
    if (launch.launchMode !== "Normal" && name !== "initialized" && name !== "terminated") return;
    told.push(name);
    const made = statement(name, result);
    queue = queue.then(() => store(made)).catch(() => {});
  }

  window.courseLink = {
    async load() {
      if (!ASKED.get("endpoint") || !ASKED.get("fetch")) return "";
      const token = (await (await fetch(ASKED.get("fetch"), { method: "POST" })).json())["auth-token"];
      headers = { Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3" };
      launch = await (await fetch(state("LMS.LaunchData"), { headers })).json();
      // 11.0: the preferences have to be asked for, though nothing here depends on them.
      await fetch(document_("agents/profile", { profileId: "cmi5LearnerPreferences" }), { headers }).catch(() => {});
      tell("initialized");
      const kept = await fetch(state(KEPT), { headers });
      const before = kept.ok ? await kept.json() : {};
      told = told.concat(before.told || []);
      return before.page || "";
    },
    save(page, summary) {
      if (!launch || ended) return;
      if (summary.complete) {
        // 9.5.1: the score stands with passed, never with completed.
        tell("completed", { completion: true, duration: span() });
        // 9.3.4: passed means that the mark is reached which the launch has named.
        if (summary.passed && summary.share + 1e-9 >= (launch.masteryScore || 0))
          tell("passed", { success: true, duration: span(), score: { scaled: Math.min(1, Math.round(summary.share * 10000) / 10000) } });
      }
      if (launch.launchMode !== "Normal") return;
      const body = JSON.stringify({ page, told: told.filter((name) => name !== "initialized") });
      queue = queue.then(() => fetch(state(KEPT), { method: "PUT", headers: { ...headers, "Content-Type": "application/json" }, body })).catch(() => {});
    },
    leave() {
      if (!launch || ended) return;
      ended = true;
      store(statement("terminated", { duration: span() }), true).catch(() => {});
    },
    async exit() {
      if (!launch || ended) return;
      ended = true;
      await queue;
      await store(statement("terminated", { duration: span() }));
      // 10.2.5: whoever leaves by a button is led back to where the launch began.
      if (launch.returnURL) location.href = launch.returnURL;
    },
  };
})();
