/* The player works without this file. It adds: places and deeds that are kept on the device until
   the server has them, the way back to the exact place, a session that stays awake, full screen,
   keys, and news for those who listen. */
(() => {
  const page = document.querySelector("[data-kp-item]");
  if (!page) return;
  const texts = JSON.parse(document.getElementById("kp-texts").textContent);
  const sync = page.querySelector("[data-kp-sync]");
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* full or forbidden */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* as above */ } },
  };
  let token = page.dataset.kpCsrf;

  /* --- What is said ------------------------------------------------------------------------- */
  const say = (kind, text, link) => {
    sync.dataset.kind = kind;
    sync.replaceChildren(text);
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = page.dataset.kpSignin;
      anchor.textContent = texts.signin;
      sync.append(" ", anchor);
    }
  };

  /* --- Kept until the server has it ---------------------------------------------------------- */
  // Only events of this very seat are kept under its name: nobody else's are ever sent from here.
  const BOX = `kc-outbox:${page.dataset.kpRegistration}`;
  const RETRY_AFTER = 20000;
  const MOST = 200;
  const read = () => { try { return JSON.parse(store.get(BOX)) || []; } catch { return []; } };
  const write = (events) => (events.length ? store.set(BOX, JSON.stringify(events.slice(-MOST))) : store.drop(BOX));
  const drop = (id) => write(read().filter((event) => event.id !== id));
  const uuid = () => (crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)));
  const keep = (url, data) => {
    const event = { id: uuid(), url, data, at: Date.now() };
    // Of the places in one step only the newest matters, apart from the parts that were played.
    const others = read().filter((one) => !(data.block !== undefined && one.url === url && !one.data.played));
    write([...others, event]);
    return event;
  };

  class Offline extends Error {}
  class SignedOut extends Error {}
  const post = async (event) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(event.data)) body.set(name, value);
    body.set("event", event.id);
    body.set("ago", String(Math.max(0, Math.round((Date.now() - event.at) / 1000))));
    body.set("csrfmiddlewaretoken", token);
    let answer;
    try {
      answer = await fetch(event.url, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    } catch { throw new Offline(); }
    if (answer.status >= 500 || answer.status === 429) throw new Offline();
    if (answer.status === 204) { drop(event.id); return {}; }
    if (answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new SignedOut();
    drop(event.id);
    const news = await answer.json();
    if (!answer.ok) throw new Error(news.error);
    return news;
  };
  const excuse = (error) => {
    if (error instanceof Offline) say("kept", texts.kept);
    else if (error instanceof SignedOut) say("kept", texts.lost, true);
    else say("refused", `${texts.refused} ${error.message}`);
  };
  let timer = 0;
  let flushing = null;
  // Something is left from before this page: say so once it has arrived.
  let left = read().length > 0;
  const flush = () => {
    flushing ||= (async () => {
      clearTimeout(timer);
      const waiting = read();
      const wasLate = left || sync.dataset.kind === "kept" || waiting.some((event) => Date.now() - event.at > RETRY_AFTER);
      try {
        for (const event of waiting) {
          try { celebrate(await post(event)); } catch (error) {
            if (error instanceof Offline || error instanceof SignedOut) throw error;
            excuse(error);
          }
        }
        if (waiting.length && wasLate && sync.dataset.kind !== "refused" && sync.dataset.kind !== "done") say("sent", texts.sent);
        left = false;
      } catch (error) {
        excuse(error);
        timer = setTimeout(flush, RETRY_AFTER);
      }
    })().finally(() => { flushing = null; });
    return flushing;
  };
  const celebrate = (news) => {
    if (!news.text) return;
    say("done", news.text);
    const state = page.querySelector("[data-kp-state]");
    state.className = "kp-state kp-state--done";
    state.querySelector("strong").textContent = news.word;
    page.querySelectorAll("[data-kp-rule], [data-kp-unless-done]").forEach((part) => part.remove());
    page.querySelectorAll("[data-kp-left]").forEach((part) => { part.textContent = news.left; });
  };
  window.addEventListener("online", flush);
  window.addEventListener("offline", () => say("kept", texts.kept));
  if (read().length) flush();

  /* --- Done, confirmed ----------------------------------------------------------------------- */
  for (const form of page.querySelectorAll("form[data-kp-send]")) {
    form.addEventListener("submit", async (submitted) => {
      submitted.preventDefault();
      const button = form.querySelector("button");
      if (button.disabled) return;
      button.disabled = true;
      const data = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
      if (flushing) await flushing;
      const event = keep(form.action, data);
      try {
        const news = await post(event);
        if (news.next) window.location.assign(news.next);
      } catch (error) {
        excuse(error);
        button.disabled = false;
        if (error instanceof Offline) timer = setTimeout(flush, RETRY_AFTER);
      }
    });
  }

  /* --- The place, in the text and in the recording -------------------------------------------- */
  const body = page.querySelector("[data-kp-body]");
  const EVERY = 10000;
  if (body) {
    const names = body.dataset.kpBlocks.split(" ");
    const children = [...body.children].filter((child) => !child.classList.contains("kc-sr"));
    const blocks = children.length === names.length ? children : [];
    const media = body.querySelector("video, audio");
    const start = Number(body.dataset.kpPosition || 0);
    const played = [];
    let from = null;
    let last = "";
    let touched = false;

    const reading = () => {
      const edge = window.innerHeight / 3;
      let found = 0;
      blocks.forEach((block, number) => { if (block.getBoundingClientRect().top <= edge) found = number; });
      return names[found] || "";
    };
    const closeSpan = () => {
      if (from !== null && media.currentTime > from) played.push([from, media.currentTime]);
      from = media && !media.paused ? media.currentTime : null;
    };
    const place = () => {
      const data = { block: reading() };
      if (media && (media.currentTime > 0 || start > 0)) data.seconds = String(Math.round((media.readyState ? media.currentTime : start) * 10) / 10);
      if (played.length) data.played = played.map(([begin, end]) => `${begin.toFixed(1)}[.]${end.toFixed(1)}`).join("[,]");
      return data;
    };
    const send = () => {
      if (media) closeSpan();
      if (!touched && !played.length) return;
      const data = place();
      const now = JSON.stringify(data);
      if (now === last) return;
      last = JSON.stringify({ ...data, played: undefined });
      played.length = 0;
      touched = false;
      keep(body.dataset.kpUrl, data);
      flush();
    };
    if (media) {
      const goBack = () => { if (start > 0 && start < media.duration - 3) { media.currentTime = start; if (!body.dataset.kpPlace) say("resumed", texts.resumed_film); } };
      if (media.readyState > 0) goBack(); else media.addEventListener("loadedmetadata", goBack, { once: true });
      media.addEventListener("play", () => { from = media.currentTime; });
      media.addEventListener("seeking", () => { from = null; });
      media.addEventListener("seeked", () => { if (!media.paused) from = media.currentTime; });
      media.addEventListener("timeupdate", () => { if (!media.paused && !media.seeking && from === null) from = media.currentTime; });
      for (const name of ["pause", "ended"]) media.addEventListener(name, () => { touched = true; send(); });
      setInterval(() => { if (!media.paused) { touched = true; send(); } }, EVERY);
    }
    let scrolling = 0;
    let armed = false;
    window.addEventListener("scroll", () => {
      if (!armed) return;
      touched = true;
      clearTimeout(scrolling);
      scrolling = setTimeout(send, 4000);
    }, { passive: true });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
    window.addEventListener("pagehide", send);
    const number = names.indexOf(body.dataset.kpPlace || "");
    if (number > 0 && blocks[number] && !window.location.hash) {
      blocks[number].style.scrollMarginBlockStart = "5rem";
      blocks[number].scrollIntoView({ block: "start" });
      say("resumed", texts.resumed);
    }
    setTimeout(() => { armed = true; }, 1500);
  }

  /* --- A session that stays awake while somebody learns ---------------------------------------- */
  const AWAKE_EVERY = 5 * 60000;
  const IDLE_AFTER = 60 * 60000;
  let active = Date.now();
  for (const name of ["keydown", "pointerdown", "scroll"]) window.addEventListener(name, () => { active = Date.now(); }, { passive: true });
  const beat = async () => {
    const plays = [...page.querySelectorAll("video, audio")].some((one) => !one.paused);
    if (!plays && Date.now() - active > IDLE_AFTER) return;
    try {
      const answer = await fetch(page.dataset.kpAlive, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token } });
      if (answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) { say("kept", texts.lost, true); return; }
      token = (await answer.json()).csrf;
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
      if (read().length) flush();
    } catch { /* no connection: the next beat tries again */ }
  };
  setInterval(beat, AWAKE_EVERY);

  /* --- Contents: folded on small screens, in view on large ones -------------------------------- */
  const toc = document.querySelector("[data-kp-toc]");
  const wide = window.matchMedia("(min-width: 64rem)");
  const fold = () => { toc.open = wide.matches; toc.dataset.ready = ""; };
  if (toc) {
    fold();
    wide.addEventListener("change", fold);
    const aside = toc.closest(".kp-aside");
    const current = toc.querySelector("[aria-current=step]");
    if (current && aside.scrollHeight > aside.clientHeight) aside.scrollTop = current.getBoundingClientRect().top - aside.getBoundingClientRect().top - aside.clientHeight / 3;
  }

  /* --- Full screen, help, keys ------------------------------------------------------------------ */
  const FULL = "kc-full";
  const full = page.querySelector("[data-kp-full]");
  const isFull = () => document.body.classList.contains("kp-full");
  const setFull = (on) => {
    document.body.classList.toggle("kp-full", on);
    full.setAttribute("aria-pressed", String(on));
    full.querySelector("span").textContent = on ? texts.leave_full : texts.full;
    try { sessionStorage.setItem(FULL, on ? "1" : ""); } catch { /* as above */ }
  };
  const toggleFull = async () => {
    const on = !isFull();
    setFull(on);
    try {
      if (on && document.documentElement.requestFullscreen) await document.documentElement.requestFullscreen();
      else if (!on && document.fullscreenElement) await document.exitFullscreen();
    } catch { /* the browser refuses: the page without its frame remains */ }
  };
  full.addEventListener("click", toggleFull);
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement && isFull() && !leaving) setFull(false); });
  // Going on to the next step ends the browser's full screen, but not the calm page.
  let leaving = false;
  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("beforeunload", () => { leaving = true; });
  try { if (sessionStorage.getItem(FULL)) setFull(true); } catch { /* as above */ }

  const dialog = document.querySelector("[data-kp-dialog]");
  const help = page.querySelector("[data-kp-help]");
  help.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => help.focus());
  const KEYS = "kc-keys";
  const keys = dialog.querySelector("[data-kp-keys]");
  keys.checked = store.get(KEYS) === "1";
  keys.addEventListener("change", () => store.set(KEYS, keys.checked ? "1" : ""));
  const deeds = {
    n: () => page.querySelector("[data-kp-next]")?.click(),
    v: () => page.querySelector("[data-kp-prev]")?.click(),
    i: () => { if (toc) { toc.open = true; (toc.querySelector("[aria-current=step]") || toc.querySelector("a")).focus(); } },
    k: () => { const one = page.querySelector("video, audio"); if (one) { if (one.paused) one.play().catch(() => {}); else one.pause(); } },
    f: toggleFull,
    "?": () => dialog.showModal(),
  };
  document.addEventListener("keydown", (pressed) => {
    if (!keys.checked || pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.isComposing || dialog.open) return;
    if (pressed.target.closest("input, textarea, select, button, video, audio, iframe, [contenteditable]")) return;
    const deed = deeds[pressed.key];
    if (deed) { pressed.preventDefault(); deed(); }
  });
})();
