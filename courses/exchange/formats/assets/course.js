// Shows one step at a time, grades tests and tells whatever surrounds the page how far one is.
(function () {
  "use strict";
  const course = JSON.parse(document.getElementById("course").textContent);
  const words = course.words;
  const link = window.courseLink || { load: async () => "", save() {}, leave() {} };
  const sections = [...document.querySelectorAll("section[data-step]")];
  const state = { done: [], points: {}, tries: {}, at: 1 };
  const step = (number) => course.steps[number - 1];
  const status = (section) => section.querySelector(".result");

  function summary() {
    const required = course.steps.filter((one) => one.required);
    const graded = required.filter((one) => one.test && one.graded);
    const possible = graded.reduce((sum, one) => sum + one.points, 0);
    const earned = graded.reduce((sum, one) => sum + (state.points[one.number] || 0), 0);
    const sat = graded.some((one) => one.number in state.points);
    const complete = required.every((one) => state.done.includes(one.number));
    return {
      complete, share: sat && possible ? earned / possible : null,
      passed: graded.length ? complete : null,
      progress: required.length ? required.filter((one) => state.done.includes(one.number)).length / required.length : 1,
      at: state.at,
    };
  }
  function save() { link.save(JSON.stringify(state), summary()); }
  function finish(number) {
    if (!state.done.includes(number)) { state.done.push(number); mark(); }
    save();
  }
  function mark() {
    for (const number of state.done) {
      const place = document.querySelector(`[data-state="${number}"]`);
      if (place) place.textContent = "✓ " + words.is_done;
      const button = document.querySelector(`[data-step="${number}"] [data-done]`);
      if (button) { button.disabled = true; status(button.closest("section")).textContent = words.is_done; }
    }
  }

  function show(number, moved) {
    state.at = Math.min(Math.max(number, 1), sections.length);
    sections.forEach((section, place) => section.classList.toggle("now", place + 1 === state.at));
    document.querySelectorAll("nav a").forEach((anchor) => {
      if (anchor.hash === "#step-" + state.at) anchor.setAttribute("aria-current", "step");
      else anchor.removeAttribute("aria-current");
    });
    document.querySelector('[data-turn="-1"]').disabled = state.at === 1;
    document.querySelector('[data-turn="1"]').disabled = state.at === sections.length;
    if (moved) { sections[state.at - 1].focus({ preventScroll: true }); window.scrollTo(0, 0); }
    const shown = step(state.at);
    if (!shown.test && shown.completion === "opened") finish(state.at); else save();
  }

  function answer(box) {
    const picked = [...box.querySelectorAll("input:checked")].map((field) => field.value);
    const parts = [...box.querySelectorAll("[data-part]")].filter((field) => field.value.trim());
    if (parts.length) return parts.map((field) => field.dataset.part + ":" + field.value.trim());
    const typed = box.querySelector("input[type=text]:not([data-part])");
    return typed && typed.value.trim() ? [typed.value.trim()] : picked;
  }
  function draw(section) {
    // A pool's mark stands before its questions; so many of them are asked, anew in each attempt.
    let pool = [], count = 0;
    const close = () => {
      const asked = new Set(count ? [...pool].sort(() => Math.random() - 0.5).slice(0, count) : pool);
      pool.forEach((box) => { box.hidden = !asked.has(box); });
    };
    for (const one of section.querySelectorAll("[data-pool], [data-question]")) {
      if (one.dataset.pool === undefined) { pool.push(one); continue; }
      close(); pool = []; count = Number(one.dataset.pool);
    }
    close();
  }
  function told(box, question, credit, chosen, shown) {
    const said = [credit === 1 ? words.right : credit ? words.partly : words.wrong];
    for (const id of chosen) if (question.feedback && question.feedback[id]) said.push(question.feedback[id]);
    if (shown && credit < 1) said.push(words.solution_is + " " + question.solution.join("; "));
    if (shown && question.why) said.push(question.why);
    box.querySelector(".feedback").textContent = said.join(" ");
  }
  function check(section, button) {
    const number = Number(section.dataset.step), test = step(number);
    const asked = test.questions.map((question) => [question, section.querySelector(`[data-question="${question.id}"]`)])
      .filter(([, box]) => box && !box.hidden);
    let earned = 0, possible = 0;
    for (const [question, box] of asked) {
      const chosen = answer(box), credit = Grading.credit(question, chosen);
      earned += credit * question.points; possible += question.points;
      told(box, question, credit, chosen, test.shown);
    }
    const share = possible ? earned / possible : 0;
    state.tries[number] = (state.tries[number] || 0) + 1;
    const passed = !test.graded || share * 100 + 1e-6 >= test.pass_percent;
    if (test.graded) state.points[number] = Math.max(state.points[number] || 0, share * test.points);
    const left = !test.graded || passed || !test.max_attempts || state.tries[number] < test.max_attempts;
    const verdict = !test.graded ? words.is_done : passed ? words.passed : left ? words.failed : words.no_more;
    status(section).textContent = `${words.reached.replace("%(percent)s", Math.floor(share * 100 + 1e-6))} ${verdict}`;
    button.textContent = words.again;
    button.dataset.sat = "1";
    button.disabled = !left;
    if (passed) finish(number); else save();
  }
  function again(section, button) {
    section.querySelectorAll("input, select").forEach((field) => {
      if (field.type === "radio" || field.type === "checkbox") field.checked = false; else field.value = "";
    });
    section.querySelectorAll(".feedback").forEach((place) => { place.textContent = ""; });
    status(section).textContent = "";
    button.textContent = words.check;
    delete button.dataset.sat;
    draw(section);
  }

  function watch(section, number) {
    const one = step(number);
    if (one.test || one.completion !== "seen") return;
    section.querySelectorAll("video, audio").forEach((media) => media.addEventListener("timeupdate", () => {
      let played = 0;
      for (let place = 0; place < media.played.length; place++) played += media.played.end(place) - media.played.start(place);
      if (media.duration && played / media.duration * 100 >= one.seen_percent) finish(number);
    }));
  }
  async function begin() {
    let kept = "";
    try { kept = await link.load(); Object.assign(state, JSON.parse(kept || "{}")); } catch (broken) { kept = ""; }
    document.documentElement.classList.add("js");
    document.querySelector(".turn").hidden = false;
    sections.forEach((section, place) => {
      draw(section);
      watch(section, place + 1);
      section.querySelector("[data-done]")?.addEventListener("click", () => finish(place + 1));
      section.querySelector("[data-check]")?.addEventListener("click", (event) =>
        (event.target.dataset.sat ? again : check)(section, event.target));
    });
    document.querySelectorAll("[data-turn]").forEach((button) => button.addEventListener("click", () =>
      show(state.at + Number(button.dataset.turn), true)));
    const leaving = document.querySelector("[data-exit]");
    leaving.hidden = !link.exit;
    leaving.addEventListener("click", async () => {
      await link.exit(summary());
      document.getElementById("ended").hidden = false;
      leaving.disabled = true;
    });
    const named = () => Number((/^#step-(\d+)$/.exec(location.hash) || [])[1]);
    window.addEventListener("hashchange", () => { if (named()) show(named(), true); });
    window.addEventListener("pagehide", () => link.leave(summary()));
    mark();
    show(kept ? state.at : named() || 1, false);
  }
  begin();
})();
