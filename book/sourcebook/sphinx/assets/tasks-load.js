/* The scripts of tasks come when a task comes near, when it is asked for by its address or by Tab, or
   when there are answers to put back: who only reads a page does not load them. */
(() => {
  "use strict";
  const scripts = JSON.parse(document.getElementById("sb-task-scripts").textContent);
  const AHEAD = "1200px";
  let loading = null;

  const add = (address) => new Promise((done) => {
    const script = Object.assign(document.createElement("script"), { src: address, async: false });
    script.onload = done;
    script.onerror = done; // the others still come, and the tasks stay plain questions
    document.head.append(script);
  });

  function load() {
    loading ??= Promise.all(scripts.map(add)).then(() => window.sourcebook?.tasks?.begin());
    return loading;
  }

  const kept = () => ["sessionStorage", "localStorage"].some((name) => {
    try { return Object.keys(window[name]).some((key) => key.startsWith("sb:")); } catch { return false; }
  });

  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    load();
  }, { rootMargin: AHEAD });
  document.querySelectorAll("sb-task").forEach((task) => near.observe(task));
  // What is answered before the scripts are there is an answer: see tasks.js.
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, ({ target }) => {
      const task = target.closest("sb-task:not([data-live])");
      if (task) task.dataset.early = "";
    });
  }
  document.addEventListener("focusin", ({ target }) => target.closest("sb-task") && load());
  if (location.hash.startsWith("#task-") || kept()) load();

  window.sourcebook = Object.assign(window.sourcebook ?? {}, { loadTasks: load });
})();
