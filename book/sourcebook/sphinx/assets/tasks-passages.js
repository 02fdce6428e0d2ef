/* Tasks on the words of a report: marking a passage, and filling a grid. */
(() => {
  "use strict";
  const { register, make, tally } = sourcebook.tasks;
  const all = (task, what) => [...task.body.querySelectorAll(what)];
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");

  function insist(fits) {
    if (!fits) throw new TypeError("no answer to this task");
  }

  /* Marking a passage -------------------------------------------------------------------------- */
  const segments = (task) => all(task, "[data-row]");
  const pressed = (segment) => segment.ariaPressed === "true";
  const marked = (task) => segments(task).filter(pressed);
  const name = (segment) => segment.dataset.row;
  // Words that bring their own quotation marks need no second pair.
  const quoted = (text) => (/["“”]/.test(text) ? text : `“${text}”`);

  function press(task, segment) {
    segment.ariaPressed = String(!pressed(segment));
    for (const one of segment.parentElement.children) delete one.dataset.right;
    // A remark about one segment stands under its paragraph, and is old when any in it changes.
    task.changed(segment.parentElement);
  }

  function note(segment, right, html) {
    const named = make("em", { textContent: words(segment).split(" ").slice(0, 6).join(" ") });
    if (words(segment).split(" ").length > 6) named.append(" …");
    return `<p>${named.outerHTML} <b data-right="${right}">${right ? "✓ Right." : "✗ Not this."}</b> ${html}</p>`;
  }

  register("mark-passage", {
    start(task) {
      task.body.prepend(make("p", { className: "sb-task-how", textContent: "Tap a piece to mark it; tap again to take it back." }));
      for (const segment of segments(task)) {
        // A button in running text, which a button element would break into boxes.
        Object.assign(segment, { role: "button", tabIndex: 0, ariaPressed: "false" });
        segment.addEventListener("click", () => press(task, segment));
        segment.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          press(task, segment);
        });
      }
    },
    read(task) {
      const found = marked(task).map(name);
      return found.length ? found : null;
    },
    write(task, answer) {
      const there = segments(task);
      insist(Array.isArray(answer) && answer.every((row) => there.some((one) => name(one) === row)));
      there.forEach((segment) => { segment.ariaPressed = String(answer.includes(name(segment))); });
    },
    check(task, answer, { key, feedback = {}, otherwise }) {
      const hits = answer.filter((row) => key.includes(row)).length;
      const off = answer.length - hits;
      const parts = all(task, ".sb-task-par").map((element) => {
        const own = [...element.querySelectorAll("[data-row]")].filter(pressed);
        const html = own.map((one) => {
          const right = key.includes(name(one));
          return note(one, right, feedback[name(one)] ?? (right ? "" : otherwise));
        });
        own.forEach((one) => { one.dataset.right = key.includes(name(one)); });
        return { element, right: null, html: html.join("") };
      }).filter((part) => part.html);
      // Where fewer are wrong than right, each costs more, so that all marked gives nothing.
      const score = Math.max(0, hits / key.length - off / Math.min(key.length, segments(task).length - key.length));
      if (score === 1) return { score, say: "All of it, and nothing else. Right.", parts };
      return { score, say: tally("piece", hits, off, hits < key.length && "There is more to mark."), parts };
    },
    text: (task, answer) => segments(task).filter((one) => answer.includes(name(one)))
      .map((one) => quoted(words(one))).join("\n"),
    clear(task) {
      for (const segment of segments(task)) {
        segment.ariaPressed = "false";
        delete segment.dataset.right;
      }
    },
    answer(task, { key, feedback = {} }) {
      const lines = segments(task).filter((one) => key.includes(name(one)))
        .map((one) => `<li>${quoted(one.innerHTML)}${feedback[name(one)] ? `<br>${feedback[name(one)]}` : ""}</li>`);
      return `<p><b>To be marked:</b></p><ul>${lines.join("")}</ul>`;
    },
  });

  /* Filling a grid ----------------------------------------------------------------------------- */
  const cells = (task) => all(task, "select");
  const row = (select) => select.closest("tr").dataset.row;
  const column = (select) => select.dataset.column;
  const value = (select) => (select.value === "" ? null : select.selectedOptions[0].textContent);
  // What a cell is about: with one column, its row says it all.
  const about = (task, cell) => (all(task, "thead th").length > 1 ? cell.ariaLabel
    : cell.ariaLabel.slice(0, -`: ${cell.closest("td").dataset.label}`.length));

  register("fill-grid", {
    start: (task) => task.body.addEventListener("change", (event) => task.changed(event.target)),
    read(task) {
      const found = {};
      for (const cell of cells(task)) {
        if (value(cell) !== null) (found[row(cell)] ??= {})[column(cell)] = value(cell);
      }
      return Object.keys(found).length ? found : null;
    },
    write(task, answer) {
      insist(answer && typeof answer === "object");
      for (const cell of cells(task)) {
        const given = answer[row(cell)]?.[column(cell)];
        const at = [...cell.options].findIndex((option) => option.textContent === given && option.value);
        insist(given === undefined || at > 0);
        cell.selectedIndex = Math.max(0, at);
      }
    },
    check(task, answer, key) {
      const asked = cells(task);
      const parts = [];
      let good = 0;
      let open = 0;
      for (const line of key.rows) {
        const own = asked.filter((cell) => row(cell) === line.id);
        for (const cell of own) {
          const given = answer[line.id]?.[column(cell)];
          const right = given === key.key[line.id][column(cell)];
          if (given === undefined) { open += 1; continue; }
          good += right;
          parts.push({ element: cell.closest("td"), right, html: "" });
        }
        const given = own.filter((cell) => value(cell) !== null);
        const held = own.some((cell) => value(cell) !== key.key[line.id][column(cell)]);
        const element = own[0].closest("tr").firstElementChild;
        if (given.length) parts.push({ element, right: null, html: line.feedback, held });
      }
      const left = open ? ` Still to fill: ${open}.` : "";
      const look = good < asked.length - open ? " Look again at what is marked." : "";
      const say = good === asked.length ? `All ${good} right.` : `${good} of ${asked.length} right.${left}${look}`;
      return { score: good / asked.length, say, parts };
    },
    text: (task, answer) => cells(task).filter((cell) => answer[row(cell)]?.[column(cell)])
      .map((cell) => `${about(task, cell)}: ${answer[row(cell)][column(cell)]}`).join("\n"),
    clear: (task) => cells(task).forEach((cell) => { cell.value = ""; }),
    answer(task, { key }) {
      const lines = cells(task).map((cell) =>
        make("li", { textContent: `${about(task, cell)}: ${key[row(cell)][column(cell)]}` }).outerHTML);
      return `<p><b>The answer:</b></p><ul>${lines.join("")}</ul>`;
    },
  });
})();
