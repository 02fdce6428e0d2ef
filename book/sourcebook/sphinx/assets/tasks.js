/* Tasks: buttons, hints in steps, feedback, saving and progress. What is particular to a type is
   registered by the scripts that follow:

   sourcebook.tasks.register(type, {
     start(task),          optional: make the controls live; runs once, before a saved answer returns
     read(task),           → the answer as JSON, or null when nothing is given
     write(task, answer),  put an answer back; one of an unexpected shape may throw
     check(task, answer, key),
                           → {score: 0…1 or null, say: html, parts: [{element, right, html}], done}
                             right: true, false, or null (a remark); score null: a person judges;
                             held: true on a part whose html gives its answer away: at the first
                             check only the places that it links to are shown
     text(task, answer),   → the answer in plain words
     clear(task),          empty the controls
     missing(task),        optional: a sentence on what is lacking before it can be checked
     answer(task, key),    optional: → html of the right answer, shown on request after two checks
     fits(task, answer),   optional: whether an answer to an earlier form of the task fits this one
     checkLabel: "Check",  optional: what the button says that checks
     emptied(task),        optional: called before an empty answer is saved
     again: false,         optional: no button that empties the controls
     long: true,           optional: the answer is long work, so that "Try again" keeps it beside the task
   })

   A type calls task.changed(control) when the learner changes something. */
