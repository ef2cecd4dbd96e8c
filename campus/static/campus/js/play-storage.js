/* Browsers that keep nothing for framed pages of other sites refuse a page its storage with an
   error that many packages do not expect: they stop. Here they get one that lasts as long as the
   page around them; all frames share it, as they would share the browser's. */
(function () {
  "use strict";
  function memory() {
    const kept = new Map();
    return {
      get length() { return kept.size; },
      key: (number) => [...kept.keys()][number] ?? null,
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => { kept.set(String(name), String(value)); },
      removeItem: (name) => { kept.delete(String(name)); },
      clear: () => kept.clear(),
    };
  }
  function above() {
    try { return window.parent.kcStorage; } catch (error) { return undefined; }
  }
  try {
    if (window.localStorage && window.sessionStorage) return;
  } catch (error) { /* Refused. */ }
  window.kcStorage = above() || { localStorage: memory(), sessionStorage: memory() };
  for (const [name, value] of Object.entries(window.kcStorage)) {
    Object.defineProperty(window, name, { value: value, configurable: true });
  }
})();
