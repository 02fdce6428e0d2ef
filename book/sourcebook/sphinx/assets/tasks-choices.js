/* Tasks answered by choosing, by a number or a date, by an order, by matching. */
(() => {
  "use strict";
  const { register, make, button, tally } = sourcebook.tasks;
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const all = (task, what) => [...task.body.querySelectorAll(what)];
  // Before a colon a sentence loses its stop.
  const unstopped = (said) => said.replace(/\.$/, "");
  const LOOK = "Look again at what is marked.";

  function listen(task) {
    task.body.addEventListener("change", (event) => task.changed(event.target));
    task.body.addEventListener("input", (event) => task.changed(event.target));
  }

  const whole = (value, below) => Number.isInteger(value) && value >= 0 && value < below;

  function insist(fits) {
    if (!fits) throw new TypeError("no answer to this task");
  }

  /* Options ------------------------------------------------------------------------------------ */
  const option = (input) => input.closest("li");
  const named = (task, numbers) =>
    numbers.map((n) => words(task.body.querySelector(`input[value="${n}"]`).closest("label"))).join("; ");

  register("choose-one", {
    start(task) {
      // Another choice makes every mark old.
      task.body.addEventListener("change", () => task.changed());
    },
    read(task) {
      const chosen = task.body.querySelector("input:checked");
      return chosen ? Number(chosen.value) : null;
    },
    write(task, answer) {
      insist(whole(answer, all(task, "input").length));
      task.body.querySelector(`input[value="${answer}"]`).checked = true;
    },
    check(task, answer, key) {
      const { right, feedback } = key.options[answer];
      const element = option(task.body.querySelector("input:checked"));
      return {
        score: Number(right),
        say: right ? "Right." : "Not right. Read what stands at your choice, then choose again.",
        parts: [{ element, right, html: feedback }],
      };
    },
    text: (task, answer) => named(task, [answer]),
    clear: (task) => all(task, "input").forEach((input) => { input.checked = false; }),
    answer(task, key) {
      const at = key.options.findIndex((one) => one.right);
      return `<p><b>The answer:</b> ${task.body.querySelector(`input[value="${at}"] + span`).innerHTML}</p>${key.options[at].feedback}`;
    },
  });

  register("choose-several", {
    start: listen,
    read(task) {
      const chosen = all(task, "input:checked").map((input) => Number(input.value));
      return chosen.length ? chosen : null;
    },
    write(task, answer) {
      const inputs = all(task, "input");
      insist(Array.isArray(answer) && answer.every((n) => whole(n, inputs.length)));
      inputs.forEach((input, n) => { input.checked = answer.includes(n); });
    },
    check(task, answer, key) {
      const wanted = key.options.filter((one) => one.right).length;
      const hits = answer.filter((n) => key.options[n].right).length;
      const off = answer.length - hits;
      const parts = answer.map((n) => ({
        element: option(task.body.querySelector(`input[value="${n}"]`)),
        right: key.options[n].right,
        html: key.options[n].feedback,
      }));
      // Where fewer are wrong than right, each costs more, so that all ticked gives nothing.
      const score = Math.max(0, hits / wanted - off / Math.min(wanted, key.options.length - wanted));
      if (score === 1) return { score, say: "All of them, and no other. Right.", parts };
      return { score, say: tally("choice", hits, off, hits < wanted && "There are more to choose."), parts };
    },
    text: named,
    clear: (task) => all(task, "input").forEach((input) => { input.checked = false; }),
    answer(task, key) {
      const lines = key.options.map((one, n) => (one.right
        ? `<li>${unstopped(task.body.querySelector(`input[value="${n}"] + span`).innerHTML)}: ${one.feedback}</li>` : ""));
      return `<p><b>The answer:</b></p><ul>${lines.join("")}</ul>`;
    },
  });

  /* Numbers and dates -------------------------------------------------------------------------- */
  const MINUS = /[−–]/g;

  // 1,234.5 and 1 234.5, as British English writes them.
  function number(text) {
    const bare = text.trim().replace(MINUS, "-").replace(/(\d)[,\s](?=\d{3}(?!\d))/g, "$1");
    return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(bare) ? Number(bare) : null;
  }

  /* What the key says of a value; `inside` tells whether a value has the range. */
  function judged(key, element, inside) {
    const right = inside(key.key);
    const near = right ? null : (key.near ?? []).find(inside);
    return {
      score: Number(right),
      say: right ? "Right." : near ? "Near, and not right yet." : "Not right yet.",
      parts: [{ element, right, html: (right ? key.key : near)?.feedback ?? key.otherwise }],
    };
  }

  const field = (task) => task.body.querySelector(".sb-task-field");

  // The unit stands beside the field, and is often written into it as well.
  function withoutUnit(task) {
    const typed = task.body.querySelector("input").value.trim();
    const units = [...all(task, "input + span").map(words), "%"];
    const unit = units.find((one) => one && typed.toLowerCase().endsWith(one.toLowerCase()));
    return unit ? typed.slice(0, -unit.length).trim() : typed;
  }

  function checkOnEnter(task) {
    task.body.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      task.check();
    });
  }

  register("number", {
    start(task) {
      listen(task);
      checkOnEnter(task);
    },
    read: (task) => withoutUnit(task) || null,
    write(task, answer) {
      insist(typeof answer === "string");
      task.body.querySelector("input").value = answer;
    },
    missing(task) {
      const value = withoutUnit(task);
      return value && number(value) === null ? "Write the number in figures, such as 1,250 or 0.5." : "";
    },
    check(task, answer, key) {
      const given = number(answer);
      return judged(key, field(task), ({ from, to }) => from <= given && given <= to);
    },
    text: (task, answer) => [answer, ...all(task, "input + span").map(words)].join(" "),
    clear: (task) => { task.body.querySelector("input").value = ""; },
    answer(task, { key, unit }) {
      const range = key.from === key.to ? key.from : `${key.from} to ${key.to}`;
      return `<p><b>The answer:</b> ${range} ${unit ?? ""}</p>${key.feedback}`;
    },
  });

  const said = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB",
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  // A printed field shows the day that it has; an empty one is a box to write in.
  const given = (task) => all(task, "input").forEach((input) => { input.toggleAttribute("data-given", Boolean(input.value)); });
  const spoken = (days) => [...new Set(days)].map((day) => (day ? said(day) : "…")).join(" to ");

  register("date", {
    start(task) {
      listen(task);
      checkOnEnter(task);
      task.body.addEventListener("change", () => given(task));
    },
    read(task) {
      const days = all(task, "input").map((input) => input.value);
      return days.some(Boolean) ? days : null;
    },
    write(task, answer) {
      const inputs = all(task, "input");
      insist(Array.isArray(answer) && answer.length === inputs.length
        && answer.every((day) => day === "" || /^\d{4}-\d\d-\d\d$/.test(day)));
      inputs.forEach((input, n) => { input.value = answer[n]; });
      given(task);
    },
    missing(task) {
      const inputs = all(task, "input");
      if (inputs.some((input) => input.validity.badInput)) return "The date is not complete. Give day, month and year.";
      const [first, last = first] = inputs.map((input) => input.value);
      if ((first || last) && !(first && last)) return "Give both days. For a single day, give it twice.";
      return first > last ? "The last day comes before the first." : "";
    },
    check(task, [first, last], key) {
      const inside = key.ask === "interval"
        ? ({ from, to }) => first === from && last === to
        : ({ from, to }) => from <= first && first <= to;
      return judged(key, field(task), inside);
    },
    text: (task, answer) => spoken(answer),
    clear(task) {
      all(task, "input").forEach((input) => { input.value = ""; });
      given(task);
    },
    answer: (task, { key }) => `<p><b>The answer:</b> ${spoken([key.from, key.to])}</p>${key.feedback}`,
  });

  /* An order ----------------------------------------------------------------------------------- */
  const list = (task) => task.body.querySelector(".sb-task-order");
  const rows = (task) => [...list(task).children];
  const place = (row) => Number(row.dataset.entry);

  function ends(task) {
    rows(task).forEach((row, n, every) => {
      const [up, down] = row.querySelectorAll("[data-move]");
      // Not disabled: the button that was pressed would lose the focus at an end.
      up.ariaDisabled = String(n === 0);
      down.ariaDisabled = String(n === every.length - 1);
    });
  }

  function arrange(task, order) {
    const there = rows(task);
    list(task).append(...order.map((entry) => there.find((row) => place(row) === entry)));
    ends(task);
  }

  function move(task, row, step) {
    const every = rows(task);
    const to = every.indexOf(row) + step;
    if (to < 0 || to >= every.length) return;
    if (step > 0) every[to].after(row);
    else every[to].before(row);
    task.moved = true;
    row.querySelector(`[data-move="${step}"]`).focus();
    ends(task);
    task.changed();
    const name = unstopped(words(row.querySelector(".sb-task-words")));
    // Of the moment, so that paper does without it.
    task.said.replaceChildren(make("span", { className: "sb-task-passing", textContent: `${name}: now number ${to + 1} of ${every.length}.` }));
  }

  register("order", {
    start(task) {
      for (const row of rows(task)) {
        const moves = [["↑", "up", -1], ["↓", "down", 1]].map(([sign, way, step]) => {
          const made = button(sign, () => move(task, row, step));
          made.dataset.move = step;
          made.ariaLabel = `Move ${way}: ${words(row.querySelector(".sb-task-words"))}`;
          return made;
        });
        row.append(make("span", { className: "sb-task-moves" }, ...moves));
      }
      ends(task);
    },
    // The order in which the page prints them is nobody's answer.
    read: (task) => (task.moved ? rows(task).map(place) : null),
    write(task, answer) {
      const count = rows(task).length;
      insist(Array.isArray(answer) && answer.length === count && new Set(answer).size === count
        && answer.every((n) => whole(n, count)));
      arrange(task, answer);
      task.moved = true;
    },
    missing: (task) => (task.moved ? "" : "Move what does not stand in its place, then check."),
    check(task, answer, key) {
      const parts = rows(task).map((element, n) => {
        const right = place(element) === key.order[n];
        return { element, right, html: key.entries[place(element)].feedback, held: !right };
      });
      const good = parts.filter((part) => part.right).length;
      const say = good === parts.length ? `All ${good} stand in their place.`
        : `${good} of ${parts.length} ${good === 1 ? "stands" : "stand"} in ${good === 1 ? "its" : "their"} place. ${LOOK}`;
      return { score: good / parts.length, say, parts };
    },
    text: (task) => rows(task).map((row, n) => `${n + 1}. ${words(row.querySelector(".sb-task-words"))}`).join("\n"),
    clear(task) {
      arrange(task, rows(task).map(place).sort((a, b) => a - b));
      task.moved = false;
    },
    answer(task, key) {
      const right = key.order.map((n) => `<li>${rows(task).find((row) => place(row) === n)
        .querySelector(".sb-task-words").innerHTML}<br>${key.entries[n].feedback}</li>`);
      return `<p><b>The answer:</b></p><ol>${right.join("")}</ol>`;
    },
  });

  /* Matching ----------------------------------------------------------------------------------- */
  const selects = (task) => all(task, "select");
  // Long ones have a letter before them, which is the page's and no part of the answer.
  const bare = (select, option) => (select.closest("[data-long]") ? option.textContent.slice(3) : option.textContent);
  const chosen = (select) => bare(select, select.selectedOptions[0]);
  const left = (select) => words(select.closest("li").querySelector(".sb-task-words"));

  register("match", {
    start: listen,
    read(task) {
      const given = selects(task).map((select) => (select.value === "" ? null : Number(select.value)));
      return given.some((value) => value !== null) ? given : null;
    },
    write(task, answer) {
      const there = selects(task);
      insist(Array.isArray(answer) && answer.length === there.length
        && answer.every((n) => n === null || whole(n, there[0].options.length - 1)));
      there.forEach((select, n) => { select.value = answer[n] ?? ""; });
    },
    missing(task) {
      const open = selects(task).filter((select) => select.value === "").length;
      return open && open < selects(task).length ? `Still to match: ${open}.` : "";
    },
    check(task, answer, key) {
      const parts = selects(task).map((select, n) => {
        const right = answer[n] === key.pairs[n].with;
        return { element: select.closest("li"), right, html: key.pairs[n].feedback, held: !right };
      });
      const good = parts.filter((part) => part.right).length;
      const say = good === parts.length ? `All ${good} right.` : `${good} of ${parts.length} right. ${LOOK}`;
      return { score: good / parts.length, say, parts };
    },
    text: (task) => selects(task).filter((select) => select.value !== "")
      .map((select) => `${unstopped(left(select))}: ${chosen(select)}`).join("\n"),
    clear: (task) => selects(task).forEach((select) => { select.value = ""; }),
    answer(task, key) {
      const lines = selects(task).map((select, n) => {
        const line = make("li", { textContent: `${unstopped(left(select))}: ${bare(select, select.options[key.pairs[n].with + 1])}` });
        return line.outerHTML;
      });
      return `<p><b>The answer:</b></p><ul>${lines.join("")}</ul>`;
    },
  });
})();
