/* Reports the tasks of this page to a SCORM 1.2 system: score over the tasks that the page checks,
   status, and the answers, which come back at the next visit. Without such a system the page works
   all the same. */
(() => {
  "use strict";
  const MOST = 4096; // characters that the standard lets a page keep
  const MARKED = new Set(document.currentScript.dataset.marked.split(" ").filter(Boolean));
  const { store } = window.sourcebook;
  let api = null;
  let timer = 0;
  let ended = false;

  function find(from) {
    for (let frame = from, steps = 0; frame && steps < 20; steps += 1) {
      try {
        if (frame.API) return frame.API;
      } catch { return null; } // a frame of another host
      if (frame.parent === frame) return null;
      frame = frame.parent;
    }
    return null;
  }

  function opener() {
    try { return window.opener ? find(window.opener) : null; } catch { return null; }
  }

  const here = (id) => document.getElementById(`task-${id}`);
  const line = () => document.querySelector("[data-scorm]");
  const say = (words) => { if (line().textContent !== words) line().textContent = words; };

  // Of each task only what it needs to come back; the words of an answer are made anew.
  function packed(records) {
    return JSON.stringify(records.map(([id, { answer, version, done, checks, checked, seen, score, hints }]) =>
      [id, answer, version, Number(Boolean(done)), checks ?? 0, Number(Boolean(checked)), Number(Boolean(seen)), score ?? null, hints ?? 0]));
  }

  /* As many answers as there is room for, the shortest first; → what is left out. */
  function fitting() {
    const records = Object.entries(store.all()).filter(([id, record]) => record.answer != null && here(id));
    records.sort(([, a], [, b]) => JSON.stringify(a.answer).length - JSON.stringify(b.answer).length);
    const kept = [];
    for (const record of records) {
      if (packed([...kept, record]).length <= MOST) kept.push(record);
    }
    return { text: packed(kept), left: records.length - kept.length };
  }

  /* On a shared computer the tab may hold somebody else's answers: those go. */
  function own() {
    const who = String(api.LMSGetValue("cmi.core.student_id") ?? "");
    let mark = 0; // tells people apart, and names nobody
    for (const sign of who) mark = (mark * 31 + sign.codePointAt(0)) | 0;
    try {
      if (sessionStorage.getItem("sb-scorm") !== String(mark)) store.clear();
      sessionStorage.setItem("sb-scorm", String(mark));
    } catch { /* no storage: nothing of anybody's is here */ }
  }

  function restore() {
    own();
    let found = [];
    try { found = JSON.parse(api.LMSGetValue("cmi.suspend_data") || "[]"); } catch { return; }
    if (!Array.isArray(found)) return;
    for (const one of found) {
      if (!Array.isArray(one) || typeof one[0] !== "string" || store.peek(one[0])) continue;
      const [id, answer, version, done, checks, checked, seen, score, hints] = one;
      const box = here(id);
      if (!box) continue;
      const { type, title, chapter } = box.dataset;
      store.put(id, { id, type, title, chapter, version, answer, text: "", done: Boolean(done), checks,
        checked: Boolean(checked), seen: Boolean(seen), score, hints });
    }
  }

  function report() {
    if (!api || ended) return;
    const all = store.all();
    const sum = [...MARKED].reduce((total, id) => total + (all[id]?.score ?? 0), 0);
    const boxes = [...document.querySelectorAll("sb-task")];
    const done = boxes.filter((box) => all[box.dataset.task]?.done || all[box.dataset.task]?.seen);
    if (MARKED.size) {
      api.LMSSetValue("cmi.core.score.min", "0");
      api.LMSSetValue("cmi.core.score.max", "100");
      api.LMSSetValue("cmi.core.score.raw", String(Math.round((100 * sum) / MARKED.size)));
    }
    api.LMSSetValue("cmi.core.lesson_status", done.length === boxes.length ? "completed" : "incomplete");
    const { text, left } = fitting();
    const stored = String(api.LMSSetValue("cmi.suspend_data", text)) === "true";
    const committed = String(api.LMSCommit("")) === "true";
    if (!stored || !committed) say("The course did not take your answers. Copy what you wrote before you close this page.");
    else if (left) say(`The course has no room for your longest ${left === 1 ? "answer" : `${left} answers`}. Copy what you wrote before you close this page.`);
    else say("Your answers are kept by the course.");
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(report, 500);
  }

  function end() {
    if (!api || ended) return;
    clearTimeout(timer);
    window.sourcebook.tasks.flush();
    report();
    api.LMSSetValue("cmi.core.exit", "suspend");
    api.LMSFinish("");
    ended = true;
  }

  // Before the tasks take up what is stored, which they do once the document is read.
  api = find(window) ?? opener();
  if (api && String(api.LMSInitialize("")) === "true") restore();
  else api = null;
  document.addEventListener("DOMContentLoaded", () => {
    if (!api) return say("No course listens to this page: nothing is reported, and answers go when you close it.");
    store.onChange(later);
    report();
    addEventListener("pagehide", end);
  });
})();
