/* Where a learner's answers are: in this tab until it is closed, or on this computer if the learner
   asks. Refused, full or absent storage costs a plain sentence, never an answer: what cannot be
   stored is held by the page, which then asks before it is left. `sourcebook.store` is the one way
   to them.

   A record: {id, type, version, title, chapter, answer, text, done, hints, at, rev, …}. `rev` tells
   whether another tab has written since; its different answer is then kept under `others`. Of each
   tab only the latest is: while two write in turn, a draft that its own tab has replaced goes. */
(() => {
  "use strict";
  const PREFIX = "sb:";
  const KEEP = "sb.keep";
  const MOST = 5; // answers kept beside one
  const FORM = "two-reports-on-syria/answers/1";
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const AGAIN = "Before you leave this page, save your answers to a file, or copy them.";
  const WHY = {
    refused: `This browser lets no page store anything. ${AGAIN}`,
    full: `This browser’s storage is full. What you have written since is on this page only. ${AGAIN}`,
  };
  const name = () => Math.random().toString(36).slice(2, 8);
  const tab = name();
  const seen = new Map(); // id → the rev that this page last read or wrote
  const held = new Map(); // id → JSON text of a record that could not be stored
  const listeners = new Set();
  let why = "";

  // Even to name a storage may be refused.
  function open(name) {
    try {
      const storage = window[name];
      storage.setItem("sb.try", "1");
      storage.removeItem("sb.try");
      return storage;
    } catch (error) {
      // A full one can still be read.
      try { return error.name === "QuotaExceededError" ? window[name] : null; } catch { return null; }
    }
  }
  const local = open("localStorage");
  const session = open("sessionStorage");

  function keeps() {
    try { return local?.getItem(KEEP) === "1"; } catch { return false; }
  }
  const main = () => (keeps() ? local : session) ?? session ?? local;
  const both = () => (main() === local ? [local, session] : [session, local]).filter(Boolean);

  function parse(text) {
    try {
      const found = JSON.parse(text);
      return found && typeof found === "object" && !Array.isArray(found) ? found : null;
    } catch {
      return null;
    }
  }

  function raw(id) {
    if (held.has(id)) return held.get(id);
    for (const storage of both()) {
      try {
        const text = storage.getItem(PREFIX + id);
        if (text) return text;
      } catch { /* refused since */ }
    }
    return null;
  }

  const read = (id) => parse(raw(id) ?? "");

  // `own` says that this page did it; an id of null, that something besides answers changed.
  function tell(id, own = true) {
    for (const listener of listeners) listener(id, own);
  }

  function fail(error) {
    const before = why;
    why = error?.name === "QuotaExceededError" ? WHY.full : WHY.refused;
    if (why !== before) tell(null);
  }

  function write(id, record) {
    const text = JSON.stringify(record);
    seen.set(id, record.rev);
    try {
      if (!main()) throw new Error("no storage");
      main().setItem(PREFIX + id, text);
      held.delete(id);
      if (!held.size && why) { why = ""; tell(null); }
    } catch (error) {
      held.set(id, text);
      fail(error);
    }
  }

  const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  const part = ({ answer, text, at, version, self, before, by }) => ({ answer, text, at, version, self, before, by });
  const writer = (record) => String(record.rev ?? "").split(".")[1];

  // What a record is kept beside: other answers, each once, the newest first, and not its own. `by`
  // is on what another tab was writing.
  function beside(record, ...more) {
    const found = [];
    for (const one of [...more, ...(Array.isArray(record.others) ? record.others : [])]) {
      if (!one || one.answer == null || same(one.answer, record.answer)) continue;
      if (!found.some((other) => same(other.answer, one.answer))) found.push(part(one));
    }
    const tabs = new Set([writer(record)]);
    return found.sort((a, b) => String(b.at).localeCompare(String(a.at)))
      .filter(({ by }) => !by || (!tabs.has(by) && tabs.add(by))).slice(0, MOST);
  }

  function get(id) {
    const record = read(id);
    seen.set(id, record?.rev);
    return record;
  }

  function put(id, record, by = tab) {
    const stored = read(id);
    const others = stored && stored.rev !== seen.get(id)
      ? [{ ...part(stored), by: writer(stored) }, ...(Array.isArray(stored.others) ? stored.others : [])] : [];
    const next = { ...record, id, at: record.at ?? new Date().toISOString() };
    next.rev = `${(parseInt(stored?.rev, 10) || 0) + 1}.${by}`;
    next.others = beside(next, ...others);
    if (!next.others.length) delete next.others;
    write(id, next);
    tell(id);
    return next;
  }

  function remove(id) {
    held.delete(id);
    seen.delete(id);
    for (const storage of both()) {
      try { storage.removeItem(PREFIX + id); } catch { /* nothing there then */ }
    }
    tell(id);
  }

  function ids() {
    const found = new Set(held.keys());
    for (const storage of both()) {
      try {
        for (let n = 0; n < storage.length; n += 1) {
          const key = storage.key(n);
          if (key.startsWith(PREFIX)) found.add(key.slice(PREFIX.length));
        }
      } catch { /* refused since */ }
    }
    return [...found].sort();
  }

  function all() {
    const found = {};
    for (const id of ids()) {
      const record = read(id);
      if (record) found[id] = record;
    }
    return found;
  }

  const clear = () => ids().forEach(remove);

  // Bring all that lies in the storage not in use into the one in use, and lose none on the way.
  function settle() {
    const [to, from] = both();
    if (!from) return;
    const left = [];
    try {
      for (let n = 0; n < from.length; n += 1) if (from.key(n).startsWith(PREFIX)) left.push(from.key(n));
    } catch { return; }
    for (const key of left) {
      try {
        const moved = parse(from.getItem(key));
        const there = parse(to.getItem(key) ?? "");
        if (moved && !there) to.setItem(key, JSON.stringify(moved));
        else if (moved) {
          const [lead, other] = String(moved.at) > String(there.at) ? [moved, there] : [there, moved];
          const others = beside(lead, part(other), ...(Array.isArray(other.others) ? other.others : []));
          to.setItem(key, JSON.stringify({ ...lead, others }));
        }
        from.removeItem(key);
      } catch (error) {
        fail(error);
      }
    }
  }

  function keep(yes) {
    if (!local) { fail(); return false; }
    try {
      if (yes) local.setItem(KEEP, "1");
      else local.removeItem(KEEP);
    } catch (error) {
      fail(error);
      return false;
    }
    settle();
    for (const id of [...held.keys()]) write(id, parse(held.get(id)));
    tell(null);
    return keeps() === Boolean(yes);
  }

  const exportText = () => JSON.stringify(
    { form: FORM, at: new Date().toISOString(), answers: all() }, null, 1);

  function download(blob, ending) {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(blob);
    anchor.download = `my-answers-${new Date().toISOString().slice(0, 10)}.${ending}`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  }
  const saveFile = () => download(new Blob([exportText()], { type: "application/json" }), "json");

  // Whether a record from a file is one; the text of a strange one is not taken.
  function wrongIn(id, record) {
    if (!ID.test(id) || id.length > 100) return `“${String(id).slice(0, 40)}” is no name of a task.`;
    if (!record || typeof record !== "object" || Array.isArray(record)) return `The answer to “${id}” cannot be read.`;
    const words = ["type", "version", "title", "chapter", "text", "at"];
    if (words.some((name) => typeof record[name] !== "string") || Number.isNaN(Date.parse(record.at))) {
      return `The answer to “${id}” is not complete.`;
    }
    return "";
  }

  // A file from a computer whose clock is wrong must not crowd out what stands here: nothing in it
  // is newer than now, and it brings no more answers beside its own than there is room for.
  function tamed(record, here) {
    const now = new Date().toISOString();
    const dated = (one) => (Date.parse(one?.at) > Date.parse(now) ? { ...one, at: now } : one);
    const room = Math.max(0, MOST - 1 - (here ? 1 + (here.others?.length ?? 0) : 0));
    const others = Array.isArray(record.others) ? record.others.slice(0, room).map(dated) : [];
    return { ...dated(record), rev: null, others };
  }

  /* Take answers from a file: how many are taken, were there already, or are kept beside a newer one. */
  function importText(text) {
    const outcome = { taken: 0, there: 0, kept: 0, wrong: [] };
    const by = name(); // no file’s answer is a draft of this tab
    const file = parse(text);
    if (!file || file.form !== FORM || !parse(JSON.stringify(file.answers ?? null))) {
      outcome.wrong.push("This is no file of answers from this book. Choose one that you saved on this page.");
      return outcome;
    }
    for (const [id, foreign] of Object.entries(file.answers)) {
      const wrong = wrongIn(id, foreign);
      if (wrong) { outcome.wrong.push(wrong); continue; }
      const here = get(id);
      const record = tamed(foreign, here);
      if (here && same(here.answer, record.answer)) outcome.there += 1;
      else if (here && Date.parse(here.at) >= Date.parse(record.at)) {
        put(id, { ...here, others: beside(here, record) }, writer(here));
        outcome.kept += 1;
      } else {
        put(id, here ? { ...record, others: beside(record, here, ...(here.others ?? [])) } : record, by);
        outcome.taken += 1;
      }
    }
    return outcome;
  }

  addEventListener("storage", (event) => {
    if (event.key === KEEP || event.key === null) { settle(); tell(null, false); }
    else if (event.key.startsWith(PREFIX)) tell(event.key.slice(PREFIX.length), false);
  });
  addEventListener("beforeunload", (event) => {
    if (held.size) event.preventDefault();
  });

  if (!main()) why = WHY.refused;
  settle();

  window.sourcebook ??= {};
  window.sourcebook.store = {
    get, put, remove, all, clear, keep, keeps, exportText, importText, download, saveFile, same,
    peek: read, // as get, and the page does not count as having seen it
    state: () => ({ ok: !why, why }),
    onChange: (listener) => { listeners.add(listener); },
  };
})();
