/* The player works without this file. It adds: answers kept while a test is worked on, and the
   place in a recording. What could not be sent waits in localStorage under the attempt's name. */
(() => {
  const PREFIX = "kc-attempt:";
  const SAVE_AFTER = 600;
  const RETRY_AFTER = 15000;
  const POSITION_EVERY = 10000;

  const keep = (key, value) => { try { localStorage.setItem(PREFIX + key, value); } catch { /* storage is full or forbidden */ } };
  const kept = (key) => { try { return localStorage.getItem(PREFIX + key); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(PREFIX + key); } catch { /* as above */ } };

  const answersOf = (form) => {
    const answers = {};
    for (const [name, value] of new FormData(form)) {
      if (!name.startsWith("q-")) continue;
      answers[name] ||= [];
      if (value) answers[name].push(value);
    }
    return answers;
  };
  const restore = (form, answers) => {
    let changed = false;
    for (const input of form.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      if (!(input.name in answers)) continue;
      const wanted = answers[input.name].includes(input.value);
      changed ||= wanted !== input.checked;
      input.checked = wanted;
    }
    return changed;
  };

  const watchQuiz = (form) => {
    const key = form.dataset.kpQuiz;
    const status = form.querySelector("[data-kp-status]");
    let timer = 0;
    let sending = null;
    const say = (text) => { status.textContent = text; };
    const offerSignIn = () => {
      const link = document.createElement("a");
      link.href = form.dataset.kpSignin;
      link.textContent = form.dataset.kpSigninLabel;
      status.replaceChildren(form.dataset.kpLost + " ", link);
    };
    const send = async () => {
      clearTimeout(timer);
      const body = new FormData(form);
      const sent = JSON.stringify(answersOf(form));
      sending = fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
      try {
        const answer = await sending;
        if (answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
          offerSignIn();
          return;
        }
        const news = await answer.json();
        say(answer.ok ? news.text : news.error);
        if (answer.ok && sent === JSON.stringify(answersOf(form))) forget(key);
        if (answer.status === 409) forget(key);
      } catch {
        say(form.dataset.kpFailed);
        timer = setTimeout(send, RETRY_AFTER);
      } finally {
        sending = null;
      }
    };
    const changed = () => {
      keep(key, JSON.stringify(answersOf(form)));
      if (!("kpSave" in form.dataset)) return;
      clearTimeout(timer);
      timer = setTimeout(send, SAVE_AFTER);
    };
    form.addEventListener("change", changed);
    window.addEventListener("online", () => { if (kept(key) && "kpSave" in form.dataset) send(); });
    const waiting = kept(key);
    if (waiting) {
      try {
        if (restore(form, JSON.parse(waiting))) {
          say(form.dataset.kpRestored);
          changed();
        } else {
          forget(key);
        }
      } catch {
        forget(key);
      }
    }
  };

  const watchMedia = (body) => {
    const media = body.querySelector("video, audio");
    if (!media) return;
    const start = Number(body.dataset.kpPosition || 0);
    let last = start;
    const goBack = () => {
      if (start > 0 && start < media.duration - 3) media.currentTime = start;
    };
    const send = () => {
      const seconds = Math.round(media.currentTime * 10) / 10;
      if (Math.abs(seconds - last) < 1) return;
      last = seconds;
      const data = new FormData();
      data.set("seconds", String(seconds));
      data.set("csrfmiddlewaretoken", body.dataset.kpCsrf);
      fetch(body.dataset.kpUrl, { method: "POST", body: data, keepalive: true, headers: { Accept: "application/json" } }).catch(() => {});
    };
    if (media.readyState > 0) goBack(); else media.addEventListener("loadedmetadata", goBack, { once: true });
    media.addEventListener("pause", send);
    setInterval(() => { if (!media.paused) send(); }, POSITION_EVERY);
    window.addEventListener("pagehide", send);
  };

  // The outline scrolls by itself on large screens: bring the current step into view there.
  const aside = document.querySelector(".kp-aside");
  const current = aside && aside.querySelector("[aria-current=step]");
  if (current && aside.scrollHeight > aside.clientHeight) {
    aside.scrollTop = current.getBoundingClientRect().top - aside.getBoundingClientRect().top - aside.clientHeight / 3;
  }

  const closed = document.querySelector("[data-kp-closed]");
  if (closed) closed.dataset.kpClosed.split(" ").forEach(forget);
  document.querySelectorAll("form[data-kp-quiz]").forEach(watchQuiz);
  document.querySelectorAll("[data-kp-media]").forEach(watchMedia);
})();
