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

  // Below the link or above it, wherever there is more room, and never over it.
  function place(link) {
    const gap = 6;
    const margin = 8;
    const around = link.getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const room = { below: height - around.bottom - gap - margin, above: around.top - gap - margin };
    popover.style.maxHeight = `${Math.max(room.below, room.above)}px`;
    const own = popover.getBoundingClientRect();
    const below = own.height <= room.below || room.below >= room.above;
    const left = Math.max(margin, Math.min(around.left, width - own.width - margin));
    const top = below ? around.bottom + gap : around.top - own.height - gap;
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

  // The marks of speakers and modes are drawn; a screen reader is told them in words.
  function announce(paragraph) {
    let mode = "reporters-words";
    for (const segment of paragraph.querySelectorAll(".sb-seg")) {
      const who = segment.dataset.who ?? "";
      if (segment.dataset.mode === mode && !who) continue;
      ({ mode } = segment.dataset);
      const words = document.createElement("span");
      words.className = "sb-sr";
      words.textContent = `[${[who, mode.replaceAll("-", " ")].filter(Boolean).join(", ")}:] `;
      segment.prepend(words);
    }
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
  window.sourcebook ??= {};
  window.sourcebook.passages = { listen }; // for links that come later
  document.querySelectorAll(".sb-report .sb-text").forEach(announce);
  for (const box of document.querySelectorAll(".sb-raw")) views(box, "How to show the file", FILE);
  for (const box of document.querySelectorAll(".sb-report")) views(box, "How to show the report", REPORT);
  popover.addEventListener("mousedown", (event) => event.preventDefault()); // the link keeps focus
  popover.addEventListener("pointerenter", () => clearTimeout(timer));
  popover.addEventListener("pointerleave", hideSoon);
  window.addEventListener("resize", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (owner && !owner.contains(event.target) && !popover.contains(event.target)) hide();
  });
})();
