/* Coding a report as a class. Class codes are made in class-codes.js. */
(() => {
  "use strict";
  const { register, make } = sourcebook.tasks;
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
})();
