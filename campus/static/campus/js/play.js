/* Around a package on its own origin: hands over where somebody has stopped, keeps what the package
   stores on every commit, when the page is hidden and when it is closed, and sends again what a
   dead network has held up. The runtimes (play-scorm.js, play-h5p.js) say what there is to keep. */
(function () {
  "use strict";
  const start = JSON.parse(document.getElementById("start").textContent);
  const stage = document.getElementById("stage");
  const at = (name) => new URL(name, window.location.href).href;
  const slot = "kc:" + start.key;
  const LARGEST_FAREWELL = 60000, FIRST_WAIT = 2000, LONGEST_WAIT = 30000, PATIENCE = 5;
  let serial = 0, events = [], busy = false, dirty = false, stopped = false, leaving = false, over = false;
  let wait = FIRST_WAIT, timer = 0, soon = 0, begun = false;
  let snapshot = () => ({});

  const tell = (state) => window.parent.postMessage({ kc: "play", state: state }, start.platform || "*");
  const storage = (deed) => { try { return deed(window.localStorage); } catch (error) { return null; } };
  const post = (name, text, more) => fetch(at(name), Object.assign(
    { method: "POST", body: text, headers: { "Content-Type": "text/plain" }, credentials: "omit" }, more));
  const written = (ended) => JSON.stringify(
    { session: start.session, cmi: snapshot(), serial: ++serial, events: events, ended: ended });
  const keep = (text) => storage((place) => place.setItem(slot, text));
  const forget = () => storage((place) => place.removeItem(slot));

  function say(sentence) {
    const place = document.getElementById("message");
    place.textContent = sentence;
    place.hidden = !sentence;
  }
  async function refused(answer) {
    stopped = true;
    forget();
    const told = await answer.json().catch(() => ({}));
    say(told.error || start.words.gone);
    tell(told.code || "gone");
  }
  function again() {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  async function send() {
    if (stopped || !begun) return;
    if (busy) { dirty = true; return; }
    busy = true;
    dirty = false;
    const count = events.length, text = written(over);
    keep(text);
    tell("saving");
    try {
      const answer = await post("stand", text, { keepalive: text.length < LARGEST_FAREWELL });
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (!answer.ok) { await refused(answer); return; }
      events = events.slice(count);
      wait = FIRST_WAIT;
      forget();
      tell("saved");
    } catch (error) {
      dirty = false;
      tell("offline");
      again();
    } finally {
      busy = false;
      if (dirty) send();
    }
  }
  /* A page that goes away waits for no answer; the copy stays until the next start asks for it. */
  function leave() {
    leaving = true;
    if (stopped || !begun) return;
    const text = written(true);
    keep(text);
    const sent = navigator.sendBeacon(at("stand"), new Blob([text], { type: "text/plain" }));
    if (!sent) post("stand", text, {}).catch(() => {});
  }
  const tools = {
    at: at,
    send: send,
    /* Over, as the package says: it may say so while the page is open, or as it goes. */
    end() { over = true; if (leaving) leave(); else send(); },
    going() { over = false; },
    later() { window.clearTimeout(soon); soon = window.setTimeout(send, FIRST_WAIT); },
    event(one) { events.push(one); },
    frame(href) {
      const frame = document.createElement("iframe");
      frame.title = start.title;
      frame.allow = "fullscreen; autoplay";
      /* Where the browser keeps nothing, pages are answered with a storage of our own. */
      frame.src = window.kcStorage ? href.replace(/^inhalt\//, "ersatz/") : href;
      stage.append(frame);
      return frame;
    },
  };
  function run(data) {
    const runtimes = window.kcRuntimes || {};
    const runtime = runtimes[start.runtime];
    if (runtime) snapshot = runtime(start, data, tools);
    else tools.frame(start.href);
    begun = true;
    tell("begun");
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
    if (!runtime) send();
  }
  async function begin(tries) {
    const kept = storage((place) => place.getItem(slot));
    const asked = JSON.stringify({ kept: kept ? JSON.parse(kept) : null, force: tries >= PATIENCE });
    let answer = null;
    try { answer = await post("anfang", asked, {}); } catch (error) { answer = null; }
    if (!answer || answer.status >= 500) {
      say(start.words.offline);
      window.setTimeout(() => begin(tries), FIRST_WAIT);
      return;
    }
    if (!answer.ok) { await refused(answer); return; }
    say("");
    const handed = await answer.json();
    if (handed.wait) { window.setTimeout(() => begin(tries + 1), handed.wait); return; }
    forget();
    run(handed.data);
  }
  begin(0);
})();
