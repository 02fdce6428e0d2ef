/* What a reader chooses in a page's widgets stays in the tab: after Back or a reload it is there
   again, and when the tab closes it is gone. Where the browser refuses storage nothing is kept,
   and nothing is said.

   keep(box, key, read, write) restores at once, and again when the page is shown; each change and
   click inside the box is kept by itself. It returns a function that keeps what else has changed.
     read()          gives what is to be kept, null where there is nothing
     write(choices)  puts it back
   Without the two, a box of plain fields is read and written, and is told by a change event. */
(() => {
  "use strict";
  const SAID = "Your choices stay in this tab until you close it.";
  const boxes = [];
  let store = null;
  try {
    store = window.sessionStorage;
    store.setItem("sourcebook", "");
    store.removeItem("sourcebook");
  } catch { store = null; }

  const fieldsOf = (box) => [...box.querySelectorAll("select, input")];
  const isBox = (field) => field.type === "checkbox" || field.type === "radio";
  const readFields = (box) => {
    const given = fieldsOf(box).map((field) => (isBox(field) ? field.checked : field.value));
    return given.some(Boolean) ? given : null;
  };
  const writeFields = (box, given) => {
    fieldsOf(box).forEach((field, n) => { field[isBox(field) ? "checked" : "value"] = given[n]; });
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  function keep(box, key, read = () => readFields(box), write = (given) => writeFields(box, given)) {
    if (!store) return () => {};
    const place = `sourcebook ${location.pathname} ${key}`;
    const save = () => {
      const given = read();
      try {
        if (given === null) store.removeItem(place);
        else store.setItem(place, JSON.stringify(given));
      } catch { /* full: the choices last for this visit */ }
    };
    const restore = () => {
      const text = store.getItem(place);
      // A page that has changed since may not know what it is given.
      try { if (text) write(JSON.parse(text)); } catch { store.removeItem(place); }
    };
    restore();
    addEventListener("pageshow", restore); // after a browser's own giving back
    ["change", "click"].forEach((kind) => box.addEventListener(kind, save));
    boxes.push(box);
    return save;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const first = boxes.reduce((a, b) =>
      (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? b : a), boxes[0] ?? null);
    first?.before(Object.assign(document.createElement("p"), { className: "sb-kept", textContent: SAID }));
  });
  window.sourcebook = Object.assign(window.sourcebook ?? {}, { keep });
})();
