/* The timeline: fold its list, filter it, keep the choice in the address, and fade in the chart what
   the filter leaves out. The rule of the filter is that of sourcebook/timeline.py; a test compares
   the two. */
(() => {
  "use strict";
  const box = document.querySelector("[data-timeline]");
  if (!box) return;
  const tools = box.querySelector(".sb-tl-tools");
  const says = box.querySelector(".sb-tl-count");
  const events = [...box.querySelectorAll(".sb-tl-event")];
  const years = [...box.querySelectorAll("[data-year]")];
  const unfold = tools.querySelector('[data-do="open"]');
  const NOTHING = { themes: [], actor: "", until: "" };

  /** Whether the filter keeps an event. Days are ISO text, which sorts as the days do. */
  const keeps = (choice, { theme, actors, date }) =>
    (!choice.themes.length || choice.themes.includes(theme))
    && (!choice.actor || actors.split(";").includes(choice.actor))
    && (!choice.until || date <= choice.until);

  const named = (name) => [...tools.elements].filter((field) => field.name === name);
  const read = () => ({
    themes: named("theme").filter((field) => field.checked).map((field) => field.value),
    actor: tools.elements.actor.value,
    until: named("until").find((field) => field.checked)?.value ?? "",
  });

  function write({ themes, actor, until }) {
    named("theme").forEach((field) => { field.checked = themes.includes(field.value); });
    named("until").forEach((field) => { field.checked = field.value === until; });
    tools.elements.actor.value = actor;
    if (tools.elements.actor.selectedIndex < 0) tools.elements.actor.value = "";
  }

  /** The choice as the address has it; null where the address is of something else. */
  function fromAddress() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return null;
    const given = new URLSearchParams(hash);
    return {
      themes: (given.get("theme") ?? "").split(".").filter(Boolean),
      actor: given.get("actor") ?? "",
      until: given.get("until") ?? "",
    };
  }

  function toAddress({ themes, actor, until }) {
    const given = new URLSearchParams();
    if (themes.length) given.set("theme", themes.join("."));
    if (actor) given.set("actor", actor);
    if (until) given.set("until", until);
    const plain = location.href.split("#")[0];
    // Not `size`, which older browsers do not have.
    history.replaceState(null, "", String(given) ? `${plain}#${given}` : plain);
  }

  const labelOf = (field) => field.parentElement.textContent.replace(/ \(\d+\)$/, "").trim();
  function sentence(choice, count) {
    const parts = [];
    if (choice.themes.length) {
      parts.push(named("theme").filter((field) => field.checked).map(labelOf).join(", "));
    }
    if (choice.actor) parts.push(choice.actor);
    if (choice.until) {
      const words = labelOf(named("until").find((field) => field.checked));
      parts.push(words[0].toLowerCase() + words.slice(1));
    }
    const all = events.length;
    const shown = count === all ? `All ${all} events` : `${count} of ${all} events`;
    return parts.length ? `${shown}: ${parts.join("; ")}.` : `${shown}.`;
  }

  function apply(choice) {
    let count = 0;
    events.forEach((item) => {
      item.hidden = !keeps(choice, item.dataset);
      count += !item.hidden;
    });
    box.querySelectorAll(".sb-tl-report").forEach((band) => {
      band.hidden = Boolean(choice.until) && band.dataset.date > choice.until;
    });
    years.forEach((year) => {
      const own = [...year.querySelectorAll(".sb-tl-event")];
      const left = own.filter((item) => !item.hidden).length;
      year.hidden = !year.querySelector("li:not([hidden])");
      year.querySelector("h3").dataset.count = left === own.length ? "" : `${left} of ${own.length}`;
      box.querySelector(`a[href="#${year.querySelector("h3").id}"]`).hidden = year.hidden;
    });
    says.textContent = sentence(choice, count);
    box.querySelector(".sb-tl-none").hidden = count > 0;
    // The count stays in sight while the choices above it are made.
    box.toggleAttribute("data-filtered", count < events.length);
    fade();
  }

  /* The charts: which event each row of their data is, and which of them are left out. */
  const charts = [...document.querySelectorAll("[data-chart]")].map((figure) => {
    const rows = new Map([...figure.querySelectorAll('tr[data-row] a[href*="#event-"]')]
      .map((link) => [Number(link.closest("tr").dataset.row), link.hash.slice(1)]));
    return { figure, rows };
  }).filter(({ rows }) => rows.size);

  const FAINT = 0.13;
  const isOut = (rows, row) => Boolean(document.getElementById(rows.get(row))?.hidden);

  function fadeDrawn({ figure, rows }) {
    const { data } = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    data.filter((trace) => trace.customdata).forEach((trace) => {
      trace.marker.opacity = trace.customdata.map((row) => (isOut(rows, row) ? FAINT : 1));
    });
    window.sourcebook.charts.update(figure, data);
  }

  function fade() {
    charts.forEach((chart) => {
      chart.figure.querySelectorAll(".sb-chart-plot > svg a[data-row]").forEach((mark) => {
        mark.classList.toggle("sb-tl-out", isOut(chart.rows, Number(mark.dataset.row)));
      });
      if (chart.figure.dataset.drawn) fadeDrawn(chart);
    });
  }
  charts.forEach((chart) => chart.figure.addEventListener("sb:drawn", () => {
    if (events.some((item) => item.hidden)) fadeDrawn(chart);
  }));

  /** Go to the event that the address names: in sight, unfolded, with the focus. */
  function visit() {
    const item = /^#event-/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!item || !box.contains(item)) return;
    if (item.hidden) {
      write(NOTHING);
      apply(NOTHING);
      says.textContent = `Everything is shown again: that event was outside your choice. ${says.textContent}`;
    }
    const details = item.querySelector("details");
    details.open = true;
    item.scrollIntoView();
    details.querySelector("summary").focus({ preventScroll: true });
  }

  function fromHash() {
    const choice = fromAddress();
    if (!choice) return visit();
    write(choice);
    apply(read()); // what the address names and the page does not have is dropped
  }

  const everyDetail = () => [...box.querySelectorAll(".sb-tl-event > details")];
  const jobs = {
    open() {
      const open = unfold.getAttribute("aria-pressed") !== "true";
      everyDetail().forEach((details) => { details.open = open; });
      unfold.setAttribute("aria-pressed", String(open));
    },
    print() {
      document.body.dataset.print = "timeline";
      window.print();
    },
    brief() {
      document.body.dataset.print = "brief";
      window.print();
    },
    reset() {
      write(NOTHING);
      apply(NOTHING);
      toAddress(NOTHING);
    },
  };

  tools.hidden = false;
  unfold.setAttribute("aria-pressed", "false");
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("change", () => { const choice = read(); apply(choice); toAddress(choice); });
  tools.addEventListener("click", (event) => jobs[event.target.dataset.do]?.());
  addEventListener("hashchange", fromHash);
  apply(NOTHING);
  fromHash();

  let before = [];
  addEventListener("beforeprint", () => {
    before = everyDetail().filter((details) => !details.open);
    // Opened, since not every browser prints what is closed; marked, for the style of paper.
    before.forEach((details) => { details.open = details.parentElement.dataset.folded = true; });
  });
  addEventListener("afterprint", () => {
    before.forEach((details) => {
      details.open = false;
      delete details.parentElement.dataset.folded;
    });
    delete document.body.dataset.print;
  });
})();
