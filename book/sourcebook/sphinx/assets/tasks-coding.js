/* Coding a report as a class, and dating one. Class codes are made in class-codes.js, days are
   judged in dating.js. */
(() => {
  "use strict";
  const { register, make, decode } = sourcebook.tasks;
  const LETTERS = "ABCDEFG";
  const SPOKEN = {
    0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
    8: "eight", 9: "nine", A: "Alfa", B: "Bravo", C: "Charlie", D: "Delta", E: "Echo",
    F: "Foxtrot", G: "Golf", H: "Hotel", J: "Juliett", K: "Kilo", M: "Mike", N: "November",
    P: "Papa", Q: "Quebec", R: "Romeo", S: "Sierra", T: "Tango", V: "Victor", W: "Whiskey",
    X: "X-ray", Y: "Yankee", Z: "Zulu",
  };
  const part = (task, what) => task.body.querySelector(what);
  const parts = (task, what) => [...task.body.querySelectorAll(what)];
  const insist = (fits) => { if (!fits) throw new TypeError("no answer to this task"); };
  const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  /* Coding ----------------------------------------------------------------------------------- */

  const rows = (task) => parts(task, ".sb-coding > li");
  const chosen = (row) => row.querySelector("input:checked");
  const about = (task) => part(task, ".sb-coding").dataset;

  function codings(task) {
    const values = rows(task).map((row) => Number(chosen(row)?.value ?? 0));
    return values.some(Boolean) ? { book: about(task).book, values } : null;
  }

  const codeOf = (task, { book, values }) =>
    sourcebook.classCodes.encode({ report: Number(about(task).report), book, values });

  const gaps = ({ values }) => values.filter((value) => !value).length;

  /* What is done, and the class code as soon as one paragraph is coded. */
  function showEnd(task) {
    const answer = codings(task);
    const count = rows(task).length;
    const open = answer ? gaps(answer) : count;
    const end = part(task, ".sb-coding-end");
    part(task, ".sb-coding-given [role=status]").textContent = ""; // of another code
    part(task, ".sb-coding-progress").textContent = `${count - open} of ${plural(count, "paragraph")} coded. `
      + (answer && open ? "The code works now; what is not coded counts as a gap." : "");
    part(task, ".sb-coding-given").hidden = !answer;
    for (const row of rows(task)) {
      const { value, dataset } = chosen(row);
      row.querySelector(".sb-coding-name").textContent = value === "0" ? "" : `${LETTERS[value - 1]}: ${dataset.label}`;
    }
    if (!answer) {
      delete end.dataset.code;
      return;
    }
    const code = codeOf(task, answer);
    end.dataset.code = code;
    part(task, ".sb-coding-code").textContent = code;
    part(task, ".sb-coding-spoken").replaceChildren(...code.split("-").map((group) =>
      make("li", {}, make("b", { textContent: group }), ` ${[...group].map((sign) => SPOKEN[sign]).join(", ")}`)));
  }

  /* The clipboard may be refused, above all from a file: then the code is selected for copying. */
  async function copy(task) {
    const said = part(task, ".sb-coding-given [role=status]");
    const output = part(task, ".sb-coding-code");
    try {
      await navigator.clipboard.writeText(output.textContent);
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(output);
      said.textContent = matchMedia("(pointer: coarse)").matches
        ? "Selected: press and hold it, then Copy." : "Selected: copy it with Ctrl+C, or ⌘C on a Mac.";
    }
  }

  /* A letter typed in a row chooses its code, and – or 0 takes it back. */
  function type(event) {
    const row = event.target.closest("fieldset");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = "-0".includes(event.key) ? 0 : LETTERS.indexOf(event.key.toUpperCase()) + 1;
    const box = (value || "-0".includes(event.key)) && row.querySelector(`input[value="${value}"]`);
    if (!box) return;
    box.checked = true;
    box.focus();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  register("class-coding", {
    long: true,
    start(task) {
      part(task, ".sb-coding-end").hidden = false;
      task.body.addEventListener("change", (event) => {
        showEnd(task);
        task.changed(event.target);
      });
      task.body.addEventListener("keydown", type);
      part(task, ".sb-coding-given button").addEventListener("click", () => copy(task));
      showEnd(task);
    },
    read: codings,
    // Nothing is right or wrong here.
    checkLabel: "Make my class code",
    missing: (task) => (codings(task) ? "" : "Choose a letter for at least one paragraph first."),
    // Under another version of the codebook a letter may mean something else.
    write(task, answer) {
      const all = rows(task);
      insist(answer.book === about(task).book && answer.values.length === all.length);
      insist(answer.values.every((value) => Number.isInteger(value) && value >= 0 && value <= LETTERS.length));
      all.forEach((row, at) => {
        const box = row.querySelector(`input[value="${answer.values[at]}"]`);
        insist(box);
        box.checked = true;
      });
      showEnd(task);
    },
    check(task, answer) {
      const open = gaps(answer);
      const left = open ? ` ${plural(open, "paragraph")} ${open === 1 ? "is" : "are"} not coded.` : "";
      return {
        score: null, done: !open, parts: [],
        say: `Your class code is ${codeOf(task, answer)}.${left} No key says what is right: the class’s table shows where readers differ.`,
      };
    },
    text(task, answer) {
      const given = rows(task).map((row, at) => {
        const box = row.querySelector(`input[value="${answer.values[at]}"]`);
        return `${row.dataset.paragraph} ${answer.values[at] ? `${LETTERS[answer.values[at] - 1]} ${box.dataset.label}` : "not coded"}`;
      });
      return `${given.join("; ")}. Class code: ${codeOf(task, answer)}.`;
    },
    clear(task) {
      rows(task).forEach((row) => { row.querySelector('input[value="0"]').checked = true; });
      showEnd(task);
    },
  });

  /* Dating ----------------------------------------------------------------------------------- */

  const BASIS = { clues: "the clues", outside: "outside the report" };
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const clues = (task) => parts(task, ".sb-date-clues > li");
  const days = (task) => parts(task, ".sb-date-days input");
  const basis = (task) => part(task, ".sb-date-basis input:checked");
  const reason = (task) => part(task, ".sb-date-reason textarea");
  const labOf = (task) => decode(JSON.parse(part(task, "script[data-dating]").textContent).k);
  const labelOf = (row) => row.querySelector("label").textContent.trim();

  function given(task) {
    const chosen = Object.fromEntries(clues(task)
      .filter((row) => row.querySelector("input").checked)
      .map((row) => [row.dataset.clue, Number(row.querySelector("select").value)]));
    const [earliest, latest] = days(task).map((field) => field.value);
    const answer = { clues: chosen, earliest, latest, basis: basis(task)?.value ?? "", reason: reason(task).value.trim() };
    const some = Object.keys(chosen).length || earliest || latest || answer.basis || answer.reason;
    return some ? answer : null;
  }

  const wordsIn = (text) => (text.match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu) ?? []).length;

  function showCount(task) {
    part(task, ".sb-date-count").textContent = plural(wordsIn(reason(task).value), "word");
  }

  /* A fact chosen is a clue chosen, and a clue taken back takes its fact with it. */
  function follow(row, control) {
    const [box, select] = [row.querySelector("input"), row.querySelector("select")];
    if (control === select && select.value) box.checked = true;
    else if (!box.checked) select.value = "";
  }

  /* Whether each chosen clue has a fact that turns it into days. */
  function factsOf(task, answer, lab) {
    return clues(task).filter((row) => row.dataset.clue in answer.clues).map((row) => {
      const { clue } = row.dataset;
      const fact = answer.clues[clue];
      if (!fact) return { element: row, right: null, html: "No fact yet. Words alone date nothing." };
      const right = lab.fits[clue].includes(fact);
      const html = right ? "This fact turns the words into days." : `Fact ${fact} does not do it. Look for ${lab.needs[clue]}.`;
      if (right && lab.traps.includes(clue)) {
        return { element: row, right: null, html: "The fact fits this reading. But is the reading right? Who was at that meeting?" };
      }
      return { element: row, right, html };
    });
  }

  /* What the clues that the learner chose leave open by themselves. */
  function leftBy(answer, lab) {
    const names = Object.fromEntries(lab.clues.map((clue) => [clue.id, clue.label]));
    const left = sourcebook.dating.interval(lab.clues, Object.keys(answer.clues));
    return `<p>Your clues leave: ${sourcebook.dating.sentence(left, names)}</p>`;
  }

  function scheme(key) {
    const levels = key.scheme.map(({ marks, text }) => `<li><b>${marks}:</b> ${text}</li>`).join("");
    const names = { weak: "A weak answer", middle: "A middling answer", strong: "A strong answer" };
    const examples = Object.entries(key.exemplars).map(([name, { text, mark, why }]) =>
      `<details><summary>${names[name]}: ${mark} of ${key.out_of}</summary><blockquote>${text}</blockquote><p>${why}</p></details>`);
    return `<details open><summary>Mark scheme, out of ${key.out_of}</summary><ul>${levels}</ul></details>${examples.join("")}`;
  }

  register("dating", {
    long: true,
    start(task) {
      const changed = (event) => {
        const row = event.target.closest(".sb-date-clues > li");
        if (row) follow(row, event.target);
        showCount(task);
        task.changed(event.target);
      };
      task.body.addEventListener("input", changed);
      task.body.addEventListener("change", changed);
      showCount(task);
    },
    read: given,
    missing(task) {
      const answer = given(task);
      if (!answer) return "";
      if (!Object.keys(answer.clues).length && answer.basis !== "outside") return "Choose a clue first, and the fact that it needs.";
      if (!answer.earliest || !answer.latest) return "Give an earliest and a latest day.";
      if (!answer.basis) return "Say what you know it from.";
      return answer.reason ? "" : "Write your reason: it is what earns marks.";
    },
    write(task, answer) {
      insist([answer.earliest, answer.latest].every((day) => day === "" || DAY.test(day)));
      insist(typeof answer.reason === "string" && typeof answer.clues === "object");
      clues(task).forEach((row) => {
        const select = row.querySelector("select");
        row.querySelector("input").checked = row.dataset.clue in answer.clues;
        select.value = String(answer.clues[row.dataset.clue] || "");
        insist(select.selectedIndex >= 0);
      });
      [days(task)[0].value, days(task)[1].value] = [answer.earliest, answer.latest];
      if (answer.basis) {
        const box = part(task, `.sb-date-basis input[value="${CSS.escape(answer.basis)}"]`);
        insist(box);
        box.checked = true;
      }
      reason(task).value = answer.reason;
      showCount(task);
    },
    check(task, answer, key) {
      const lab = labOf(task);
      const { kind, title: name, text } = sourcebook.dating.judge(lab, answer);
      const title = kind === "over-claimed" ? "That claims more than the text can show" : name;
      const right = kind.startsWith("right") && kind !== "right-day";
      const found = factsOf(task, answer, lab);
      const verdict = { element: part(task, ".sb-date-days"), right, html: `<p><strong>${title}.</strong> ${text}</p>${answer.basis === "clues" ? leftBy(answer, lab) : ""}` };
      const number = wordsIn(answer.reason);
      const [low, high] = key.words;
      const length = number < low || number > high ? ` You have ${plural(number, "word")}; ${low} to ${high} are asked.` : "";
      const last = `<details class="sb-date-last"><summary>Open last: the page’s address and another account</summary>${lab.last}</details>`;
      const judged = { element: part(task, ".sb-date-reason"), right: null, html: `<p>A person judges the reason.${length} Compare it with the scheme, then with the answers below it.</p>${scheme(key)}${last}` };
      const sound = right && found.every((one) => one.right !== false);
      return {
        score: null, done: right, parts: [...found, verdict, judged],
        say: sound ? `${title}. Your clues have their facts. Now judge your reason.` : `${title}. Read what stands at your clues and days.`,
      };
    },
    text(task, answer) {
      const { periodText } = sourcebook.dating;
      const rowsOf = clues(task).filter((row) => row.dataset.clue in answer.clues);
      const named = rowsOf.map((row) => `${labelOf(row)} (${answer.clues[row.dataset.clue] ? `fact ${answer.clues[row.dataset.clue]}` : "no fact"})`);
      const span = { earliest: answer.earliest || null, latest: answer.latest || null, empty: false };
      const from = answer.basis ? `, from ${BASIS[answer.basis]}` : "";
      return `Clues: ${named.join("; ") || "none"}. Days: ${periodText(span)}${from}. Reason: ${answer.reason || "none"}`;
    },
    clear(task) {
      clues(task).forEach((row) => {
        row.querySelector("input").checked = false;
        row.querySelector("select").value = "";
      });
      parts(task, ".sb-date-days input").forEach((field) => { field.value = ""; });
      parts(task, ".sb-date-basis input").forEach((box) => { box.checked = false; });
      reason(task).value = "";
      showCount(task);
    },
  });

})();
