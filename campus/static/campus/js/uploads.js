/* Large files in pieces (tus): progress, pause, going on after a lost connection or a reload.
   Without this script the file is sent with its form. */
(function () {
  "use strict";
  const MEGABYTE = 1024 * 1024;
  const PIECE = 8 * MEGABYTE;
  const WAITS = [0, 1000, 3000, 5000, 10000, 20000];
  const SAID_EVERY = 25;
  const GONE = [404, 410];

  const filled = (sentence, values) =>
    sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const megabytes = (bytes) =>
    new Intl.NumberFormat(document.documentElement.lang || "de", { maximumFractionDigits: 1 })
      .format(bytes / MEGABYTE);

  const serve = (box) => {
    const part = (name) => box.querySelector("[data-ku-" + name + "]");
    const word = (name, values) => filled(box.getAttribute("data-ku-word-" + name), values || {});
    const input = box.querySelector("input[type=file]");
    const key = part("key");
    const form = input.form;
    const [state, bar, said, pause] = [part("state"), part("bar"), part("said"), part("pause")];
    const open = part("open");
    const wasRequired = input.required;
    let upload = null, file = null, isRunning = false, isLost = false, waitsToSend = null, told = 0;

    const token = () => {
      const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      const field = form.querySelector("[name=csrfmiddlewaretoken]");
      return cookie ? cookie[1] : field.value;
    };
    const headers = () => ({ "X-CSRFToken": token() });
    const say = (sentence) => { said.textContent = sentence; };
    const forget = (address) =>
      fetch(address, { method: "DELETE", headers: { ...headers(), "Tus-Resumable": "1.0.0" } });
    const show = (done, total) => {
      const percent = Math.floor((done * 100) / total);
      bar.value = percent;
      part("count").textContent =
        word("progress", { done: megabytes(done), total: megabytes(total), percent });
      return percent;
    };
    const running = (now) => {
      isRunning = now;
      pause.textContent = now ? word("pause") : word("continue");
    };
    const reset = () => {
      upload = null; file = null; waitsToSend = null;
      running(false);
      state.hidden = true;
      input.value = "";
      input.required = wasRequired && !key.value;
    };
    const take = (id, name) => {
      key.value = id;
      reset();
      input.required = false;
      say(word("whole", { name }));
    };
    const earlier = () => {
      const all = open ? [...open.querySelectorAll("[data-ku-earlier]")] : [];
      return all.find((one) => one.dataset.kuFile === file.name
        && Number(one.dataset.kuSize) === file.size
        && Number(one.dataset.kuModified) === file.lastModified);
    };
    const drop = (row) => {
      row.remove();
      if (!open.querySelector("[data-ku-earlier]")) open.hidden = true;
    };

    const succeeded = () => {
      const send = waitsToSend;
      take(upload.url.replace(/\/$/, "").split("/").pop(), file.name);
      if (send) form.requestSubmit(send.button);
    };
    const failed = (error) => {
      const answer = error.originalResponse;
      const status = answer ? answer.getStatus() : 0;
      waitsToSend = null;
      running(false);
      if (status >= 400 && status < 600 && /text\/plain/.test(answer.getHeader("Content-Type") || "")) {
        say(answer.getBody());
        if ([400, 403, 413, 422, 429].includes(status)) { reset(); say(answer.getBody()); }
        return;
      }
      isLost = !status || status >= 500;
      say(word(isLost ? "lost" : "ended"));
    };
    const begin = () => {
      const row = earlier();
      upload = new window.tus.Upload(file, {
        endpoint: box.dataset.ku,
        uploadUrl: row ? row.dataset.kuEarlier : null,
        chunkSize: PIECE,
        retryDelays: WAITS,
        storeFingerprintForResuming: false,
        metadata: {
          filename: file.name, filetype: file.type || "", purpose: box.dataset.kuPurpose,
          modified: String(file.lastModified),
        },
        onBeforeRequest: (request) => { request.setHeader("X-CSRFToken", token()); },
        onShouldRetry: (error) => {
          const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
          return !status || status === 409 || status === 423 || (status >= 500 && status !== 507);
        },
        onProgress: (done, total) => {
          const percent = show(done, total);
          // What goes on has just said so; the next quarter, which may be near, would cut it short.
          if (told === null) told = Math.ceil(percent / SAID_EVERY) * SAID_EVERY;
          const reached = Math.floor(percent / SAID_EVERY) * SAID_EVERY;
          if (reached > told && reached < 100) { told = reached; say(word("reached", { percent: reached })); }
        },
        onSuccess: succeeded,
        onError: failed,
      });
      if (row) drop(row);
      told = row ? null : 0;
      key.value = "";
      const held = part("held");
      if (held) held.remove();
      part("name").textContent = file.name;
      state.hidden = false;
      show(0, file.size);
      running(true);
      say(word(row ? "resumed" : "begun", { name: file.name }));
      upload.start();
    };
    const goOn = () => {
      if (!upload || isRunning) return;
      isLost = false;
      told = null;
      running(true);
      say(word("resumed", { name: file.name }));
      upload.start();
    };

    input.addEventListener("change", () => {
      if (upload) upload.abort();
      [file] = input.files;
      if (!file) { reset(); return; }
      if (file.size > Number(box.dataset.kuLimit)) { reset(); say(word("large")); return; }
      // An empty file goes with the form, which says what to do.
      if (file.size) begin();
    });
    pause.addEventListener("click", () => {
      if (!isRunning) { goOn(); return; }
      upload.abort();
      running(false);
      waitsToSend = null;
      say(word("paused"));
    });
    part("discard").addEventListener("click", () => {
      const address = upload.url;
      upload.abort();
      reset();
      say(word("discarded"));
      input.focus();
      if (address) forget(address).catch(() => { /* Forgotten after a day anyway. */ });
    });
    window.addEventListener("online", () => { if (isLost) goOn(); });
    form.addEventListener("submit", (event) => {
      if (!upload) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!isRunning) goOn();
      waitsToSend = { button: event.submitter };
      say(word("waiting"));
    }, true);
    if (!open) return;
    open.hidden = !open.querySelector("[data-ku-earlier]");
    open.addEventListener("click", async (event) => {
      const row = event.target.closest("[data-ku-earlier]");
      if (!row) return;
      if (event.target.closest("[data-ku-use]")) {
        if (upload) upload.abort();
        drop(row);
        take(row.dataset.kuId, row.dataset.kuFile);
      } else if (event.target.closest("[data-ku-forget]")) {
        const answer = await forget(row.dataset.kuEarlier);
        if (!answer.ok && !GONE.includes(answer.status)) { say(word("lost")); return; }
        drop(row);
        say(word("discarded"));
      }
      input.focus();
    });
  };
  const start = () => {
    if (window.tus && window.tus.isSupported) document.querySelectorAll("[data-ku]").forEach(serve);
  };
  // Wagtail loads the scripts of forms before their page.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
