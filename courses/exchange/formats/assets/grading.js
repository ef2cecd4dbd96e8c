// Grades answers as the platform does: an answer is a list of short texts. No page is needed here.
(function (root) {
  "use strict";
  const SPELT = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss" };
  const DASHES = /[‐‑–—]/g, SINGLE = /[’‚‘]/g, DOUBLE = /[„“”]/g;
  const THOUSANDS = /^[+-]?\d{1,3}(\.\d{3})+$/, NUMBER = /^[+-]?([0-9]{1,15}(\.[0-9]{0,10})?|\.[0-9]{1,10})$/;

  const tidy = (text) => text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");
  const fold = (text) => {
    const plain = text.normalize("NFKC").replace(DASHES, "-").replace(SINGLE, "'").replace(DOUBLE, '"').toLowerCase();
    const spelt = plain.replace(/[äöüß]/g, (sign) => SPELT[sign]).split(/\s+/).filter(Boolean).join(" ");
    return spelt.replace(/\s*-\s*/g, "-").replace(/[ .]+$/, "");
  };
  const same = (one, other, exact) => exact ? tidy(one) === tidy(other) : fold(one) === fold(other);
  const number = (text, unit) => {
    let bare = text.replace(/[\s'’\u202f]/g, "").replace(/[\u2212\u2013]/g, "-");
    const ending = (unit || "").replace(/\s/g, "").toLowerCase();
    if (ending && bare.toLowerCase().endsWith(ending)) bare = bare.slice(0, -ending.length);
    if (bare.includes(",")) bare = bare.replace(/\./g, "").replace(",", ".");
    else if (THOUSANDS.test(bare)) bare = bare.replace(/\./g, "");
    return NUMBER.test(bare) ? Number(bare) : null;
  };
  const values = (answer) => {
    const found = {};
    for (const entry of answer) {
      const place = entry.indexOf(":"), part = entry.slice(0, place), value = entry.slice(place + 1);
      if (place > 0 && value && !(part in found)) found[part] = value;
    }
    return found;
  };
  const share = (right, of) => of ? right / of : 0;

  const GRADERS = {
    single: (q, answer) => answer.length === 1 && q.right.includes(answer[0]) ? 1 : 0,
    multiple: (q, answer) => {
      const right = answer.filter((id) => q.right.includes(id)).length;
      return q.right.length ? Math.max(0, (2 * right - answer.length) / q.right.length) : 0;
    },
    matching: (q, answer) => {
      const given = values(answer), lefts = Object.keys(q.pairs);
      return share(lefts.filter((left) => given[left] === q.pairs[left]).length, lefts.length);
    },
    ordering: (q, answer) => {
      const given = values(answer), taken = Object.values(given);
      const sure = (step) => taken.filter((place) => place === given[step]).length === 1 ? Number(given[step]) : NaN;
      const pairs = q.steps.slice(1).map((step, place) => [q.steps[place], step]);
      return share(pairs.filter(([one, two]) => sure(one) + 1 === sure(two)).length, pairs.length);
    },
    numeric: (q, answer) => {
      const given = answer.length ? number(answer[answer.length - 1], q.unit) : null;
      if (given === null) return 0;
      return Math.abs(given - Number(q.value)) <= Number(q.tolerance) + 1e-9 ? 1 : 0;
    },
    short_text: (q, answer) => answer.length && q.accepted.some((text) => same(answer[answer.length - 1], text, q.exact)) ? 1 : 0,
    cloze: (q, answer) => {
      const given = values(answer);
      const fits = (gap) => gap.accepted.some((text) => gap.listed ? given[gap.id] === text : same(given[gap.id], text, q.exact));
      return share(q.gaps.filter((gap) => given[gap.id] && fits(gap)).length, q.gaps.length);
    },
  };

  root.Grading = { credit: (question, answer) => GRADERS[question.type](question, answer) };
})(window);
