/* Contents of H5P by h5p-standalone: their results as statements, their state as they keep it. */
(function () {
  "use strict";
  const ID = "content", SECONDS = 5;

  function stateOf() {
    const content = ((window.H5PIntegration || {}).contents || {})["cid-" + ID];
    const kept = (content && content.contentUserData) || {};
    return Object.entries(kept).flatMap(([part, values]) =>
      Object.entries(values || {}).map(([type, value]) =>
        ({ dataType: type, previousState: value, subContentId: part })));
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
      contentUserData: data.state || [],
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
