// Previews of paragraphs and facts, and the switch between views of a file as received.
// A classic script: modules do not run from file://.
(() => {
  const passages = JSON.parse(document.getElementById("sb-previews")?.textContent ?? "{}");
  const popover = document.createElement("div");
  popover.className = "sb-popover";
  popover.id = "sb-popover";
  popover.role = "tooltip";
  popover.hidden = true;
  let owner = null;
  let timer = 0;

  function fill(link) {
    const key = link.dataset.preview;
    const passage = passages[key];
    popover.replaceChildren();
    if (passage) {
      const title = document.createElement("p");
      title.className = "sb-popover-title";
      title.textContent = passage.title;
      const text = document.createElement("p");
      text.textContent = passage.text || "This report is published here in extracts.";
      popover.append(title, text);
      return true;
    }
    const fact = document.getElementById(key)?.cloneNode(true);
    if (!fact) return false;
    // A preview cannot be entered, so its links would be out of reach: the list has them.
    for (const link of fact.querySelectorAll("a")) link.replaceWith(link.textContent);
    popover.append(...fact.childNodes);
    return true;
  }

  function place(link) {
    const gap = 6;
    const margin = 8;
    const around = link.getBoundingClientRect();
    const own = popover.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(margin, Math.min(around.left, width - own.width - margin));
    const below = around.bottom + gap + own.height < window.innerHeight;
    const top = below ? around.bottom + gap : Math.max(margin, around.top - own.height - gap);
    popover.style.left = `${left + window.scrollX}px`;
    popover.style.top = `${top + window.scrollY}px`;
  }

  function show(link) {
    clearTimeout(timer);
    if (owner === link) return;
    hide();
    if (!fill(link)) return;
    owner = link;
    popover.hidden = false;
    link.setAttribute("aria-describedby", popover.id);
    place(link);
  }

  function hide() {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    popover.hidden = true;
  }

  // A moment's grace, so that the pointer can cross from the link to the preview.
  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  };

  function listen(link) {
    let touched = false;
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") {
        clearTimeout(timer);
        timer = setTimeout(() => show(link), 150);
      }
    });
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideSoon());
    link.addEventListener("focus", () => !touched && show(link));
    link.addEventListener("blur", hideSoon);
    link.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"));
    link.addEventListener("click", (event) => {
      // The first tap shows the preview, the second follows the link.
      if (touched && owner !== link) {
        event.preventDefault();
        show(link);
      }
      touched = false;
    });
  }

  // What the reader meets first leaves the work to the reader: an unsorted file, a plain report.
  const FILE = { received: "As received", kinds: "Line by line, with kinds", report: "The report alone" };
  const REPORT = { plain: "Plain", marked: "With speakers and notes" };

  function views(box, name, labels) {
    const group = document.createElement("div");
    group.className = "sb-views";
    group.role = "group";
    group.ariaLabel = name;
    [box.dataset.view] = Object.keys(labels);
    for (const [view, label] of Object.entries(labels)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.ariaPressed = String(box.dataset.view === view);
      button.addEventListener("click", () => {
        box.dataset.view = view;
        for (const other of group.children) other.ariaPressed = String(other === button);
      });
      group.append(button);
    }
    box.prepend(group);
  }

  document.querySelector("article")?.append(popover);
  document.querySelectorAll("[data-preview]").forEach(listen);
  for (const box of document.querySelectorAll(".sb-raw")) views(box, "How to show the file", FILE);
  for (const box of document.querySelectorAll(".sb-report")) views(box, "How to show the report", REPORT);
  popover.addEventListener("pointerenter", () => clearTimeout(timer));
  popover.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (owner && !owner.contains(event.target) && !popover.contains(event.target)) hide();
  });
})();
