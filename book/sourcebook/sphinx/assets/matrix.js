/* The position matrix: order and filter it; and the forms in which a reader weighs a difference.
   What the sentences say is computed when the book is built; this script only chooses among them. */
(() => {
  "use strict";

  const groupHead = (text, span) => {
    const head = document.createElement("th");
    Object.entries({ scope: "colgroup", role: "columnheader", colspan: String(span) })
      .forEach(([key, value]) => head.setAttribute(key, value));
    head.textContent = text;
    return head;
  };

  /* Occasions with the same group stand together, groups in the order in which they first appear. */
  const grouped = (heads, key) => {
    const groups = new Map();
    heads.forEach((head) => {
      const name = head.dataset[key];
      groups.set(name, [...(groups.get(name) ?? []), head.dataset.occasion]);
    });
    return groups;
  };

  const order = (box, heads, key) => {
    const groups = grouped(heads, key);
    const row = box.querySelector(".sb-mx-groups");
    row.replaceChildren(row.firstElementChild,
      ...[...groups].map(([name, members]) => groupHead(name, members.length)));
    const firsts = new Set([...groups.values()].map((members) => members[0]));
    const nameOf = new Map([...groups].flatMap(([name, members]) => members.map((m) => [m, name])));
    const places = [...groups.values()].flat();
    box.querySelectorAll(".sb-mx-names, tbody tr[data-dimension]").forEach((line) => {
      const cells = new Map([...line.querySelectorAll("[data-occasion]")]
        .map((cell) => [cell.dataset.occasion, cell]));
      places.forEach((occasion) => {
        const cell = cells.get(occasion);
        cell.toggleAttribute("data-first", firsts.has(occasion));
        cell.querySelectorAll(".sb-mx-group").forEach((label) => { label.textContent = nameOf.get(occasion); });
        line.append(cell);
      });
    });
    box.querySelectorAll(".sb-mx-lineup").forEach((note) => { note.textContent = note.dataset[key]; });
    box.querySelectorAll(".sb-mx-lined [data-key]").forEach((cell) => {
      cell.toggleAttribute("data-lit", cell.dataset.key === key);
    });
  };

  const shown = (box, dimension) => box.querySelectorAll("tr[data-dimension]").forEach((row) => {
    row.hidden = Boolean(dimension) && row.dataset.dimension !== dimension;
  });

  const closeReasons = (box, except) => box.querySelectorAll(".sb-mx-why[open]").forEach((note) => {
    if (note !== except) note.open = false;
  });

  const matrix = (box) => {
    const tools = box.querySelector(".sb-mx-tools");
    const says = tools.querySelector(".sb-mx-says");
    const heads = [...box.querySelectorAll(".sb-mx-names [data-occasion]")];
    const buttons = [...tools.querySelectorAll("[data-order]")];
    const select = tools.querySelector("[data-filter]");
    const toggle = tools.querySelector("[data-toggle]");
    tools.hidden = false;
    order(box, heads, "year");
    says.textContent = buttons[0].dataset.says;
    buttons.forEach((button) => button.addEventListener("click", () => {
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      order(box, heads, button.dataset.order);
      says.textContent = button.dataset.says;
    }));
    addEventListener("pageshow", () => shown(box, select.value)); // a browser may keep the choice
    select.addEventListener("change", () => {
      shown(box, select.value);
      says.textContent = `Showing ${select.selectedOptions[0].textContent}.`;
    });
    toggle.addEventListener("click", () => {
      const hide = box.dataset.elsewhere === "shown";
      box.dataset.elsewhere = hide ? "hidden" : "shown";
      toggle.setAttribute("aria-pressed", String(!hide));
      const count = box.querySelectorAll('td [data-status="elsewhere"]').length;
      says.textContent = hide
        ? `What is known from elsewhere is hidden: ${count} cells are now silent, as in the reports.`
        : `What is known from elsewhere is shown, in ${count} cells.`;
    });

    const order0 = buttons[0].dataset.order;
    const read = () => {
      const order = buttons.find((button) => button.ariaPressed === "true").dataset.order;
      const hidden = box.dataset.elsewhere === "hidden";
      return order !== order0 || select.value || hidden ? { order, dimension: select.value, hidden } : null;
    };
    window.sourcebook.keep(box, "matrix", read, (kept) => {
      const now = read();
      if (kept.order !== (now?.order ?? order0)) tools.querySelector(`[data-order="${kept.order}"]`).click();
      if (kept.hidden !== Boolean(now?.hidden)) toggle.click();
      select.value = kept.dimension;
      shown(box, select.value);
    });
  };

  /* One reason at a time; Escape closes it and gives the focus back. */
  const reasons = (box) => {
    box.addEventListener("toggle", (event) => {
      if (event.target.matches(".sb-mx-why") && event.target.open) closeReasons(box, event.target);
    }, true);
    box.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && event.target.closest?.(".sb-mx-why[open]");
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".sb-mx-why")) closeReasons(box, null);
    });
  };

  const weigh = (form, nth) => {
    const ours = form.querySelector(".sb-weigh-ours");
    const said = form.querySelector(".sb-weigh-said");
    // Ours stays shut until it is asked for: arrow keys choose at every step.
    const show = () => {
      const choice = form.querySelector("input:checked");
      ours.hidden = !choice;
      said.textContent = choice
        ? `You say: ${choice.parentElement.textContent.trim()}. You can now open our weighing.`
        : "";
    };
    form.addEventListener("change", show);
    addEventListener("pageshow", show); // a browser may give the choice back when the reader does
    show();
    window.sourcebook.keep(form, `weigh ${nth}`);
  };

  document.querySelectorAll(".sb-matrix").forEach((box) => {
    if (box.querySelector(".sb-mx-tools")) matrix(box);
    reasons(box);
    box.querySelector(".sb-mx-reasons").open = false;
  });
  document.querySelectorAll(".sb-weigh").forEach(weigh);

  // Paper has every reason. Our weighing is not opened for it: it would answer the empty boxes.
  let before = [];
  addEventListener("beforeprint", () => {
    before = [...document.querySelectorAll(".sb-mx-reasons")].map((part) => ({ part, open: part.open }));
    before.forEach(({ part }) => { part.open = true; });
  });
  addEventListener("afterprint", () => {
    before.forEach(({ part, open }) => { part.open = open; });
  });
})();
