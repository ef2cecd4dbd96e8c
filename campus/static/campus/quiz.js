/* Tests work without this file. It adds: answers kept while one works, the time that is left, and
   buttons to move steps. What could not be sent waits in localStorage under the attempt's name. */
(() => {
  const PREFIX = "kc-attempt:";
  const SAVE_AFTER = 600;
  const RETRY_AFTER = 15000;
  const SAID_AT = [600, 300, 60, 30];

  const keep = (key, value) => { try { localStorage.setItem(PREFIX + key, value); } catch { /* storage is full or forbidden */ } };
  const kept = (key) => { try { return localStorage.getItem(PREFIX + key); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(PREFIX + key); } catch { /* as above */ } };

  const fieldsOf = (form) => [...form.elements].filter((field) => field.name.startsWith("q-") && field.type !== "hidden");
  const valuesOf = (form) => {
    const values = {};
    for (const field of fieldsOf(form)) {
      values[field.name] ||= [];
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) values[field.name].push(field.value);
      } else {
        values[field.name].push(field.value);
      }
    }
    return values;
  };
  const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
  const put = (form, values) => {
    let changed = false;
    for (const field of fieldsOf(form)) {
      if (!(field.name in values)) continue;
      const wanted = values[field.name];
      if (field.type === "radio" || field.type === "checkbox") {
        changed ||= field.checked !== wanted.includes(field.value);
        field.checked = wanted.includes(field.value);
      } else {
        changed ||= field.value !== (wanted[0] || "");
        field.value = wanted[0] || "";
      }
    }
    return changed;
  };

  /* --- Keeping answers --------------------------------------------------------------------- */
  const watch = (form) => {
    const data = form.dataset;
    const status = form.querySelector("[data-kq-status]");
    let key = data.kqForm;
    let known = valuesOf(form);
    let timer = 0;
    let busy = false;
    let leaving = false;

    const say = (text, tone = "") => {
      status.dataset.tone = tone;
      if (status.textContent !== text) status.textContent = text;
    };
    const offerSignIn = () => {
      const link = document.createElement("a");
      const at = document.activeElement && document.activeElement.closest("fieldset[id]");
      link.href = data.kqSignin + (at ? encodeURIComponent("#" + at.id) : "");
      link.textContent = data.kqSigninLabel;
      status.dataset.tone = "failed";
      status.replaceChildren(data.kqLost + " ", link);
    };
    const post = (url, body) => fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    const isJson = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/json");
    /* After signing in again elsewhere the page's token is old: take the one of a fresh page. */
    const renewToken = async () => {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      if (answer.redirected) return false;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-kq-form] [name=csrfmiddlewaretoken]");
      if (fresh) form.querySelector("[name=csrfmiddlewaretoken]").value = fresh.value;
      return Boolean(fresh);
    };
    /* A self-test is begun with its first answer, so that answers can be kept on the server. */
    const begin = async () => {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      const answer = await post(data.kqStart, body);
      if (!answer.redirected && isJson(answer) && answer.ok) data.kqSave = (await answer.json()).save;
      return answer;
    };
    const taken = (news, sent) => {
      for (const [name, base] of Object.entries(news.bases || {})) {
        if (form.elements[name]) form.elements[name].value = base;
      }
      const now = valuesOf(form);
      if (news.values) {
        const untouched = Object.fromEntries(Object.entries(news.values).filter(([name]) => same(now[name], sent[name])));
        put(form, untouched);
        form.querySelectorAll("[data-kq-order]").forEach((list) => list.dispatchEvent(new Event("kq:sort")));
      }
      known = { ...sent, ...(news.values || {}) };
      if (typeof news.left === "number") form.dispatchEvent(new CustomEvent("kq:left", { detail: news.left }));
      say(news.notice ? news.notice + " " + news.text : news.text);
      if (same(valuesOf(form), known)) forget(key); else later();
    };
    const later = (wait = SAVE_AFTER) => {
      clearTimeout(timer);
      timer = setTimeout(send, wait);
    };
    const send = async (again = true) => {
      if (busy) { later(); return; }
      if (leaving) return;
      busy = true;
      clearTimeout(timer);
      let resend = false;
      try {
        let answer = data.kqSave ? null : await begin();
        const sent = valuesOf(form);
        if (data.kqSave) answer = await post(data.kqSave, new FormData(form));
        if (answer.status === 403 && again && await renewToken()) {
          resend = true;
        } else if (answer.redirected || answer.status === 403 || (answer.ok && !isJson(answer))) {
          offerSignIn();
        } else if (!isJson(answer)) {
          throw new Error("no answer");
        } else {
          const news = await answer.json();
          if (answer.ok) taken(news, sent);
          else {
            say(news.error, "failed");
            if (answer.status === 409) { forget(key); setTimeout(() => location.reload(), 4000); }
          }
        }
      } catch {
        say(data.kqFailed, "failed");
        later(RETRY_AFTER);
      } finally {
        busy = false;
      }
      if (resend) await send(false);
    };
    const changed = () => {
      keep(key, JSON.stringify(valuesOf(form)));
      later();
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); keep(key, JSON.stringify(valuesOf(form))); });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("online", () => { if (kept(key)) send(); });
    const waiting = kept(key);
    if (!waiting) return;
    try {
      if (put(form, JSON.parse(waiting))) {
        say(data.kqRestored);
        later();
      } else {
        forget(key);
      }
    } catch {
      forget(key);
    }
  };

  /* --- The time that is left: counted from what the server said, never from this clock -------- */
  const count = (form) => {
    const shown = form.querySelector("[data-kq-clock]");
    const said = form.querySelector("[data-kq-clock-said]");
    if (!shown) return;
    let left = Number(form.dataset.kqLeft);
    let since = performance.now();
    let timer = 0;
    let last = left;
    const words = (seconds) => seconds >= 60 ? form.dataset.kqMinutes.replace("#", Math.ceil(seconds / 60)) : form.dataset.kqMinute;
    const tick = () => {
      const now = Math.max(0, Math.round(left - (performance.now() - since) / 1000));
      shown.textContent = words(now);
      const mark = SAID_AT.find((one) => last > one && now <= one);
      if (mark) said.textContent = words(now);
      last = now;
      if (now > 0) return;
      clearInterval(timer);
      shown.textContent = form.dataset.kqOver;
      said.textContent = form.dataset.kqOver;
      /* The server closes the test a few seconds after its end; then the page shows the result. */
      setTimeout(() => location.reload(), 12000);
    };
    form.addEventListener("kq:left", (event) => { left = event.detail; since = performance.now(); });
    timer = setInterval(tick, 1000);
    tick();
  };

  /* --- Moving steps ---------------------------------------------------------------------------- */
  const order = (list) => {
    const said = list.parentElement.querySelector("[data-kq-said]");
    const steps = () => [...list.children];
    const place = (step) => step.querySelector("select");
    const refresh = () => steps().forEach((step, at) => {
      const [up, down] = step.querySelectorAll(".kq-move");
      up.setAttribute("aria-disabled", String(at === 0));
      down.setAttribute("aria-disabled", String(at === steps().length - 1));
    });
    const number = () => {
      steps().forEach((step, at) => { place(step).value = String(at + 1); });
      refresh();
      list.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const sort = () => {
      const places = steps().map((step) => Number(place(step).value));
      if (places.includes(0) || new Set(places).size < places.length) return;
      const focused = document.activeElement;
      steps().sort((one, two) => place(one).value - place(two).value).forEach((step) => list.append(step));
      if (focused && list.contains(focused)) focused.focus();
      refresh();
    };
    const move = (step, by, button) => {
      const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
      if (!other) return;
      if (by < 0) other.before(step); else other.after(step);
      number();
      button.focus();
      said.textContent = `${step.querySelector("label").textContent} ${list.dataset.kqMoved} ${place(step).value}`;
    };
    for (const step of steps()) {
      for (const [by, sign, label] of [[-1, "↑", list.dataset.kqUp], [1, "↓", list.dataset.kqDown]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "kq-move";
        button.textContent = sign;
        button.setAttribute("aria-label", `${label}: ${step.querySelector("label").textContent}`);
        button.addEventListener("click", () => move(step, by, button));
        step.append(button);
      }
      place(step).addEventListener("change", sort);
    }
    list.addEventListener("kq:sort", sort);
    refresh();
  };

  const closed = document.querySelector("[data-kp-closed]");
  if (closed) closed.dataset.kpClosed.split(" ").forEach(forget);
  document.querySelectorAll("[data-kq-order]").forEach(order);
  document.querySelectorAll("form[data-kq-form]").forEach((form) => { watch(form); count(form); });
})();
