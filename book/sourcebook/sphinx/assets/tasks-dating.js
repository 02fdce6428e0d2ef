/* Dating a report. Days are judged in dating.js; the reason is a written answer, and what follows it
   is in tasks-written.js. */
(() => {
  "use strict";
  const { register, decode } = sourcebook.tasks;
  const { count, emptied, judged, paper, reopen, showCount, shut, tooShort } = sourcebook.written;
  const part = (task, what) => task.body.querySelector(what);
  const parts = (task, what) => [...task.body.querySelectorAll(what)];
  const insist = (fits) => { if (!fits) throw new TypeError("no answer to this task"); };

  const BASIS = { clues: "the clues", outside: "outside the report" };
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const clues = (task) => parts(task, ".sb-date-clues > li");
  const days = (task) => parts(task, ".sb-date-days input");
  const basis = (task) => part(task, ".sb-date-basis input:checked");
  const reason = (task) => part(task, ".sb-write textarea");
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

  /* The reason's length, its copy for paper, and no scheme beside an empty field. */
  function written(task, quiet) {
    showCount(task, count(reason(task).value), quiet);
    paper(reason(task));
    if (!reason(task).value.trim()) shut(task);
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

  register("dating", {
    long: true,
    start(task) {
      const changed = (event) => {
        const row = event.target.closest(".sb-date-clues > li");
        if (row) follow(row, event.target);
        if (event.target === reason(task)) written(task);
        task.changed(event.target);
      };
      task.body.addEventListener("input", changed);
      task.body.addEventListener("change", changed);
    },
    read: given,
    emptied,
    missing(task) {
      const answer = given(task);
      if (!answer) return "";
      if (!Object.keys(answer.clues).length && answer.basis !== "outside") return "Choose a clue first, and the fact that it needs.";
      if (!answer.earliest || !answer.latest) return "Give an earliest and a latest day.";
      if (!answer.basis) return "Say what you know it from.";
      if (!answer.reason) return "Write your reason: it is what earns marks.";
      return tooShort(task, count(answer.reason));
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
      written(task, true);
      reopen(task);
    },
    check(task, answer, key) {
      const lab = labOf(task);
      const { kind, title: name, text } = sourcebook.dating.judge(lab, answer);
      const title = kind === "over-claimed" ? "That claims more than the text can show" : name;
      const right = kind.startsWith("right") && kind !== "right-day";
      const found = factsOf(task, answer, lab);
      const named = title === "Right" ? "" : `<strong>${title}.</strong> `; // the mark says it
      // “✗ Not right” before “The right day” would contradict itself: the title says what is amiss.
      const mark = kind === "right-day" ? null : right;
      const verdict = { element: part(task, ".sb-date-days"), right: mark, html: `<p>${named}${text}</p>${answer.basis === "clues" ? leftBy(answer, lab) : ""}` };
      const { say: length, done } = judged(task, count(answer.reason), key);
      const html = `<details class="sb-date-last"><summary>Open last: the page’s address and another account</summary>${lab.last}</details>`;
      const last = { element: task.el.querySelector(".sb-judge"), right: null, html };
      const sound = right && found.every((one) => one.right !== false);
      const next = sound ? "Your clues have their facts." : "Read what stands at your clues and days.";
      return {
        score: null, done: right && done, parts: [...found, verdict, last],
        say: `${title}. ${next} Your reason: ${length}`,
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
      written(task, true);
    },
  });
})();
