/* LTI platform storage: what a tool inside the frame wants to remember while a browser keeps its
   cookies away. Kept in this page only, for each registered site apart, and gone with the page. */
(function () {
  "use strict";
  const frame = document.querySelector("[data-kt-storage]");
  if (!frame) return;
  const origins = new Set(frame.dataset.ktStorage.split(" "));
  const most = { entries: 50, length: 4096 };
  const kept = new Map();
  const store = (origin) => {
    if (!kept.has(origin)) kept.set(origin, new Map());
    return kept.get(origin);
  };
  const text = (value) => typeof value === "string" && value.length <= most.length;
  const answers = {
    "lti.capabilities": () => ({
      supported_messages: ["lti.capabilities", "lti.put_data", "lti.get_data"]
        .map((subject) => ({ subject, frame: "_parent" })),
    }),
    "lti.put_data": (data, own) => {
      if (!text(data.key) || (data.value !== null && data.value !== undefined && !text(data.value))) {
        return { error: { code: "bad_request", message: "key or value is missing or too long" } };
      }
      if (data.value === null || data.value === undefined) own.delete(data.key);
      else if (own.size >= most.entries && !own.has(data.key)) {
        return { error: { code: "storage_exhaustion", message: "too many entries" } };
      } else own.set(data.key, data.value);
      return { key: data.key, value: data.value };
    },
    "lti.get_data": (data, own) => {
      if (!text(data.key)) return { error: { code: "bad_request", message: "key is missing" } };
      return { key: data.key, value: own.has(data.key) ? own.get(data.key) : null };
    },
  };
  window.addEventListener("message", (event) => {
    if (!origins.has(event.origin) || event.source !== frame.contentWindow) return;
    const data = event.data;
    if (!data || typeof data !== "object" || !Object.hasOwn(answers, data.subject)) return;
    const answer = answers[data.subject](data, store(event.origin));
    event.source.postMessage(
      { subject: `${data.subject}.response`, message_id: data.message_id, ...answer }, event.origin);
  });
})();
