/* Written answers: length, then the mark scheme, three answers to mark, and the learner's own mark.
   No script judges what is written. Marking as an examiner is here too. */
(() => {
  "use strict";
  const { register, make, button, filled } = sourcebook.tasks;
  const PAUSE = 1500; // ms without a key before a count is read out
  const NAMES = { weak: "a weak answer", middle: "a middling answer", strong: "a strong answer" };
  const part = (task, what) => task.body.querySelector(what);
  const insist = (fits) => { if (!fits) throw new TypeError("no answer to this task"); };
  const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const isMark = (mark, outOf) => Number.isInteger(mark) && mark >= 0 && mark <= outOf;

  // What stands between spaces and has a letter or a digit: as sourcebook.text.words_in counts.
  const count = (text) => text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;

  /* Length ------------------------------------------------------------------------------------- */
  const asked = (task) => part(task, ".sb-write-count").dataset;
  const range = (task) => [Number(asked(task).from), Number(asked(task).to)];
  const least = (task) => Math.ceil(range(task)[0] / 3);

  function length(n, [from, to]) {
    const now = plural(n, "word");
    if (!n) return `No words yet; ${from} to ${to} are asked for.`;
    if (n < from) return `${now}; ${from - n} more to the least asked for.`;
    return n > to ? `${now}; ${n - to} more than asked for.` : `${now}, within ${from} to ${to}.`;
  }

  /* The count is in sight at once, and read out when the writer pauses. */
  function showCount(task, n, quiet) {
    const line = part(task, ".sb-write-count");
    const said = part(task, ".sb-write-said");
    line.textContent = length(n, range(task));
    clearTimeout(task.counting);
    if (quiet) said.textContent = "";
    else task.counting = setTimeout(() => { said.textContent = line.textContent; }, PAUSE);
  }

  /* A printed field shows only what fits into it, so that paper has the words beside it. */
  function paper(field) {
    const copy = field.parentElement.querySelector(".sb-write-paper");
    if (copy) copy.textContent = field.value.trim();
  }

  const tooShort = (task, n) => (n < least(task)
    ? `That is ${plural(n, "word")}. From ${least(task)} words on the mark scheme and three answers can be seen; ${range(task).join(" to ")} words are asked for.`
    : "");

  // Saved with no word left, an answer is neither checked nor done. The learner's own marks stay: to
  // cut a text and paste it again must not cost them.
  function emptied(task) {
    for (const field of ["checks", "done", "score"]) delete task.fields[field];
    shut(task);
  }

  /* Scheme, exemplars, own mark ------------------------------------------------------------------ */
  const shut = (task) => task.el.querySelector(".sb-judge")?.remove();

  const marks = (outOf, label) => {
    const choice = make("select", { ariaLabel: label }, make("option", { value: "", textContent: "Choose …" }));
    for (let mark = 0; mark <= outOf; mark += 1) {
      choice.append(make("option", { value: mark, textContent: `${mark} of ${outOf}` }));
    }
    return choice;
  };

  // "2–3" has 2 and 3.
  function has(level, mark) {
    const [from, to = from] = level.marks.split(/[–-]/).map(Number);
    return from <= mark && mark <= to;
  }

  function scheme(key) {
    const table = make("table", { className: "sb-judge-scheme" });
    table.innerHTML = '<thead><tr><th scope="col">Marks</th><th scope="col">What it takes</th></tr></thead><tbody></tbody>';
    for (const level of key.scheme) {
      const row = make("tr", {}, make("th", { scope: "row", textContent: level.marks }), filled(make("td"), level.text));
      table.tBodies[0].append(row);
    }
    return make("details", { open: true }, make("summary", { textContent: `Mark scheme, out of ${key.out_of}` }), table);
  }

  function apart(mine, ours) {
    const off = Math.abs(mine - ours);
    if (!off) return "Yours is the same.";
    return `Yours is ${plural(off, "mark")} ${mine > ours ? "higher" : "lower"}.`;
  }

  /* One answer to mark: its text, the learner's mark, then ours and the reason. */
  function exemplar(task, key, name, number, next) {
    const { text, mark, why } = key.exemplars[name];
    const title = make("summary", { textContent: `Answer ${number} of 3: what would you give it?` });
    const box = make("details", {}, title, filled(make("blockquote"), text));
    const said = make("div", { className: "sb-judge-ours" });
    said.setAttribute("role", "status");
    const choice = marks(key.out_of, `Your mark for answer ${number}`);
    const see = button("See our mark", () => {
      if (choice.value === "") {
        said.textContent = "Give it a mark first.";
        return;
      }
      task.note({ guesses: { ...task.fields.guesses, [name]: Number(choice.value) } });
      show();
      if (next) next().open = true;
    });
    function show() {
      const mine = task.fields.guesses[name];
      title.textContent = `Answer ${number} of 3: ${NAMES[name]}, ${mark} of ${key.out_of}`;
      filled(said, `<p><b>Ours: ${mark} of ${key.out_of}.</b> ${apart(mine, mark)}</p>`);
      said.append(filled(make("div"), why));
    }
    const mine = task.fields.guesses?.[name];
    box.append(make("p", { className: "sb-judge-mark" }, choice, see), said);
    if (isMark(mine, key.out_of)) {
      choice.value = mine;
      show();
    }
    return box;
  }

  function self(task, key, table) {
    const { mark, change } = task.fields.self ?? {};
    const said = make("p", { className: "sb-judge-said" });
    said.setAttribute("role", "status");
    const choice = marks(key.out_of, "");
    choice.removeAttribute("aria-label");
    const line = make("input", { type: "text", maxLength: 300, value: typeof change === "string" ? change : "" });
    const place = () => {
      [...table.tBodies[0].rows].forEach((row, n) => {
        row.toggleAttribute("data-own", choice.value !== "" && has(key.scheme[n], Number(choice.value)));
      });
    };
    const keep = () => {
      const given = choice.value === "" ? null : Number(choice.value);
      task.note({ self: { mark: given, out_of: key.out_of, change: line.value.trim() } });
      place();
    };
    choice.addEventListener("change", () => {
      keep();
      said.textContent = choice.value === "" ? "" : `Kept with your answer: ${choice.value} of ${key.out_of}.`;
    });
    line.addEventListener("input", keep);
    if (isMark(mark, key.out_of)) choice.value = mark;
    place();
    const field = (words, control) => make("label", {}, make("span", { textContent: words }), control);
    return make("fieldset", { className: "sb-judge-self" }, make("legend", { textContent: "Place your own answer" }),
      field("The mark that the scheme gives it", choice), field("What would you change? (one line, if you like)", line), said);
  }

  /* Open what belongs to a written answer, once enough of one is there. */
  function open(task, key) {
    if (task.el.querySelector(".sb-judge")) return;
    const shown = scheme(key);
    const names = Object.keys(NAMES).filter((name) => key.exemplars?.[name]);
    const boxes = [];
    names.forEach((name, n) => {
      const next = n + 1 < names.length ? () => boxes[n + 1] : null;
      boxes.push(exemplar(task, key, name, n + 1, next));
    });
    const first = boxes.find((_, n) => task.fields.guesses?.[names[n]] === undefined);
    if (first) first.open = true;
    const after = make("div", { className: "sb-judge" }, shown, ...boxes, self(task, key, shown.querySelector("table")));
    task.said.after(after);
  }

  const reopen = (task) => { if (task.fields.checks) open(task, task.key()); };

  /* Whether the length is right, in words, and whether that makes the task done. */
  function judged(task, n, key) {
    open(task, key);
    const [from] = range(task);
    const next = "Below are the mark scheme and three answers to mark; then place your own.";
    return {
      score: null, done: n >= from, parts: [],
      say: `${length(n, range(task))} ${n < from ? "Read the scheme, then write on." : next}`,
    };
  }

  /* A written answer --------------------------------------------------------------------------- */
  const field = (task) => part(task, "textarea");

  register("written", {
    again: false, // one press would empty what took ten minutes to write
    start(task) {
      field(task).addEventListener("input", () => {
        showCount(task, count(field(task).value));
        paper(field(task));
        if (!field(task).value.trim()) shut(task);
        task.changed(field(task));
      });
    },
    read: (task) => field(task).value.trim() || null,
    emptied,
    write(task, answer) {
      insist(typeof answer === "string");
      field(task).value = answer;
      showCount(task, count(answer), true);
      paper(field(task));
      reopen(task);
    },
    missing: (task) => (field(task).value.trim() ? tooShort(task, count(field(task).value)) : "Write your answer first, then check."),
    check: (task, answer, key) => judged(task, count(answer), key),
    text: (task, answer) => answer,
    clear(task) {
      field(task).value = "";
      showCount(task, 0, true);
      paper(field(task));
      shut(task);
    },
  });

  /* Marking as an examiner ----------------------------------------------------------------------- */
  const samples = (task) => [...task.body.querySelectorAll(".sb-sample")];
  const choiceOf = (sample) => sample.querySelector("select");
  const becauseOf = (sample) => sample.querySelector("textarea");
  const ORDINALS = ["first", "second", "third"];

  function deviation(off) {
    const said = off.map((d, n) => (d ? `${plural(Math.abs(d), "mark")} more ${d > 0 ? "generous" : "severe"} on the ${ORDINALS[n]}` : ""))
      .filter(Boolean);
    if (!said.length) return "You gave each answer the mark that we gave.";
    return `You were ${said.join(", ").replace(/, ([^,]*)$/, " and $1")}.`;
  }

  /* Where to look: the answer furthest from ours, and the line of the scheme that we read. */
  function look(off, key) {
    const worst = off.reduce((at, d, n) => (Math.abs(d) > Math.abs(off[at]) ? n : at), 0);
    if (!off[worst]) return "Compare your reasons with ours all the same: one mark can have two reasons.";
    const level = key.scheme.find((one) => has(one, key.samples[worst].mark));
    const line = level ? `We read the line for ${level.marks} as the one that fits.` : "";
    const where = off.every(Boolean) ? "throughout" : "wherever we differ";
    const way = off.every((d) => d >= 0) ? `You gave more ${where}: ask of each answer what is missing. `
      : off.every((d) => d <= 0) ? `You gave less ${where}: ask of each answer what is there. ` : "";
    return `${way}Look again at the ${ORDINALS[worst]} answer. ${line}`;
  }

  register("calibration", {
    long: true,
    start(task) {
      const heard = (event) => {
        if (event.target.matches("textarea")) paper(event.target);
        task.changed(event.target);
      };
      task.body.addEventListener("input", heard);
      task.body.addEventListener("change", heard);
    },
    read(task) {
      const given = samples(task).map((sample) => (choiceOf(sample).value === "" ? null : Number(choiceOf(sample).value)));
      const reasons = samples(task).map((sample) => becauseOf(sample).value.trim());
      return given.some((mark) => mark !== null) || reasons.some(Boolean) ? { marks: given, reasons } : null;
    },
    write(task, { marks: given, reasons }) {
      const all = samples(task);
      insist(given.length === all.length && reasons.length === all.length);
      insist(given.every((mark, n) => mark === null || isMark(mark, choiceOf(all[n]).options.length - 2)));
      insist(reasons.every((words) => typeof words === "string"));
      all.forEach((sample, n) => {
        choiceOf(sample).value = given[n] ?? "";
        becauseOf(sample).value = reasons[n];
        paper(becauseOf(sample));
      });
    },
    missing(task) {
      const left = samples(task).filter((sample) => choiceOf(sample).value === "").length;
      return left ? `Still to mark: ${plural(left, "answer")}.` : "";
    },
    check(task, answer, key) {
      const off = answer.marks.map((mark, n) => mark - key.samples[n].mark);
      const mean = off.reduce((sum, d) => sum + Math.abs(d), 0) / off.length;
      const parts = samples(task).map((element, n) => ({
        element, right: null,
        html: `<p><b>Ours: ${key.samples[n].mark} of ${key.out_of}.</b> ${apart(answer.marks[n], key.samples[n].mark)}</p><div>${key.samples[n].why}</div>`,
      }));
      const average = `On average you were ${mean.toFixed(1).replace(".0", "")} ${mean === 1 ? "mark" : "marks"} away.`;
      return { score: null, done: true, parts, say: `${deviation(off)} ${mean ? `${average} ` : ""}${look(off, key)}` };
    },
    text: (task, { marks: given, reasons }) => given.map((mark, n) =>
      `Answer ${n + 1}: ${mark === null ? "no mark" : `${mark} of ${choiceOf(samples(task)[n]).options.length - 2}`}${reasons[n] ? `. ${reasons[n]}` : ""}`).join("\n"),
    clear(task) {
      for (const sample of samples(task)) {
        choiceOf(sample).value = "";
        becauseOf(sample).value = "";
        paper(becauseOf(sample));
      }
    },
  });

  sourcebook.written = { count, emptied, judged, paper, plural, reopen, showCount, shut, tooShort };
})();
