/* What wants to be dragged and to where, as pairs of places in the window with a name each, and
   the button that hands it in where it does not look like one. Captivate keeps the key of its
   exercises at hand; elsewhere what lies nowhere yet is tried on each place of its size. */
() => {
  const middle = (element) => {
    const box = element && element.getBoundingClientRect();
    return box && box.width > 5 ? [box.x + box.width / 2, box.y + box.height / 2] : null;
  };
  const pair = (name, from, to) => (from && to ? [{ name: name, way: [...from, ...to] }] : []);
  const manager = window.cp && window.cp.DD && window.cp.DD.CurrInteractionManager;
  const exercise = manager && manager.m_ActiveInteraction;
  if (exercise) {
    const key = String((exercise.m_correctAnswerList[0] || {}).a), at = (id) => middle(document.getElementById(id));
    const [button] = exercise.m_buttonIDList || [];
    return { pairs: [...key.matchAll(/t:(\w+)-t:(\w+)/g)].flatMap(([all, thing, place]) => pair(all, at(thing), at(place))),
      button: at(button) };
  }
  const many = (selector) => [...document.querySelectorAll(selector)].filter(middle);
  const things = many(".draggable, .ui-draggable, [draggable=true]:not(img, a)");
  const size = (element) => { const box = element.getBoundingClientRect(); return [box.width, box.height]; };
  const fits = (thing, place) => size(thing).every((length, at) => Math.abs(length - size(place)[at]) < length * 0.2);
  const near = (thing, place) => middle(thing).every((one, at) => Math.abs(one - middle(place)[at]) < 20);
  const drawn = things.length ? many(".slide-object:not(.draggable)").filter((place) => things.some((thing) => fits(thing, place))) : [];
  const places = [...many(".ui-droppable, .h5p-dropzone"), ...drawn];
  const loose = things.filter((thing) => !places.some((place) => near(thing, place)));
  return { pairs: loose.flatMap((thing) => places.flatMap((place) =>
    pair(things.indexOf(thing) + "-" + places.indexOf(place), middle(thing), middle(place)))), button: null };
}
