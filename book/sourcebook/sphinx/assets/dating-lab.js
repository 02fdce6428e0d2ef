/* The dating lab on its page: boxes, sentence, chart and answer. The sums are in dating.js. */
(() => {
  "use strict";
  const { dayText, interval, judge, lacking, listed, periodText, plus, sentence, spanText, stamp } =
    window.sourcebook.dating;

  /** Put terms and descriptions into a list, plain text only. */
  function describe(list, pairs) {
    list.replaceChildren(...pairs.flatMap(([term, text]) =>
      [["dt", term], ["dd", text]].map(([name, words]) =>
        Object.assign(document.createElement(name), { textContent: words }))));
  }

  function mount(lab) {
    const data = JSON.parse(lab.querySelector('script[type="application/json"]').textContent);
    const names = Object.fromEntries(data.clues.map((clue) => [clue.id, clue.label]));
    const grants = Object.fromEntries(data.clues.map((clue) => [clue.id, clue.assumption]));
    const boxes = [...lab.querySelectorAll('input[type="checkbox"]')];
    const output = lab.querySelector(".sb-dating-left");
    const why = lab.querySelector(".sb-dating-why");
    const chart = document.querySelector('[data-chart][id="chart-dating-clues"]');
    const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);

    function show() {
      const left = interval(data.clues, chosen());
      const called = (ids) => (ids.length ? listed(ids.map((id) => names[id])) : "no clue");
      output.textContent = sentence(left, names);
      output.dataset.empty = left.empty;
      describe(why, [
        ["First day set by", called(left.first_set_by)],
        ["Last day set by", called(left.last_set_by)],
        ["You also grant", left.assumed.map((id) => grants[id]).join(" ") || "nothing"],
        ["Chosen, and changes nothing", called(left.idle)],
      ]);
      if (chart) chart.dataset.dating = chosen().length ? "some" : "none";
    }
    function changed() {
      show();
      if (chart && window.sourcebook.charts) redraw(chart, data.clues, chosen());
    }

    boxes.forEach((box, n) => {
      box.disabled = false;
      box.addEventListener("change", changed);
    });
    const choices = {
      hard: (clue) => clue.strength === "hard", all: () => true, none: () => false,
    };
    lab.querySelectorAll("[data-choose]").forEach((button) => {
      button.addEventListener("click", () => {
        boxes.forEach((box, n) => { box.checked = choices[button.dataset.choose](data.clues[n]); });
        changed();
      });
    });
    const form = lab.querySelector(".sb-dating-answer");
    const said = form.querySelector(".sb-dating-verdict");
    // A verdict belongs to the answer that it judged.
    const forget = () => {
      said.textContent = "";
      delete said.dataset.kind;
    };
    form.addEventListener("input", forget);
    let checks = 0; // the first check of an answer keeps the days to itself
    function check() {
      forget();
      const lacks = new Map(lacking(answer(), chosen(), start));
      form.querySelectorAll("[data-lacks]").forEach((place) => {
        place.textContent = lacks.get(place.dataset.lacks) || "";
      });
      const first = ["days", "basis"].find((part) => lacks.has(part));
      if (first) form.querySelector(`.sb-dating-${first} input`).focus();
      if (lacks.size) return;
      const { kind, title, text } = judge(data, answer(), checks > 0);
      checks += 1;
      said.dataset.kind = kind;
      const head = Object.assign(document.createElement("strong"), { textContent: `${title}. ` });
      said.replaceChildren(`You say: ${answered(form)}. `, head, text);
      if (!["unfinished", "reversed"].includes(kind)) unlock(lab);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check();
      save();
    });
    lab.querySelectorAll("[hidden]").forEach((part) => { part.hidden = false; });
    close(lab);
    lab.dataset.ready = "true";
    show();
    addEventListener("pageshow", show); // a browser may give ticked clues back
    const answer = () => ({
      earliest: form.elements.earliest.value, latest: form.elements.latest.value,
      basis: form.elements.basis.value,
    });
    const start = answer();
    const blank = JSON.stringify(start);
    const read = () => {
      const [clues, given, judged] = [chosen(), answer(), Boolean(said.dataset.kind)];
      const some = clues.length || JSON.stringify(given) !== blank;
      return some ? { clues, given, judged, checks } : null;
    };
    const save = window.sourcebook.keep(lab, "dating", read, ({ clues, given, judged, ...kept }) => {
      boxes.forEach((box) => { box.checked = clues.includes(box.value); });
      Object.entries(given).forEach(([name, value]) => { form.elements[name].value = value; });
      changed();
      checks = kept.checks - judged; // what was judged is judged once more
      if (judged) check();
    });
    printOpen(lab);
  }

  /** Let the reader see what an answer must not lean on: the answers, and many clues at once. */
  function unlock(lab) {
    lab.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
  }

  /** Put the answers away behind two buttons: one waits for an answer, one does not. */
  function close(lab) {
    const [gate, key] = [".sb-dating-gate", ".sb-dating-key"].map((name) => lab.querySelector(name));
    key.hidden = true;
    lab.querySelector(".sb-dating-answers").open = false;
    gate.querySelectorAll("button").forEach((button) => {
      button.addEventListener("click", () => {
        unlock(lab);
        gate.hidden = true;
        key.hidden = false;
        lab.querySelector(".sb-dating-answers").open = true;
        key.querySelector("summary").focus();
      });
    });
  }

  /** The answer in words: a date field shows days in the order of the reader's system. */
  function answered(form) {
    const { earliest, latest } = form.elements;
    const basis = form.querySelector(":checked").parentElement.textContent.trim();
    const days = earliest.value <= latest.value
      ? spanText(earliest.value, latest.value)
      : `${dayText(earliest.value)} to ${dayText(latest.value)}`;
    return `${days}, from ${basis}`;
  }

  /** On paper nothing can be opened, so everything is. */
  function printOpen(lab) {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...lab.querySelectorAll("details:not([open])")];
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  }

  /** Show the chosen clues alone, and the days left after each. */
  function redraw(chart, clues, chosen) {
    const drawn = JSON.parse(chart.querySelector('script[type="application/json"]').textContent);
    const labels = clues.filter((clue) => chosen.includes(clue.id)).map((clue) => clue.label);
    const [from, to] = windowOf(drawn);
    const left = clues.map((clue, n) => {
      const above = clues.slice(0, n + 1).map((c) => c.id).filter((id) => chosen.includes(id));
      return chosen.includes(clue.id) ? interval(clues, above) : null;
    });
    const data = drawn.data.map((trace, n) => (n ? only(trace, labels) : { ...trace }));
    const bars = left.map((l, n) => l && bar(l, clues[n].label, from, to)).filter(Boolean);
    for (const part of ["base", "x", "y"]) data[0][part] = bars.map((b) => b[part]);
    tabulate(chart, left);
    const lanes = { yaxis: { autorange: false, range: [clues.length - 0.45, -0.75] } };
    // Should the chart not load, the sentence stands without it: the still has every answer.
    window.sourcebook.charts.update(chart, data, lanes)
      .catch(() => { chart.dataset.dating = "none"; });
  }

  /** The days that the chart has room for: from the first day of any clue's bar to the day after
      the last, because the offices reach beyond it on both sides. */
  function windowOf(drawn) {
    const bars = drawn.data.slice(1, 3).flatMap((trace) =>
      trace.base.map((base, n) => [stamp(base), stamp(base) + trace.x[n]]));
    const days = [Math.min(...bars.map((b) => b[0])), Math.max(...bars.map((b) => b[1]))];
    return days.map((ms) => new Date(ms).toISOString().slice(0, 10));
  }

  /** A bar for the days left, cut to the chart's window; null where none is left. */
  function bar(left, label, from, to) {
    const start = left.earliest && left.earliest > from ? left.earliest : from;
    const stop = left.latest && plus(left.latest, 1) < to ? plus(left.latest, 1) : to;
    return start < stop ? { base: start, x: stamp(stop) - stamp(start), y: label } : null;
  }

  /** A trace with those of its marks that stand in the named lanes. */
  function only(trace, labels) {
    const keep = (values) =>
      Array.isArray(values) ? values.filter((_, n) => labels.includes(trace.y[n])) : values;
    const marker = Object.fromEntries(
      Object.entries(trace.marker || {}).map(([name, value]) => [name, keep(value)]));
    const kept = { ...trace, marker };
    for (const part of ["x", "y", "base", "text", "customdata"]) kept[part] = keep(trace[part]);
    return kept;
  }

  /** Bring the table behind the chart into line with it: the chosen clues, and the days left. */
  function tabulate(chart, left) {
    const heads = [...chart.querySelectorAll("thead th")].map((head) => head.textContent);
    const column = heads.findIndex((head) => head.startsWith("Days left"));
    left.forEach((days, n) => {
      const row = chart.querySelector(`tr[data-row="${n}"]`);
      row.hidden = !days;
      row.children[column].textContent = days ? periodText(days) : "not chosen";
    });
  }

  document.querySelectorAll("[data-dating-lab]").forEach(mount);
})();
