/* Drei Fragen; der Stand steht in SCORM 1.2, damit es dort weitergeht, wo man aufgehört hat. */
(function () {
  "use strict";
  const FRAGEN = [
    { text: "Welches Passwort ist am schwersten zu erraten?",
      antworten: ["Sommer2026!", "Vier zufällige Wörter mit Leerzeichen", "Der Name des Rathauses rückwärts"],
      richtig: 1, warum: "Länge schlägt Sonderzeichen: Vier zufällige Wörter halten am längsten stand." },
    { text: "Eine Kollegin bittet am Telefon um Ihr Passwort. Was tun Sie?",
      antworten: ["Ich sage es ihr, sie ist ja vom Haus.", "Ich schicke es ihr als Nachricht.",
        "Ich nenne es nicht und rufe die IT-Stelle unter der bekannten Nummer an."],
      richtig: 2, warum: "Niemand braucht Ihr Passwort. Rufen Sie unter einer Nummer zurück, die Sie kennen." },
    { text: "Wozu dient ein zweiter Faktor, zum Beispiel ein Code auf dem Telefon?",
      antworten: ["Ein gestohlenes Passwort allein reicht dann nicht mehr.", "Die Anmeldung geht schneller.",
        "Das Passwort darf dann kürzer sein."],
      richtig: 0, warum: "Wer nur das Passwort hat, kommt ohne den zweiten Faktor nicht hinein." },
  ];
  const $ = (name) => document.getElementById(name);
  let fenster = window, begonnen = Date.now(), geprueft = false;
  while (!fenster.API && fenster.parent !== fenster) fenster = fenster.parent;
  const api = fenster.API;
  const lies = (name) => (api ? api.LMSGetValue(name) : "");
  const setze = (name, wert) => api && api.LMSSetValue(name, String(wert));
  if (api) api.LMSInitialize("");
  const alt = lies("cmi.suspend_data");
  let stand = alt ? JSON.parse(alt) : { frage: 0, punkte: 0 };

  function merke() {
    setze("cmi.core.lesson_location", stand.frage);
    setze("cmi.suspend_data", JSON.stringify(stand));
    setze("cmi.core.exit", stand.frage < FRAGEN.length ? "suspend" : "");
    if (stand.frage < FRAGEN.length && lies("cmi.core.lesson_status") === "not attempted") {
      setze("cmi.core.lesson_status", "incomplete");
    }
    if (api) api.LMSCommit("");
  }
  function zeige() {
    const istEnde = stand.frage >= FRAGEN.length;
    $("frage").hidden = istEnde;
    $("ende").hidden = !istEnde;
    if (istEnde) {
      $("stand").textContent = "";
      $("ergebnis").textContent = `Sie haben ${stand.punkte} von ${FRAGEN.length} Fragen richtig beantwortet.`;
      return;
    }
    const frage = FRAGEN[stand.frage];
    geprueft = false;
    $("stand").textContent = `Frage ${stand.frage + 1} von ${FRAGEN.length}`;
    $("text").textContent = frage.text;
    $("rueckmeldung").textContent = "";
    $("weiter").textContent = "Antwort prüfen";
    $("antworten").replaceChildren(...frage.antworten.map((text, nummer) => {
      const label = document.createElement("label"), feld = document.createElement("input");
      feld.type = "radio";
      feld.name = "antwort";
      feld.value = nummer;
      label.append(feld, ` ${text}`);
      return label;
    }));
  }
  function schliesse() {
    const prozent = Math.round((stand.punkte / FRAGEN.length) * 100);
    setze("cmi.core.score.min", 0);
    setze("cmi.core.score.max", 100);
    setze("cmi.core.score.raw", prozent);
    setze("cmi.core.lesson_status", prozent >= 60 ? "passed" : "failed");
  }
  $("frage").addEventListener("submit", (event) => {
    event.preventDefault();
    if (geprueft) { stand.frage += 1; if (stand.frage >= FRAGEN.length) schliesse(); merke(); zeige();
      if (stand.frage >= FRAGEN.length) $("ende").focus(); return; }
    const wahl = document.querySelector("input[name=antwort]:checked");
    if (!wahl) { $("rueckmeldung").textContent = "Bitte wählen Sie eine Antwort."; return; }
    const frage = FRAGEN[stand.frage], stimmt = Number(wahl.value) === frage.richtig;
    const vorn = `cmi.interactions.${stand.frage}.`;
    stand.punkte += stimmt ? 1 : 0;
    setze(`${vorn}id`, `frage-${stand.frage + 1}`);
    setze(`${vorn}type`, "choice");
    setze(`${vorn}student_response`, "abc"[Number(wahl.value)]);
    setze(`${vorn}result`, stimmt ? "correct" : "wrong");
    $("rueckmeldung").textContent = `${stimmt ? "Richtig." : "Nicht ganz."} ${frage.warum}`;
    $("weiter").textContent = stand.frage + 1 < FRAGEN.length ? "Nächste Frage" : "Zum Ergebnis";
    geprueft = true;
  });
  $("nochmal").addEventListener("click", () => { stand = { frage: 0, punkte: 0 }; merke(); zeige(); });
  window.addEventListener("pagehide", () => {
    if (!api) return;
    const sekunden = Math.round((Date.now() - begonnen) / 1000), zwei = (zahl) => String(zahl).padStart(2, "0");
    setze("cmi.core.session_time",
      `${zwei(Math.floor(sekunden / 3600))}:${zwei(Math.floor(sekunden / 60) % 60)}:${zwei(sekunden % 60)}`);
    api.LMSFinish("");
  });
  zeige();
})();
