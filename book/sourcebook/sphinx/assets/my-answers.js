/* The page of all answers: by chapter in the book's order, to save, take to Word, bring in, print and
   clear. Answers come from tasks-store.js alone; nothing else is read, and nothing is sent. */
(() => {
  "use strict";
  const { store } = sourcebook;
  const script = document.currentScript;
  const bundle = new URL("vendor/docx.iife.js", script ? script.src : location.href).href;
  const root = document.querySelector("[data-my-answers]");
  const { book, chapters } = JSON.parse(document.getElementById("sb-book-tasks").textContent);
  const LARGEST = 10_000_000; // bytes of a file to bring in; a whole book of answers has less than one
  const SHARED = "On a shared computer leave this off, or clear your answers when you go: whoever uses this browser next could read them.";

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }
  const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const link = (words, href) => make("a", { href, textContent: words });

  /* What there is -------------------------------------------------------------------------------- */
  const isAnswer = (record) => Boolean(record && (record.answer != null || record.text || others(record).length));
  const others = (record) => (Array.isArray(record.others) ? record.others : []).filter((one) => one?.text);
  const spoken = (text) => (typeof text === "string" ? text : "");

  /* The chapters of the book, each task with its record; then what the book no longer has. */
  function everything() {
    const records = store.all();
    const known = new Set(chapters.flatMap((chapter) => chapter.tasks.map((task) => task.id)));
    const found = chapters.map((chapter) => ({
      ...chapter, tasks: chapter.tasks.map((task) => ({ ...task, record: records[task.id] })),
    }));
    const gone = Object.values(records).filter((record) => !known.has(record.id) && isAnswer(record));
    if (gone.length) {
      const tasks = gone.map((record) => ({ id: record.id, title: spoken(record.title) || record.id, record, gone: true }));
      found.push({ id: "", title: "No longer in the book", tasks });
    }
    return found;
  }

  function stateOf({ done, seen }) {
    if (done) return "✓ Done";
    return seen ? "Answer seen" : "Begun";
  }

  function day(at) {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? "" : date.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
  }

  /* The learner's own mark, in words; an empty list when there is none. */
  function selfOf(record) {
    const own = record.self;
    if (!own || typeof own !== "object") return [];
    const lines = [];
    if (Number.isInteger(own.mark)) lines.push(`Own mark: ${own.mark}${Number.isInteger(own.out_of) ? ` of ${own.out_of}` : ""}`);
    if (spoken(own.change)) lines.push(`Would change: ${own.change}`);
    return lines;
  }

  /* Progress ------------------------------------------------------------------------------------- */
  const isDone = (task) => Boolean(task.record?.done);
  const sum = (tasks) => tasks.reduce((all, task) => all + task.minutes, 0);

  function progress(all) {
    const real = all.filter((chapter) => chapter.href);
    const tasks = real.flatMap((chapter) => chapter.tasks);
    const done = tasks.filter(isDone).length;
    const begun = tasks.filter((task) => isAnswer(task.record) && !isDone(task)).length;
    const more = done === tasks.length ? " That is all of them." : begun ? ` ${begun} more begun.` : "";
    const line = make("p", { className: "sb-my-total", textContent: `${done} of ${plural(tasks.length, "task")} done.${more}` });
    const table = make("table", { className: "sb-my-progress" });
    table.innerHTML = '<caption>By chapter</caption><thead><tr><th scope="col">Chapter</th><th scope="col">Done</th><th scope="col">Minutes left</th></tr></thead><tbody></tbody>';
    for (const { title, href, tasks: own } of real) {
      const open = own.filter((task) => !isDone(task));
      const bar = make("meter", { min: 0, max: own.length, value: own.length - open.length, ariaLabel: `Done in ${title}` });
      table.tBodies[0].append(make("tr", {}, make("th", { scope: "row" }, link(title, href)),
        make("td", {}, bar, ` ${own.length - open.length} of ${own.length}`), make("td", { textContent: sum(open) || "–" })));
    }
    return [line, table];
  }

  /* The answers ---------------------------------------------------------------------------------- */
  function entry(chapter, task) {
    const { record } = task;
    const title = make("h4", {}, task.gone ? task.title : link(task.title, `${chapter.href}#task-${task.id}`));
    const facts = [stateOf(record), task.kind, day(record.at)].filter(Boolean).join(" · ");
    const box = make("section", { className: "sb-my-answer" }, title, make("p", { className: "sb-my-facts", textContent: facts }));
    if (record.answer != null || record.text) box.append(make("p", { className: "sb-my-text", textContent: spoken(record.text) || "(no words)" }));
    for (const line of selfOf(record)) box.append(make("p", { className: "sb-my-self", textContent: line }));
    for (const one of others(record)) {
      const what = make("p", { className: "sb-my-other", textContent: `Kept beside it${day(one.at) ? `, ${day(one.at)}` : ""}: ` });
      what.append(make("span", { className: "sb-my-text", textContent: one.text }));
      box.append(what);
    }
    return box;
  }

  function unbegun(chapter, tasks) {
    const list = make("ul", { className: "sb-my-open" });
    for (const { id, title, minutes } of tasks) {
      list.append(make("li", {}, link(title, `${chapter.href}#task-${id}`), `, ${plural(minutes, "minute")}`));
    }
    const words = `${plural(tasks.length, "task")} not begun, ${plural(sum(tasks), "minute")}`;
    return make("details", { className: "sb-my-unbegun" }, make("summary", { textContent: words }), list);
  }

  function answers(all) {
    const parts = [];
    for (const chapter of all) {
      const begun = chapter.tasks.filter((task) => isAnswer(task.record));
      // Done and then emptied is neither an answer nor a task to begin.
      const open = chapter.tasks.filter((task) => !isAnswer(task.record) && !isDone(task));
      const box = make("section", { className: "sb-my-chapter" }, make("h3", { textContent: chapter.title }));
      box.toggleAttribute("data-begun", begun.length > 0);
      box.append(...begun.map((task) => entry(chapter, task)));
      if (open.length) box.append(unbegun(chapter, open));
      parts.push(box);
    }
    return parts;
  }

  const count = () => Object.values(store.all()).filter(isAnswer).length;
  const EMPTY = "You have answered nothing yet. Choose a task below: it takes you to its chapter. Write, press Check, and come back here.";
  const ELSEWHERE = " What you answered in another tab is in that tab. Open this page there, or keep your answers on this computer there.";

  /* Files ---------------------------------------------------------------------------------------- */

  function saveFile() {
    if (!count()) return say("There is nothing to save yet.");
    store.saveFile();
    return say(`${plural(count(), "answer")} saved to a file. Look among your downloads.`);
  }

  async function bringIn(input) {
    const [file] = input.files;
    if (!file) return;
    if (file.size > LARGEST) {
      say("This file is too large to be one of answers.");
    } else {
      const { taken, there, kept, wrong } = store.importText(await file.text());
      const lines = [];
      if (taken) lines.push(`${plural(taken, "answer")} taken from the file.`);
      if (there) lines.push(`${plural(there, "answer")} ${there === 1 ? "was" : "were"} here already.`);
      if (kept) lines.push(`${plural(kept, "answer")} here ${kept === 1 ? "is newer and stayed. The file’s is kept beside it" : "are newer and stayed. The file’s are kept beside them"}.`);
      if (!taken && !there && !kept && !wrong.length) lines.push("The file has no answers in it.");
      say(...lines, ...wrong);
    }
    input.value = ""; // so that the same file can be chosen again
  }

  /* Word ----------------------------------------------------------------------------------------- */
  let loading = null;
  function library() {
    loading ??= new Promise((resolve, reject) => {
      const tag = make("script", { src: bundle });
      tag.addEventListener("load", () => resolve(window.docx));
      tag.addEventListener("error", () => { loading = null; tag.remove(); reject(new Error("docx did not load")); });
      document.head.append(tag);
    });
    return loading;
  }

  // XML has no place for control characters nor for half a character.
  const clean = (text) => text.toWellFormed?.().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "") ?? text;

  function paragraphs({ Paragraph, TextRun }, text, style = {}) {
    return clean(text).split(/\n{2,}/).map((block) => new Paragraph({
      ...style, children: block.split("\n").map((words, n) => new TextRun({ text: words, break: n ? 1 : 0, italics: style.italics })),
    }));
  }

  function written(docx) {
    const { Document, HeadingLevel, Paragraph, TextRun } = docx;
    const heading = (text, level) => new Paragraph({ text: clean(text), heading: level });
    const children = [heading(`My answers: ${book}`, HeadingLevel.TITLE), new Paragraph({ children: [new TextRun("Name: "), new TextRun("_".repeat(40))] })];
    for (const chapter of everything()) {
      const begun = chapter.tasks.filter((task) => isAnswer(task.record));
      if (begun.length) children.push(heading(chapter.title, HeadingLevel.HEADING_1));
      for (const task of begun) {
        const facts = [stateOf(task.record).replace("✓ ", ""), day(task.record.at)].filter(Boolean).join(", ");
        children.push(heading(task.title, HeadingLevel.HEADING_2), ...paragraphs(docx, facts, { italics: true }));
        children.push(...paragraphs(docx, spoken(task.record.text) || "(no words)"));
        for (const line of selfOf(task.record)) children.push(...paragraphs(docx, line, { italics: true }));
        for (const one of others(task.record)) children.push(...paragraphs(docx, `Kept beside it: ${one.text}`, { italics: true }));
      }
    }
    const run = { language: { value: "en-GB" }, size: 22 };
    return new Document({
      title: `My answers: ${book}`, creator: " ", lastModifiedBy: " ",
      styles: { default: { document: { run, paragraph: { spacing: { after: 120 } } } } },
      sections: [{ children }],
    });
  }

  async function saveWord() {
    if (!count()) return say("There is nothing to save yet.");
    say("Making the document …");
    try {
      const docx = await library();
      const blob = await docx.Packer.toBlob(written(docx));
      store.download(blob, "docx");
    } catch (error) {
      return say("The Word document could not be made. Save to a file instead, or print.");
    }
    return say(`${plural(count(), "answer")} saved as a Word document. Look among your downloads.`);
  }

  /* Tools ---------------------------------------------------------------------------------------- */
  const said = make("div", { className: "sb-my-said" });
  said.setAttribute("role", "status");
  function say(...lines) {
    said.replaceChildren(...lines.map((textContent) => make("p", { textContent })));
  }

  const button = (words, press) => {
    const made = make("button", { type: "button", textContent: words });
    made.addEventListener("click", press);
    return made;
  };

  const keep = make("input", { type: "checkbox" });
  keep.addEventListener("change", () => {
    const wanted = keep.checked;
    const obeyed = store.keep(wanted);
    keep.checked = store.keeps();
    if (!obeyed) say("This browser does not allow it. Save your answers to a file instead.");
    else say(wanted ? "Your answers now stay on this computer until you clear them." : "Your answers now last as long as this tab.");
  });

  function clearing() {
    const words = make("p");
    const box = make("div", { className: "sb-my-sure", hidden: true, role: "group" }, words);
    box.setAttribute("aria-label", "Clear all answers?");
    const start = button("Clear all answers …", () => {
      if (!count()) return say("There is nothing to clear.");
      words.textContent = `This clears ${plural(count(), "answer")} for good, and your answers are then no longer kept on this computer. To have them later, save them to a file first.`;
      box.hidden = false;
      return no.focus();
    });
    const away = () => { box.hidden = true; start.focus(); };
    const yes = button("Clear them", () => {
      store.clear();
      store.keep(false);
      away();
      render();
      say("All answers are cleared.");
    });
    const no = button("Leave them", away);
    box.addEventListener("keydown", (event) => event.key === "Escape" && away());
    box.append(yes, " ", no);
    return [start, box];
  }

  function tools() {
    const input = make("input", { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", () => bringIn(input));
    const [clear, sure] = clearing();
    return make("div", { className: "sb-my-tools" },
      make("p", { className: "sb-my-buttons" }, button("Save to a file", saveFile), button("Save as Word document", saveWord), button("Print", () => print()), clear),
      sure, said,
      make("p", {}, make("label", { className: "sb-my-file" }, make("span", { textContent: "Bring in answers from a file" }), input)),
      make("p", {}, make("label", { className: "sb-my-keep" }, keep, make("span", { textContent: "Keep my answers on this computer" })), make("span", { className: "sb-my-shared", textContent: SHARED })));
  }

  const warning = make("p", { className: "sb-my-warning" });
  warning.setAttribute("role", "status");
  const shown = make("div");
  const only = make("input", { type: "checkbox" });
  const filter = make("div", { className: "sb-my-only" }, make("label", { className: "sb-my-keep" }, only, make("span", { textContent: "Show only what I have answered" })));
  filter.addEventListener("change", () => shown.toggleAttribute("data-only", only.checked));

  function render() {
    const { ok, why } = store.state();
    // What another page holds is not to be seen here: its own line, and Save, are there.
    warning.textContent = ok ? "" : `${why.split(". ")[0]}. Answers that only their chapter’s page holds are not listed here. Save them to a file there, before you leave that page.`;
    keep.checked = store.keeps();
    const all = everything();
    const unfolded = new Set([...shown.querySelectorAll("details[open]")].map((one) => one.parentElement.firstChild.textContent));
    const name = make("p", { className: "sb-my-name", textContent: "Name:" });
    root.toggleAttribute("data-any", count() > 0);
    const empty = count() ? [] : [make("p", { className: "sb-my-empty", textContent: EMPTY + (store.keeps() || !ok ? "" : ELSEWHERE) })];
    shown.replaceChildren(name, make("h2", { textContent: "Progress" }), ...progress(all), make("h2", { textContent: "Answers" }), ...(empty.length ? empty : [filter]), ...answers(all));
    const folded = [...shown.querySelectorAll("details")];
    for (const one of folded) one.open = unfolded.has(one.parentElement.firstChild.textContent);
    if (empty.length && !unfolded.size) folded[0].open = true;
  }

  // Many answers may change at once; they are set out once.
  let waiting = 0;
  store.onChange(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(render);
  });
  root.replaceChildren(warning, tools(), shown);
  render();
  sourcebook.keep(filter, "only");
})();
