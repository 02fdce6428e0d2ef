/* A reader's ranks and weights, added up without a verdict.
   The sentences are those of readings.tally and readings.rank_note; a test compares them. */
(() => {
  "use strict";
  const SIDES = { for: "For", against: "Against" };

  const tally = (weights) => {
    const count = (side, weight) => weights.filter(([s, w]) => s === side && w === weight).length;
    const open = weights.filter(([, weight]) => !weight).length;
    if (open === weights.length) return "Nothing weighed yet.";
    const parts = Object.entries(SIDES).map(([side, name]) =>
      `${name}: ${count(side, "strong")} strong, ${count(side, "weak")} weak`);
    const beside = weights.filter(([, weight]) => weight === "irrelevant").length;
    return `${[...parts, `irrelevant: ${beside}`, `still to weigh: ${open}`].join("; ")}.`;
  };

  const rankNote = (ranks) => {
    const given = ranks.map(([, rank]) => rank).filter(Boolean);
    const doubled = [...new Set(given.filter((rank, at) => given.indexOf(rank) !== at))]
      .sort((a, b) => a - b);
    if (doubled.length) return `Given twice: ${doubled.join(", ")}.`;
    if (given.length < ranks.length) return `Ranked: ${given.length} of ${ranks.length}.`;
    return `All ranked, with “${ranks.find(([, rank]) => rank === "1")[0]}” first. Now read the evidence.`;
  };

  const say = (line, text) => { if (line.textContent !== text) line.textContent = text; };

  /* The sentence may be off the screen: each row of a rank that is given twice says so itself. */
  const mark = (rows) => rows.forEach((row) => {
    const select = row.querySelector("select");
    const others = rows.filter((other) => other !== row && select.value
      && other.querySelector("select").value === select.value);
    row.querySelector(".sb-reading-twice")?.remove();
    ["aria-invalid", "aria-describedby"].forEach((name) => select.removeAttribute(name));
    if (!others.length) return;
    const note = Object.assign(document.createElement("span"), {
      className: "sb-reading-twice", id: `twice-${rows.indexOf(row)}`,
      textContent: `${select.value} is also given to ${others.map((other) => other.dataset.title).join(", ")}`,
    });
    row.querySelector("th").append(note);
    select.setAttribute("aria-invalid", "true");
    select.setAttribute("aria-describedby", note.id);
  });

  const ranking = (box) => {
    const rows = [...box.querySelectorAll("tbody tr")];
    const show = () => {
      say(box.querySelector(".sb-reading-says"), rankNote(
        rows.map((row) => [row.dataset.title, row.querySelector("select").value])));
      mark(rows);
    };
    box.addEventListener("change", show);
    addEventListener("pageshow", show); // a browser may give the ranks back when the reader does
    show();
    window.sourcebook.keep(box, "ranks");
  };

  const sums = (box, card) => {
    const weights = [...card.querySelectorAll("li[data-bearing]")].map((item) =>
      [item.dataset.bearing, item.querySelector("select").value]);
    say(card.querySelector(".sb-reading-says"), tally(weights));
    const row = box.querySelector(`[data-sums="${card.dataset.reading}"]`);
    const cell = (name) => row.querySelector(`[data-cell="${name}"]`);
    const count = (test) => weights.filter(test).length;
    Object.keys(SIDES).forEach((side) => {
      const of = (weight) => count(([s, w]) => s === side && w === weight);
      cell(side).textContent = `${of("strong")} strong, ${of("weak")} weak`;
    });
    cell("irrelevant").textContent = String(count(([, w]) => w === "irrelevant"));
    cell("open").textContent = String(count(([, w]) => !w));
  };

  const cards = (box) => {
    const all = [...box.querySelectorAll(".sb-reading")];
    all.forEach((card) => {
      card.querySelector(".sb-reading-evidence").open = false;
    });
    const show = () => all.forEach((card) => sums(box, card));
    box.addEventListener("change", show);
    addEventListener("pageshow", show);
    show();
    window.sourcebook.keep(box, "weights");
    // Paper without a weight has empty cells to write in; the evidence is always printed.
    let before = [];
    addEventListener("beforeprint", () => {
      before = all.map((card) => card.querySelector(".sb-reading-evidence"))
        .map((part) => ({ part, open: part.open }));
      before.forEach(({ part }) => { part.open = true; });
      box.toggleAttribute("data-blank", ![...box.querySelectorAll("select")].some((s) => s.value));
    });
    addEventListener("afterprint", () => before.forEach(({ part, open }) => { part.open = open; }));
  };

  document.querySelectorAll("[data-readings]").forEach((box) =>
    (box.dataset.readings === "rank" ? ranking(box) : cards(box)));
})();
