/* A class's results on their page: the box, the tables, agreement, disputes, the script, the CSV.
   What counts is decided in class-list.js, alpha is computed in agreement.js. Nothing is stored. */
(() => {
  "use strict";
  const { WHY, agreement, counts, random } = window.sourcebook.agreement;
  const { collect, csv, disputed, sift } = window.sourcebook.classList;
  const { encode } = window.sourcebook.classCodes;
  const CLASS = 10; // from how many coders on we speak of a class
  const SAMPLE = 28, SAMPLE_SEED = 7;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => {
      if (value !== false) element.setAttribute(key, value === true ? "" : value);
    });
    element.append(...children);
    return element;
  };
  const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const listed = (parts, word = "and") => parts.join(", ").replace(/, ([^,]*)$/, ` ${word} $1`);
  const percent = (share) => `${Math.round(100 * share)} %`;
  // What rounds to nothing has no sign.
  const decimal = (value) => value.toFixed(2).replace(/^-(?=.*[1-9])/, "−").replace("-", "");

  /* Set aside ------------------------------------------------------------------------------- */

  const KINDS = {
    checksum: "Mistyped", symbols: "Mistyped", short: "Mistyped", length: "Mistyped",
    none: "No code", format: "Other format", report: "Unknown report", book: "Other codebook",
    other: "Other report", empty: "Empty", repeat: "Repeated", many: "Too many", letters: "Letters",
  };

  const press = (label, action, attributes = {}) => {
    const button = make("button", { type: "button", ...attributes }, label);
    button.addEventListener("click", action);
    return button;
  };

  const lineOf = ({ line, text, say, kind }, ...more) => make("li", { "data-kind": kind },
    make("b", {}, KINDS[kind]), ` Line ${line}: `, make("code", {}, text), ` ${say} `, ...more);

  /* Codes that occur more than once: one question for all of them, and each in a list to open.
     `choose` takes the ids that count from now on. */
  function question(repeated, choose) {
    const times = new Set(repeated.map(({ key }) => key)).size;
    const ids = repeated.filter(({ counted }) => counted).map(({ id }) => id);
    const out = repeated.length - ids.length;
    const now = !out ? "All count now."
      : `${out === repeated.length ? "The repeats are" : `${out} of ${repeated.length} repeats ${out === 1 ? "is" : "are"}`} left out now.`;
    const each = repeated.map((one) => lineOf(one, press(one.counted ? "Leave it out" : "Count it",
      () => choose(one.counted ? ids.filter((id) => id !== one.id) : [...ids, one.id]),
      { "aria-label": `${one.counted ? "Leave it out" : "Count it"}: line ${one.line}` })));
    return make("div", { class: "sb-cr-repeated" },
      make("p", {}, `${plural(times, "code")} ${times === 1 ? "occurs" : "occur"} more than once: separate learners `,
        press("Count all", () => choose(repeated.map(({ id }) => id)), { "aria-pressed": String(!out) }),
        ", or pasted twice ",
        press("Leave out", () => choose([]), { "aria-pressed": String(!ids.length) }),
        "?"),
      make("p", {}, `${now} People who code alike do agree: leaving them out makes agreement look lower.`),
      make("details", {}, make("summary", {}, "Line by line"), make("ul", {}, ...each)));
  }

  function showAside(box, { aside, repeated }, choose) {
    box.hidden = !aside.length && !repeated.length;
    box.replaceChildren();
    if (repeated.length) box.append(question(repeated, choose));
    if (!aside.length) return;
    box.append(make("p", { class: "sb-cr-title" }, `Set aside: ${aside.length}`),
      make("ul", {}, ...aside.map((one) => lineOf(one))));
  }

  /* The table ------------------------------------------------------------------------------- */

  function cell(td, count, total, top) {
    td.className = "";
    td.style.removeProperty("--share");
    td.textContent = "";
    if (!count) return;
    td.style.setProperty("--share", `${(100 * count) / total}%`);
    td.className = top ? "sb-cr-top" : "sb-cr-some";
    td.append(make("b", {}, String(count)), " ", make("span", {}, percent(count / total)));
  }

  /* A click on a paragraph's number shows its text under it, and another puts it away. */
  function unfoldable(row, paragraph, columns) {
    const old = row.querySelector(".sb-cr-par");
    const number = make("button", { type: "button", class: "sb-cr-par", "aria-expanded": "false" }, paragraph.number);
    number.setAttribute("aria-label", `${paragraph.number}: show the paragraph`);
    old.replaceWith(number);
    number.addEventListener("click", () => {
      const open = number.getAttribute("aria-expanded") === "true";
      number.setAttribute("aria-expanded", String(!open));
      if (open) row.nextElementSibling.remove();
      else {
        const text = paragraph.text || "This report is published here in extracts.";
        row.after(make("tr", { class: "sb-cr-text" }, make("td", { colspan: columns }, text)));
      }
    });
  }

  function fill(sheet, table, coders) {
    const rows = [...sheet.querySelectorAll("tbody tr:not(.sb-cr-text)")];
    rows.forEach((row, at) => {
      const given = table[at].reduce((sum, n) => sum + n, 0);
      const most = Math.max(...table[at]);
      const cells = [...row.querySelectorAll("td")];
      table[at].forEach((n, code) => cell(cells[code], n, given, n === most));
      cell(cells.at(-1), coders - given, coders, false);
    });
  }

  function empty(sheet) {
    sheet.querySelectorAll("tbody tr:not(.sb-cr-text) td").forEach((td) => cell(td, 0, 1, false));
  }

  /* Agreement ------------------------------------------------------------------------------- */

  /** What alpha and its interval are worth here, in words. */
  function reading(found) {
    if (found.why) return "";
    const said = [];
    if (found.coders === 2) {
      said.push("Two coders: this says nearly nothing. On one report two people agree or differ by chance.");
    } else if (found.coders < CLASS) {
      said.push("Few coders: one of them can move this number a good deal.");
    } else {
      said.push("A class: this says how clearly codebook and report together lead its readers to one code.");
    }
    if (found.low === null) said.push("An interval cannot be given: too few paragraphs have two codes.");
    else if (found.low === found.high) {
      said.push("The interval has no width, because no paragraph is disputed. That is not certainty.");
    }
    if (found.alpha < 0) said.push("Below 0 the coders differ more than chance would have it.");
    return said.join(" ");
  }

  /* A line from −0.5 to 1 with the interval as a bar and alpha as a diamond. */
  function scale({ alpha, low, high }) {
    const at = (value) => 20 + (360 * (Math.max(-0.5, value) + 0.5)) / 1.5;
    const ticks = [-0.5, 0, 0.5, 1].map((value) =>
      `<path d="M${at(value)} 24v8"/><text x="${at(value)}" y="48">${String(value).replace("-", "−")}</text>`);
    const bar = low === null ? "" :
      `<path class="sb-cr-bar" d="M${at(low)} 28H${at(high)}"/><path d="M${at(low)} 20v16M${at(high)} 20v16"/>`;
    const x = at(alpha);
    return `<svg viewBox="0 0 400 56" aria-hidden="true"><path d="M20 28H380"/>${ticks.join("")}${bar}` +
      `<path class="sb-cr-dot" d="M${x} 18l9 10-9 10-9-10z"/></svg>`;
  }

  function showAgreement(box, found) {
    const part = (name) => box.querySelector(`.sb-cr-${name}`);
    box.hidden = false;
    const coded = `${plural(found.coders, "coder")}, ${plural(found.units, "paragraph")} with two codes or more`;
    if (found.why) {
      part("alpha").textContent = WHY[found.why];
      part("scale").replaceChildren();
    } else {
      const span = found.low === null ? "" : `95 % interval: ${decimal(found.low)} to ${decimal(found.high)}. `;
      part("alpha").replaceChildren(
        make("b", {}, `Krippendorff’s alpha ${decimal(found.alpha)}`), `${span}${coded}.`);
      part("scale").innerHTML = scale(found);
    }
    part("reading").textContent = reading(found);
  }

  /* Disputes -------------------------------------------------------------------------------- */

  /* The codes of a paragraph that somebody chose, most chosen first, without lone ones beyond two. */
  function competing({ row }) {
    const given = row.map((n, code) => ({ n, code })).filter(({ n }) => n).sort((a, b) => b.n - a.n);
    return given.filter(({ n }, place) => place < 2 || n > 1);
  }

  function rules(code) {
    const rule = (label, text) => make("p", {}, make("strong", {}, `${label}: `), text);
    return [make("dt", {}, make("b", {}, code.letter), ` ${code.label}`),
      make("dd", {}, rule("Not", code.exclude), rule("At the edge", code.boundary_example))];
  }

  function showDisputed(box, worst, data, paragraphs) {
    box.hidden = !worst.length;
    const entries = worst.map((one) => {
      const { number, text } = paragraphs[one.at];
      const codes = competing(one);
      const said = listed(codes.map(({ n, code }) => `${data.codes[code].letter} ${data.codes[code].label} (${n})`));
      return make("li", {},
        make("p", { class: "sb-cr-par" }, `${number}: ${percent(one.share)} of pairs differ. ${said}.`),
        make("blockquote", {}, text || "This report is published here in extracts."),
        make("details", {}, make("summary", {}, "The rules for these codes",
          make("span", { class: "sb-sr" }, ` in ${number}`)),
        make("dl", {}, ...codes.flatMap(({ code }) => rules(data.codes[code])))));
    });
    box.replaceChildren(make("p", { class: "sb-cr-title" }, "Most disputed"), make("ol", {}, ...entries));
  }

  const SLOTS = { worst: "the most disputed paragraph", codes: "the codes that compete" };

  function fillScript(box, worst, data, paragraphs) {
    const words = { ...SLOTS };
    if (worst.length) {
      words.worst = paragraphs[worst[0].at].number;
      words.codes = listed(competing(worst[0]).slice(0, 3)
        .map(({ code }) => `${data.codes[code].letter} (${data.codes[code].label})`));
    }
    box.querySelectorAll("[data-slot]").forEach((slot) => { slot.textContent = words[slot.dataset.slot]; });
  }

  /* Made-up data ---------------------------------------------------------------------------- */

  /** Lines of a made-up class: most are codings of the first report, some have a fault on purpose. */
  function sample(data) {
    const next = random(SAMPLE_SEED);
    const [{ number }, second] = data.reports;
    const code = () => encode({ report: number, book: data.book,
      values: data.pools.map((pool) => "?ABCDEFG".indexOf(pool[Math.floor(next() * pool.length)])) });
    const codes = Array.from({ length: SAMPLE }, code);
    const slip = codes[4].replace(/.(?=.{6}$)/, (sign) => (sign === "7" ? "8" : "7"));
    const other = encode({ report: second.number, book: data.book, values: second.paragraphs.map(() => 3) });
    const lines = [...codes, slip, other].map((text, n) => `Made up ${n + 1}: ${text}`);
    return [...lines, lines[2]].join("\n");
  }

  /* The page -------------------------------------------------------------------------------- */

  function mount(box) {
    const data = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    const part = (name) => box.querySelector(`.sb-cr-${name}`);
    const field = part("entry").querySelector("textarea");
    const sheets = [...box.querySelectorAll(".sb-cr-sheet")];
    const made = sample(data);
    let [again, chosen, result] = [new Set(), null, null];
    let read = null; // the text that the results belong to

    sheets.forEach((sheet, at) => sheet.querySelectorAll("tbody tr").forEach((row, n) =>
      unfoldable(row, data.reports[at].paragraphs[n], row.children.length)));

    function show() {
      if (field.value !== read) [again, chosen, read] = [new Set(), null, field.value];
      const some = Boolean(field.value.trim());
      result = sift(collect(field.value, data), data, again, chosen);
      const { paragraphs } = data.reports.find(({ number }) => number === result.report);
      const table = counts(result.counted.map(({ values }) => values), paragraphs.length);
      const worst = disputed(table);
      box.dataset.results = String(some && result.counted.length > 0);
      sheets.forEach((sheet) => {
        const own = Number(sheet.dataset.report) === result.report;
        sheet.toggleAttribute("data-shown", own);
        if (own && result.counted.length) fill(sheet, table, result.counted.length);
        else empty(sheet);
      });
      part("tools").hidden = !some;
      part("made").hidden = field.value !== made;
      showAside(part("aside"), result, (ids) => {
        again = new Set(ids);
        show();
        part("said").focus();
      });
      showAgreement(part("agreement"), agreement(result.counted.map(({ values }) => values), paragraphs.length));
      part("agreement").hidden = !some;
      showDisputed(part("disputed"), worst, data, paragraphs);
      fillScript(part("script"), worst, data, paragraphs);
      showReports();
      const report = data.reports.find(({ number }) => number === result.report).short;
      const left = result.repeated.filter(({ counted }) => !counted).length;
      part("said").textContent = some
        ? `${plural(result.counted.length, "code")} counted for ${report}, ${result.aside.length} set aside${left ? `, ${plural(left, "repeat")} left out` : ""}.`
        : "The box is empty. Paste codes into it first.";
    }

    function showReports() {
      part("reports").replaceChildren(...Object.entries(result.others).map(([number, count]) => {
        const { short } = data.reports.find((one) => one.number === Number(number));
        const button = make("button", { type: "button" }, `Show the ${plural(count, "code")} for ${short}`);
        button.addEventListener("click", () => {
          chosen = Number(number);
          show();
          part("said").focus();
        });
        return button;
      }));
    }

    function download() {
      const report = data.reports.find(({ number }) => number === result.report);
      const file = new Blob(["\ufeff", csv(result.counted, data, result.report)], { type: "text/csv" });
      const link = make("a", { href: URL.createObjectURL(file), download: `class-results-${report.id}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    /* Another text in the box; what somebody pasted before can come back. */
    function replace(text, words) {
      const was = field.value;
      field.value = text;
      show();
      if (words) part("said").textContent = words;
      if (!was.trim() || was === made || was === text) return;
      const back = make("button", { type: "button" }, "Bring back what was there");
      back.addEventListener("click", () => {
        field.value = was;
        show();
        part("said").focus();
      });
      part("said").append(" ", back);
    }

    const actions = {
      show: () => { show(); part("said").focus(); },
      sample: () => replace(made),
      clear: () => { replace("", "The box is empty."); field.focus(); },
      large: (button) => {
        const large = box.toggleAttribute("data-large");
        button.setAttribute("aria-pressed", String(large));
      },
      csv: download,
      print: () => window.print(),
    };
    box.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do]");
      if (button) actions[button.dataset.do](button);
    });
    part("said").tabIndex = -1;
    part("entry").hidden = false;
    part("agreement").hidden = true; // what the words mean comes with the numbers
    box.dataset.live = "true";
    box.dataset.results = "false";
  }

  window.sourcebook.classResults = { reading, sample };
  document.querySelectorAll("[data-class-results]").forEach(mount);
})();