(() => {
  "use strict";
  const WORDS = { true: "✓ Right.", false: "✗ Not right.", null: "" };
  const STATES = { done: "✓ Done", seen: "Answer seen", tried: "Begun" };
  const TYPES = new Map();
  const tasks = new Map(); // id → task
  const { store } = sourcebook;
  const { same } = store;

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  const button = (words, press) => {
    const made = make("button", { type: "button", textContent: words });
    made.addEventListener("click", press);
    return made;
  };

  // Links of feedback come later than the page, and preview their paragraphs like all others.
  function filled(element, html) {
    element.innerHTML = html;
    element.querySelectorAll("[data-preview]").forEach((link) => sourcebook.passages?.listen(link));
    return element;
  }

  // Where a feedback leads, without what it says.
  function places(html) {
    const links = [...filled(make("div"), html).querySelectorAll("a[href]:not(.sb-outside)")];
    const shown = [...new Set(links.map((link) => link.outerHTML))];
    return shown.length ? `Look at ${shown.join(" and ")}.` : "";
  }

  /* How many of several that were chosen are right, in words; `more` when some are still open. */
  function tally(noun, hits, off, more) {
    const left = more ? ` ${more}` : "";
    if (!off) return `Your ${hits === 1 ? `${noun} is` : `${hits} ${noun}s are`} right.${left}`;
    if (!hits) return `${off === 1 ? `Your ${noun} is not` : `None of your ${off} ${noun}s is`} right. Read what stands there.`;
    return `${hits} of your ${hits + off} ${noun}s ${hits === 1 ? "is" : "are"} right, ${off} ${off === 1 ? "is" : "are"} not.${left}`;
  }

  const decode = (text) =>
    JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));

  class Task {
    constructor(el, type) {
      this.el = el;
      this.kind = type;
      ({ task: this.id, type: this.type, version: this.version } = el.dataset);
      ({ title: this.title, chapter: this.chapter } = el.dataset);
      this.minutes = Number(el.dataset.minutes);
      this.body = el.querySelector(".sb-task-body");
      this.tools = el.querySelector(".sb-task-tools");
      this.said = el.querySelector(".sb-task-said");
      this.hints = [...el.querySelectorAll(".sb-task-hint")];
      this.fields = {}; // what the record has besides the answer
      this.touched = false; // whether the learner changed anything since the page opened
      this.timer = 0;
      this.rev = null;
    }

    key() {
      const data = this.el.querySelector(":scope > script[data-key]");
      return data ? decode(JSON.parse(data.textContent).k) : null;
    }

    /* The learner changed something; of a part that was checked, its mark goes. */
    changed(control) {
      this.touched = true;
      this.fields.checked = false;
      this.unmark(control);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), 400);
    }

    /* Keep more with the answer, such as the learner's own mark. */
    note(fields) {
      Object.assign(this.fields, fields);
      this.touched = true;
      this.save();
    }

    record() {
      return { ...this.fields, answer: this.kind.read(this) };
    }

    save(...beside) {
      clearTimeout(this.timer);
      this.timer = 0;
      const answer = this.kind.read(this);
      if (answer == null) this.kind.emptied?.(this);
      const { id, type, version, title, chapter } = this;
      const text = answer == null ? "" : this.kind.text(this, answer);
      const record = { ...this.fields, id, type, version, title, chapter, answer, text };
      record.done = Boolean(this.fields.done);
      record.hints = this.hints.filter((hint) => hint.open).length;
      record.at = new Date().toISOString();
      // Nothing has been said yet, and nothing was: no record.
      const stored = store.peek(id);
      if (answer == null && !record.hints && !stored && !beside.length) return;
      const written = store.put(id, { ...record, others: [...beside, ...(stored?.others ?? [])] });
      this.rev = written.rev;
      this.aside(written);
      this.state();
    }

    /* Marks and feedback: one part's, or all. */
    unmark(control) {
      for (const mark of this.el.querySelectorAll(".sb-task-note")) {
        const part = mark.about;
        if (control && !part.contains(control)) continue;
        delete part.dataset.right;
        part.querySelectorAll("[aria-describedby]").forEach((e) => e.removeAttribute("aria-describedby"));
        mark.remove();
      }
      this.el.querySelector(".sb-task-key")?.remove();
      this.said.removeAttribute("aria-live");
      this.said.textContent = "";
    }

    mark({ element, right, html = "", held }, number) {
      if (held && this.fields.checks < 2) html = places(html);
      if (!html && right === null) return;
      const note = make("div", { className: "sb-task-note", id: `${this.el.id}-note-${number}`, about: element });
      filled(note, html);
      const inner = note.querySelector("p") ?? note;
      // Feedback that says so itself has the sign alone.
      const sign = /^Right\b/.test(inner.textContent) && right ? "✓" : WORDS[right];
      if (sign) inner.prepend(make("b", { textContent: sign }), " ");
      if (right !== null) element.dataset.right = right;
      if (element.matches("li, td, th, div, fieldset, section")) element.append(note);
      else element.after(note);
      const controls = element.querySelectorAll("input, select, textarea");
      if (controls.length === 1) controls[0].setAttribute("aria-describedby", note.id);
    }

    /* Marks come in above the button: it stays under the finger, and the result in sight. */
    check() {
      const press = this.tools.firstElementChild;
      const before = press.getBoundingClientRect().top;
      this.judge();
      scrollBy({ top: press.getBoundingClientRect().top - before, behavior: "instant" });
      this.said.scrollIntoView({ block: "nearest", behavior: "instant" });
    }

    judge() {
      const answer = this.kind.read(this);
      const lacking = this.kind.missing?.(this) || (answer == null ? "Answer first, then check." : "");
      if (lacking) {
        this.unmark();
        this.said.textContent = lacking;
        return;
      }
      // A second press on the same answer is no second try.
      const other = !this.fields.checked && !same(answer, this.judged);
      if (other || !this.fields.checks) this.fields.checks = (this.fields.checks ?? 0) + 1;
      this.judged = answer;
      const result = this.show(answer);
      const done = result.done ?? (result.score === null || result.score === 1);
      this.fields.checked = true;
      this.fields.score = result.score;
      if (done) this.fields.done = true;
      this.touched = true;
      filled(this.said, result.say);
      this.save();
      // The warning stands above the first task, out of sight from here.
      if (!store.state().ok) this.said.append(" Your answer is on this page only: save it before you leave.");
      this.offer();
    }

    show(answer) {
      const key = this.key();
      this.unmark();
      const result = this.kind.check(this, answer, key);
      result.parts.forEach((part, number) => this.mark(part, number));
      this.sources(key, result);
      return result;
    }

    // What the task rests on is shown once it is answered rightly, or its answer has been seen.
    sources(key, { score }) {
      this.el.querySelector(".sb-task-rests")?.remove();
      if (!key?.sources || (score !== null && score < 1 && !this.fields.seen)) return;
      const shut = make("details", { className: "sb-task-rests" }, make("summary", { textContent: "Sources of this task" }));
      for (const line of key.sources) shut.append(filled(make("p"), line));
      this.said.after(shut);
    }

    again() {
      const was = this.kind.long && this.kind.read(this) != null ? [{ ...this.mine(), before: true }] : [];
      this.kind.clear(this);
      this.el.querySelector(".sb-task-rests")?.remove();
      this.changed();
      this.save(...was);
      if (was.length) this.said.textContent = "Emptied. What you had is kept beside the task: “Use it” brings it back.";
      this.body.querySelector("input, select, textarea, button, [tabindex]")?.focus();
    }

    reveal() {
      this.fields.seen = true;
      this.el.querySelector(".sb-task-key")?.remove();
      const box = filled(make("div", { className: "sb-task-key", tabIndex: -1 }), this.kind.answer(this, this.key()));
      this.said.after(box);
      this.sources(this.key(), { score: 0 });
      this.touched = true;
      this.save();
      this.offer();
      box.focus();
    }

    offer() {
      const able = this.kind.answer && this.fields.checks >= 2 && this.fields.score < 1;
      this.revealer.hidden = !able && !this.fields.seen;
    }

    state() {
      const now = this.fields.done ? "done" : this.fields.seen ? "seen"
        : this.fields.checks || this.kind.read(this) != null ? "tried" : "";
      this.el.dataset.state = now;
      this.el.querySelector(".sb-task-state").textContent = STATES[now] ?? "";
      if (this.emptier) this.emptier.hidden = !now; // nothing was tried yet
      progress();
    }

    /* Answers kept beside this one: to an earlier form of the task, or from another tab. */
    aside(record) {
      this.el.querySelector(".sb-task-asides")?.remove();
      const mine = this.kind.read(this);
      const found = (record?.others ?? []).filter((one) => one?.answer != null && !same(one.answer, mine));
      const old = record?.answer != null && record.version && record.version !== this.version;
      if (!found.length && !old) return;
      const list = make("div", { className: "sb-task-asides" });
      if (old) list.append(make("p", { textContent: "You wrote this for an earlier form of this task. Read it again." }));
      for (const one of found) {
        const earlier = one.version && one.version !== this.version;
        const whose = one.before ? "What you had before you tried again: " : "Another tab or file has a different answer: ";
        const line = make("p", { textContent: earlier ? "You answered an earlier form of this task: " : whose });
        line.append(make("q", { textContent: one.text || "no words" }), " ");
        if (!earlier || this.kind.fits?.(this, one.answer)) line.append(button("Use it", () => this.use(one)), " ");
        line.append(button("Forget it", () => this.forget(one)));
        list.append(line);
      }
      this.tools.before(list);
    }

    /* What is in the controls, as it is kept beside another answer. */
    mine() {
      const answer = this.kind.read(this);
      const text = answer == null ? "" : this.kind.text(this, answer);
      return { answer, text, at: new Date().toISOString(), version: this.version };
    }

    /* Put it into the controls; what was there, here or in the store, goes beside it. */
    use(one) {
      const mine = this.mine();
      if (!this.put(one.answer)) {
        this.put(mine.answer);
        this.said.textContent = "That answer does not fit this task, so it stays beside it.";
        return;
      }
      this.changed();
      this.save(mine, store.get(this.id));
      this.body.querySelector("input, select, textarea, button, [tabindex]")?.focus();
    }

    forget(one) {
      const now = store.get(this.id);
      if (!now) return;
      const others = (now.others ?? []).filter((other) => !same(other.answer, one.answer));
      const written = store.put(this.id, { ...now, others });
      this.rev = written.rev;
      this.aside(written);
      this.tools.querySelector("button").focus();
    }

    /* Put an answer into the controls; false if it does not fit, and then they are empty. */
    put(answer) {
      try {
        this.kind.clear(this);
        if (answer == null) return true;
        this.kind.write(this, answer);
        return this.kind.read(this) != null;
      } catch {
        this.kind.clear(this);
        return false;
      }
    }

    /* Take up what is stored: at the start, and when another tab has written. */
    restore() {
      const record = store.get(this.id);
      this.rev = record?.rev ?? null;
      this.unmark();
      if (!record) {
        this.fields = {};
        this.kind.clear(this);
      } else {
        const { id, type, version, title, chapter, answer, text, hints, at, rev, others, ...fields } = record;
        this.fields = fields;
        const now = version === this.version;
        const fits = now || answer == null || this.kind.fits?.(this, answer);
        if (!fits || !this.put(answer)) this.old(record);
        else if (fields.checked && answer != null && now) {
          const { say } = this.show(answer);
          this.said.setAttribute("aria-live", "off"); // to be read, not to be announced with each page
          filled(this.said, say);
        }
        this.hints.forEach((hint, n) => { hint.open = n < hints; });
      }
      this.aside(store.peek(this.id));
      this.step();
      this.offer();
      this.state();
    }

    /* An answer that does not fit stays in the record, as words beside the task. */
    old(record) {
      this.kind.clear(this);
      this.fields = {};
      if (record.answer == null) return;
      const one = { answer: record.answer, text: record.text, at: record.at, version: record.version || "?" };
      const written = store.put(this.id, {
        ...record, version: this.version, answer: null, text: "", done: false, checks: 0, checked: false,
        seen: false, score: null, others: [one, ...(record.others ?? [])],
      });
      this.rev = written.rev;
    }

    /* Each hint waits for the one before it. */
    step() {
      this.hints.forEach((hint, n) => { hint.hidden = n > 0 && !this.hints[n - 1].open && !hint.open; });
    }

    /* An answer given before the scripts were there; a stored one is kept beside it by the store. */
    early() {
      this.changed();
      this.save();
      this.step();
      this.offer();
    }

    start() {
      this.kind.start?.(this);
      this.revealer = button("Show the answer", () => this.reveal());
      this.revealer.hidden = true;
      this.tools.prepend(button(this.kind.checkLabel ?? "Check", () => this.check()));
      if (this.kind.again !== false) this.tools.append(this.emptier = button("Try again", () => this.again()));
      if (this.kind.answer) this.tools.append(this.revealer);
      this.el.dataset.live = "";
      if ("early" in this.el.dataset && this.kind.read(this) != null) this.early();
      else this.restore();
      for (const hint of this.hints) {
        hint.addEventListener("toggle", () => {
          this.step();
          if (hint.open !== this.hints.indexOf(hint) < (store.peek(this.id)?.hints ?? 0)) this.save();
        });
      }
    }
  }

  function progress() {
    for (const box of document.querySelectorAll("[data-tasks]")) {
      const own = [...tasks.values()].filter((task) => task.chapter === box.dataset.tasks);
      const done = own.filter((task) => task.fields.done).length;
      const left = own.reduce((sum, task) => sum + (task.fields.done ? 0 : task.minutes), 0);
      box.querySelector(".sb-tasks-progress").textContent = `${done} of ${own.length} task${own.length === 1 ? "" : "s"} done. `
        + (left ? `About ${left} minute${left === 1 ? "" : "s"} left.` : "That is all of them.");
    }
  }

  function kept() {
    const where = store.keeps() ? "Your answers are kept on this computer. "
      : "Your answers stay in this tab and are gone when you close it. ";
    for (const line of document.querySelectorAll(".sb-tasks-kept > span")) {
      line.textContent = store.state().ok ? where
        : "Your answers are on this page only. Save them before you leave it. ";
    }
    warn();
  }

  // Said once, above the first task.
  function warn() {
    const { ok, why } = store.state();
    let line = document.querySelector(".sb-task-warning");
    if (!line) {
      line = make("p", { className: "sb-task-warning", role: "status" });
      (document.querySelector(".sb-tasks") ?? document.querySelector("sb-task"))?.before(line);
    }
    line.textContent = ok ? "" : why;
    // What only this page holds, the page My answers cannot see.
    if (!ok) line.append(" ", button("Save to a file", store.saveFile));
  }

  function attach(el) {
    const kind = TYPES.get(el.dataset.type);
    // A task for marks has no key in the page: it stays a plain question.
    if (!kind || tasks.has(el.dataset.task) || !el.querySelector(":scope > script[data-key]")) return;
    const task = new Task(el, kind);
    tasks.set(task.id, task);
    task.start();
  }

  /* What another tab, or another part of this page, has done to the answers. */
  function followed(id, own) {
    if (id === null) kept();
    if (id === null || own) return;
    const task = tasks.get(id);
    const record = store.peek(id);
    if (!task || (record?.rev ?? null) === task.rev) return;
    if (!task.touched) task.restore();
    else if (record && !same(record.answer, task.kind.read(task))) {
      task.aside({ others: [record, ...(record.others ?? [])] });
    }
  }

  function flush() {
    for (const task of tasks.values()) if (task.timer) task.save();
  }

  let begun = false;
  /* Make the tasks of the page live: once their scripts are there, and again does no harm. */
  function begin() {
    document.querySelectorAll("sb-task").forEach(attach);
    kept();
    progress();
    if (begun) return;
    begun = true;
    store.onChange(followed);
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", () => document.hidden && flush());
  }

  class SbTask extends HTMLElement {
    connectedCallback() {
      if (document.readyState === "complete") attach(this);
    }
  }
  customElements.define("sb-task", SbTask);
  // In a page that brings the scripts itself, such as a course's, they have run before this event.
  document.addEventListener("DOMContentLoaded", begin);

  sourcebook.tasks = {
    register: (type, kind) => TYPES.set(type, kind),
    get: (id) => tasks.get(id),
    begin,
    flush, make, button, filled, decode, tally,
  };
})();
