/* Contents of H5P by h5p-standalone: their results as statements, their state as they keep it. */
(function () {
  "use strict";
  const ID = "content", SECONDS = 5;

  /* What contents would keep at this moment: H5P itself asks them only now and then. */
  function fresh() {
    const windows = [window, ...[...document.querySelectorAll("iframe")].map((one) => one.contentWindow)];
    const whole = windows.flatMap((win) => (win && win.H5P && win.H5P.instances) || [])
      .find((one) => String(one.contentId) === ID && typeof one.getCurrentState === "function");
    const state = whole ? whole.getCurrentState() : undefined;
    return state === undefined ? {} : { state: JSON.stringify(state) };
  }
  function stateOf() {
    const content = ((window.H5PIntegration || {}).contents || {})["cid-" + ID];
    const kept = Object.assign({}, (content && content.contentUserData) || {});
    try { kept[0] = Object.assign({}, kept[0], fresh()); } catch (error) { /* It is being torn down. */ }
    return Object.entries(kept).flatMap(([part, values]) =>
      Object.entries(values || {}).map(([type, value]) =>
        ({ dataType: type, previousState: value, subContentId: part })));
  }
  /* H5P looks for what was kept by part and by kind, not in a list. */
  function byPart(rows) {
    const kept = {};
    for (const row of rows) (kept[row.subContentId] = kept[row.subContentId] || {})[row.dataType] = row.previousState;
    return kept;
  }
  function listen(tools) {
    window.H5P.externalDispatcher.on("xAPI", (event) => {
      const statement = JSON.parse(JSON.stringify(event.data.statement));
      delete statement.actor;
      statement.id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
      tools.event(statement);
      tools.later();
    });
  }
  function play(start, data, tools) {
    const place = document.createElement("div");
    document.getElementById("stage").append(place);
    document.body.classList.add("h5p");
    /* Before all scripts of H5P in its frame. */
    window.H5PIntegration = { core: { styles: [], scripts: [tools.at("laufzeit/play-storage.js")] } };
    new window.H5PStandalone.H5P(place, {
      id: ID,
      h5pJsonPath: tools.at(start.href),
      frameJs: tools.at("laufzeit/h5p/frame.bundle.js"),
      frameCss: tools.at("laufzeit/h5p/styles/h5p.css"),
      xAPIObjectIRI: start.activity,
      saveFreq: SECONDS,
      contentUserData: byPart(data.state || []),
      fullScreen: true,
    }).then(() => listen(tools));
    let last = "";
    window.setInterval(() => {
      const now = JSON.stringify(stateOf());
      if (now !== last) { last = now; tools.send(); }
    }, SECONDS * 1000);
    return () => ({ state: stateOf() });
  }
  window.kcRuntimes = { h5p: play };
})();
