/* Eine Einheit nach cmi5: Berechtigung holen, Anfang und Ergebnis melden, beenden. */
(function () {
  "use strict";
  const TEILE = {
    erkennen: { titel: "Eine Datenpanne erkennen",
      text: "Eine Datenpanne liegt vor, wenn personenbezogene Daten verloren gehen, verändert werden oder an Unbefugte "
        + "gelangen – auch die E-Mail an den falschen Verteiler zählt dazu.",
      taten: [["Gelesen und verstanden", "completed", null]] },
    melden: { titel: "Eine Datenpanne melden",
      text: "Wie schnell muss die Verwaltung eine meldepflichtige Datenpanne der Aufsichtsbehörde melden?",
      taten: [["Innerhalb von 72 Stunden", "passed", 1], ["Innerhalb eines Monats", "failed", 0]] },
  };
  const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/";
  const told = new URLSearchParams(window.location.search), begonnen = Date.now();
  const teil = TEILE[told.get("teil")] || TEILE.erkennen;
  const $ = (name) => document.getElementById(name);
  const actor = JSON.parse(told.get("actor")), ziel = told.get("activityId");
  let kopf = {}, vorlage = {}, bestehen = null, zurueck = "";

  const adresse = (was, mehr) => `${told.get("endpoint").replace(/\/$/, "")}/${was}?${new URLSearchParams(mehr)}`;
  const dauer = () => `PT${Math.max(1, Math.round((Date.now() - begonnen) / 1000))}S`;
  async function hole(was, mehr) {
    const antwort = await fetch(adresse(was, mehr), { headers: kopf });
    return antwort.ok ? antwort.json() : null;
  }
  async function sage(verb, result, zaehlt) {
    const context = structuredClone(vorlage), gruppen = (context.contextActivities = context.contextActivities || {});
    gruppen.category = [{ id: `${CMI5}cmi5` }].concat(zaehlt ? [{ id: `${CMI5}moveon` }] : []);
    context.registration = told.get("registration");
    if (result && result.score && bestehen !== null) {
      context.extensions["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] = bestehen;
    }
    const id = crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
      (ziffer) => (ziffer ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (ziffer / 4)))).toString(16));
    const aussage = { id: id, actor: actor, verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` }, object: { id: ziel },
      timestamp: new Date().toISOString(), context: context };
    if (result) aussage.result = result;
    const antwort = await fetch(adresse("statements", { statementId: id }),
      { method: "PUT", headers: { ...kopf, "Content-Type": "application/json" }, body: JSON.stringify(aussage) });
    if (!antwort.ok) throw new Error(String(antwort.status));
  }
  async function tue(verb, punkte) {
    $("deeds").hidden = true;
    const result = { duration: dauer() };
    if (verb === "completed") result.completion = true;
    else { result.success = verb === "passed"; result.score = { scaled: punkte }; }
    try {
      await sage(verb, result, true);
      await sage("terminated", { duration: dauer() }, false);
      $("meldung").textContent = { completed: "Diese Einheit ist erledigt.", passed: "Richtig: innerhalb von 72 Stunden.",
        failed: "Leider nicht: Es sind 72 Stunden. Starten Sie die Einheit noch einmal." }[verb];
    } catch (error) {
      $("meldung").textContent = "Das Ergebnis ließ sich nicht speichern. Bitte starten Sie die Einheit noch einmal.";
    }
    if (zurueck && told.get("ganz")) window.location.href = zurueck;
  }
  async function beginne() {
    const antwort = await (await fetch(told.get("fetch"), { method: "POST" })).json();
    kopf = { Authorization: `Basic ${antwort["auth-token"]}`, "X-Experience-API-Version": "1.0.3" };
    const wo = { activityId: ziel, agent: JSON.stringify(actor) };
    const daten = await hole("activities/state", { ...wo, registration: told.get("registration"), stateId: "LMS.LaunchData" });
    vorlage = daten.contextTemplate;
    bestehen = daten.masteryScore ?? null;
    zurueck = daten.returnURL || "";
    await hole("agents/profile", { agent: JSON.stringify(actor), profileId: "cmi5LearnerPreferences" });
    await sage("initialized", null, false);
    $("meldung").textContent = "";
    if (daten.launchMode !== "Normal") { $("meldung").textContent = "Sie sehen sich die Einheit nur an."; return; }
    $("deeds").replaceChildren(...teil.taten.map(([wort, verb, punkte]) => {
      const knopf = document.createElement("button");
      knopf.type = "button";
      knopf.textContent = wort;
      knopf.addEventListener("click", () => tue(verb, punkte));
      return knopf;
    }));
  }
  $("titel").textContent = teil.titel;
  $("text").textContent = teil.text;
  beginne().catch(() => { $("meldung").textContent = "Die Einheit konnte nicht beginnen. Bitte starten Sie sie noch einmal."; });
})();
