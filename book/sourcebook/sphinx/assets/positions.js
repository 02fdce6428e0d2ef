/* Paths of the British position: the reader changes a code and sees which conclusions turn over.
   The rules are those of sourcebook/paths.py, worked out to statements when the book is built; a
   test compares the two on random codes. */
(() => {
  "use strict";
  const COMPARE = {
    "=": (a, b) => a === b, "!=": (a, b) => a !== b, "<": (a, b) => a < b,
    "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b,
  };
  const PICK = {
    first: (values) => values[0], last: (values) => values[values.length - 1],
    highest: (values) => Math.max(...values), lowest: (values) => Math.min(...values),
  };
  const many = (count, one, more) => (count === 1 ? one : more);

  const valueOf = ({ fn, of, level }, codes) => {
    if (!fn) return level; // a code
    if (fn === "step") return Math.max(...of.map(([a, b]) => Math.abs(codes[b] - codes[a])));
    return PICK[fn](of.map((id) => codes[id]));
  };
  const holds = (conclusion, codes) => conclusion.tests
    .every(([left, op, right]) => COMPARE[op](valueOf(left, codes), valueOf(right, codes)));
  const restsOn = (conclusion) => [...new Set(conclusion.tests
    .flatMap(([left, , right]) => [left, right]).flatMap(({ of }) => (of ?? []).flat()))];

  /* Every change of one code by one level, and those among them that turn the conclusion over. */
  const tried = (conclusion, codes, count) => restsOn(conclusion).flatMap((id) =>
    [codes[id] - 1, codes[id] + 1].filter((n) => n >= 0 && n < count).map((n) => [id, n]));
  const flips = (conclusion, codes, count) => {
    const now = holds(conclusion, codes);
    return tried(conclusion, codes, count)
      .filter(([id, n]) => holds(conclusion, { ...codes, [id]: n }) !== now);
  };
  const hangs = (conclusion, codes, count) => {
    const on = restsOn(conclusion).length;
    const all = tried(conclusion, codes, count).length;
    const turned = flips(conclusion, codes, count).length;
    const rests = `Rests on ${on} ${many(on, "statement", "statements")}. `;
    return turned
      ? `${rests}Fragile: ${turned} of ${all} single steps ${many(turned, "turns", "turn")} it over.`
      : `${rests}Robust: none of ${all} single steps turns it over.`;
  };
  window.sourcebook = { ...window.sourcebook, paths: { holds, flips, hangs } };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };

  function paths(box) {
    const { levels, ours, who, conclusions } = JSON.parse(document.getElementById("sb-path-data").textContent);
    const codes = { ...ours };
    const tools = box.querySelector(".sb-pp-tools");
    const says = box.querySelector(".sb-pp-says");
    const question = tools.querySelector("[data-question]");
    const reset = tools.querySelector("[data-reset]");
    const fragile = box.querySelector("[data-fragile]");
    const parts = [...box.querySelectorAll("[data-dimension]")];
    const menus = new Map();
    const printed = box.querySelector(".sb-pp-printed");
    const first = question.value;
    const height = (level) => `${(100 * (levels.length - 0.5 - level)) / levels.length}%`;

    const show = () => {
      parts.forEach((part) => {
        part.hidden = Boolean(question.value) && part.dataset.dimension !== question.value;
      });
      // Paper has the questions that are shown: it must not pass for the whole.
      printed.textContent = question.value
        ? `Printed: ${question.selectedOptions[0].textContent}, one of ${parts.length} questions. `
          + "Choose “All questions” before printing to have them all."
        : "";
    };

    /* A menu takes the place of our code; ours is named in it. */
    function menu(item) {
      const { id } = item.dataset;
      const name = `code-of-${id}`;
      const select = element("select", { id: name, autocomplete: "off" }, ...levels.map((level, n) =>
        element("option", { value: String(n) }, n === ours[id] ? `${level} (ours)` : level)));
      select.value = String(ours[id]);
      const label = element("label", { for: name }, "Code");
      label.append(element("span", { class: "sb-pp-hidden" }, ` of ${who[id]}`));
      item.querySelector(".sb-pp-code").replaceChildren(label, " ", select);
      select.addEventListener("change", () => { codes[id] = Number(select.value); draw(); });
      menus.set(id, select);
    }

    function drawPath(part) {
      const marks = [...part.querySelectorAll(".sb-pp-mark")];
      marks.forEach((mark) => {
        const { id } = mark.dataset;
        const changed = codes[id] !== ours[id];
        mark.style.top = height(codes[id]);
        mark.toggleAttribute("data-changed", changed);
        const words = mark.querySelector(".sb-pp-hidden");
        words.textContent = words.textContent.replace(/: \w+( \(ours: \w+\))?\. Target/,
          `: ${levels[codes[id]]}${changed ? ` (ours: ${levels[ours[id]]})` : ""}. Target`);
        part.querySelector(`.sb-pp-ghost[data-id="${id}"]`).hidden = !changed;
      });
      part.querySelector("polyline").setAttribute("points", marks
        .map((mark) => `${parseFloat(mark.style.left)},${parseFloat(mark.style.top)}`).join(" "));
    }

    function drawConclusion(conclusion) {
      const item = box.querySelector(`[data-conclusion="${conclusion.id}"]`);
      const turned = holds(conclusion, codes) !== holds(conclusion, ours);
      const single = flips(conclusion, codes, levels.length);
      const text = conclusion.texts[Number(holds(conclusion, codes))];
      item.querySelector(".sb-pp-text strong").textContent = text;
      item.querySelectorAll("summary .sb-pp-hidden").forEach((name) => { name.textContent = `: ${text}`; });
      item.querySelector(".sb-pp-hangs").textContent = hangs(conclusion, codes, levels.length);
      item.toggleAttribute("data-turned", turned);
      item.toggleAttribute("data-breaks", single.length > 0);
      item.querySelector(".sb-pp-flips").replaceChildren(...single.map(([id, n]) => {
        const words = `${who[id]}: ${levels[codes[id]]} → ${levels[n]}`;
        const button = element("button", { type: "button", "aria-label": `Try: ${words}` }, "Try");
        button.addEventListener("click", () => { set(id, n); item.querySelector("summary").focus(); });
        return element("li", {}, words, " ", button);
      }));
      item.hidden = fragile.checked && !single.length;
      return turned;
    }

    function draw() {
      parts.forEach(drawPath);
      menus.forEach((select, id) => select.toggleAttribute("data-changed", codes[id] !== ours[id]));
      const turned = conclusions.filter(drawConclusion);
      const changed = Object.keys(ours).filter((id) => codes[id] !== ours[id]).length;
      reset.disabled = !changed;
      const texts = turned.map(({ texts: both, ...rest }) => both[Number(holds(rest, codes))]);
      says.toggleAttribute("data-changed", changed > 0);
      says.textContent = changed
        ? `You changed ${changed} ${many(changed, "code", "codes")}. Turned over: ${turned.length} of ${conclusions.length} conclusions. `
        : `${conclusions.length} conclusions, from our codes.`;
      if (!texts.length) return;
      const see = element("button", { type: "button", class: "sb-pp-see" }, "Show them");
      see.addEventListener("click", seeTurned);
      says.append(see, " ", element("span", { class: "sb-pp-names" }, texts.join(" ")));
    }

    /* The result stays in sight while its conclusions stand below. */
    function seeTurned() {
      if (!box.querySelector("[data-turned]:not([hidden])")) {
        fragile.checked = false;
        draw();
      }
      const item = box.querySelector("[data-turned]:not([hidden])");
      item.scrollIntoView();
      item.querySelector("summary").focus({ preventScroll: true });
    }

    function set(id, level) {
      codes[id] = level;
      menus.get(id).value = String(level);
      draw();
    }

    box.querySelectorAll(".sb-pp-item").forEach(menu);
    parts.forEach((part) => {
      const tip = part.querySelector(".sb-pp-tip");
      const usual = tip.textContent;
      part.querySelectorAll(".sb-pp-mark").forEach((mark) => {
        const tell = () => { tip.textContent = `${mark.dataset.words}: ${levels[codes[mark.dataset.id]]}.`; };
        ["focus", "pointerenter"].forEach((kind) => mark.addEventListener(kind, tell));
        ["blur", "pointerleave"].forEach((kind) => mark.addEventListener(kind, () => { tip.textContent = usual; }));
      });
    });
    question.addEventListener("change", show);
    addEventListener("pageshow", () => { // a browser may keep choices: what it shows is what counts
      menus.forEach((select, id) => { codes[id] = Number(select.value); });
      show();
      draw();
    });
    fragile.addEventListener("change", draw);
    reset.addEventListener("click", () => {
      Object.assign(codes, ours);
      menus.forEach((select, id) => { select.value = String(ours[id]); });
      draw();
      question.focus();
    });
    document.addEventListener("sb:codes", ({ detail }) => {
      Object.entries(detail).forEach(([id, code]) => set(id, levels.indexOf(code)));
      question.value = ""; // the codes are spread over the questions
      show();
      save();
      tools.scrollIntoView();
      question.focus({ preventScroll: true });
    });
    addEventListener("hashchange", reveal);

    /* A link from elsewhere on the page may lead to a statement on another question. */
    function reveal() {
      const item = /^#(position|path)-/.test(location.hash) && document.getElementById(location.hash.slice(1));
      const part = item && item.closest("[data-dimension]");
      if (!part || !part.hidden) return;
      question.value = part.dataset.dimension;
      show();
      save();
      item.scrollIntoView();
    }
    tools.hidden = false;
    box.querySelector(".sb-pp-only").hidden = false;
    show();
    draw();
    const read = () => {
      const own = Object.fromEntries(Object.entries(codes).filter(([id, n]) => n !== ours[id]));
      const kept = { own, question: question.value, fragile: fragile.checked };
      return Object.keys(own).length || kept.question !== first || kept.fragile ? kept : null;
    };
    const save = window.sourcebook.keep(box, "codes", read, (kept) => {
      Object.assign(codes, ours, kept.own);
      menus.forEach((select, id) => { select.value = String(codes[id]); });
      question.value = kept.question;
      fragile.checked = kept.fragile;
      show();
      draw();
    });
    reveal();
  }

  /* Statements that the reader codes before ours are shown. */
  function codeFirst(box) {
    const fields = [...box.querySelectorAll("fieldset")];
    const tools = box.querySelector(".sb-cf-tools");
    const said = box.querySelector(".sb-cf-said");
    const note = box.querySelector(".sb-cf-ours");
    const compare = tools.querySelector("[data-compare]");
    const carry = tools.querySelector("[data-carry]");
    const levels = [...fields[0].querySelectorAll("input")].map((input) => input.value);
    const codeOf = (field) => field.querySelector("input:checked")?.value ?? "";
    let compared = false;

    function sentence() {
      const off = fields.map((field) =>
        Math.abs(levels.indexOf(codeOf(field)) - levels.indexOf(field.dataset.ours)));
      const near = off.filter((n) => n === 1).length;
      const far = off.filter((n) => n > 1).length;
      return [`You gave ${off.filter((n) => !n).length} of ${off.length} statements our code`,
        near && `${near} one step away`, far && `${far} further away`].filter(Boolean).join(", ") + ".";
    }

    function update() {
      const left = fields.filter((field) => !codeOf(field)).length;
      compare.disabled = left > 0;
      note.hidden = !compared;
      carry.hidden = !compared || !document.querySelector("[data-path]");
      fields.forEach((field) => {
        const cell = note.querySelector(`.sb-cf-own[data-id="${field.dataset.id}"]`);
        cell.textContent = codeOf(field) || "–";
        cell.toggleAttribute("data-differs", codeOf(field) !== field.dataset.ours);
      });
      said.textContent = compared ? sentence() : (left ? `Still to code: ${left}.` : "All coded.");
    }
    box.addEventListener("change", update);
    compare.addEventListener("click", () => { compared = true; note.open = true; update(); });
    carry.addEventListener("click", () => document.dispatchEvent(new CustomEvent("sb:codes", {
      detail: Object.fromEntries(fields.map((field) => [field.dataset.id, codeOf(field)])),
    })));
    addEventListener("pageshow", update); // a browser may have kept the choices
    tools.hidden = false;
    update();
    const read = () => {
      const own = Object.fromEntries(fields.map((field) => [field.dataset.id, codeOf(field)]));
      return Object.values(own).some(Boolean) ? { own, compared } : null;
    };
    window.sourcebook.keep(box, "code first", read, (kept) => {
      fields.forEach((field) => field.querySelectorAll("input").forEach((input) => {
        input.checked = input.value === kept.own[field.dataset.id];
      }));
      compared = kept.compared;
      update();
    });
  }

  document.querySelectorAll("[data-path]").forEach(paths);
  document.querySelectorAll("[data-code-first]").forEach(codeFirst);
})();
