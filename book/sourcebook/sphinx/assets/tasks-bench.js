/* Claim, evidence, reasoning: the form is checked while one writes, each time with the place to look
   at. Whether the argument is good is the reader's to judge. Quotations are looked up by
   quotations.js; the rest of a written answer is in tasks-written.js. */
(() => {
  "use strict";
  const { register, make, button, filled } = sourcebook.tasks;
  const { check, elsewhere, find, normalise } = sourcebook.quotations;
  const { count, emptied, judged, paper, plural, reopen, showCount, shut, tooShort } = sourcebook.written;
  const MOST = 6;
  const FEWEST = 2;
  const PAUSE = 900; // ms without a key before the form is looked at
  const LATER = 300; // ms after a field is left
  const LABELS = { good: "✓ In order: ", bad: "✗ To mend: ", note: "To note: " };
  // Words that show that somebody passes on what another is said to have said.
  const HEDGED = new RegExp(String.raw`\b(${[
    "said to", "reportedly", "reported", "reports?", "according to", "insist(s|ed|ing)?", "apparently",
    "PA (says|said|writes|wrote|has|gives|gave|puts|tells|told)", "by PA’s account", "in PA’s words",
    "PA’s (words|wording|account|summary|paraphrase)", "paraphras\\w+", "indirect", "second[- ]hand", "at second hand",
    "believed", "claimed", "quoted as", "passed on", "probably", "not his (own )?words",
  ].join("|")})`.replace(/’/g, "['’]"), "iu");
  // A question without its mark begins with its verb.
  const ASKING = /^(did|does|do|is|are|was|were|has|have|had|can|could|should|would|will)\b|\?\W*$/i;

  const part = (task, what) => task.body.querySelector(what);
  const rows = (task) => [...task.body.querySelectorAll(".sb-bench-row")];
  const insist = (fits) => { if (!fits) throw new TypeError("no answer to this task"); };
  const at = (row) => row.querySelector("[data-part=at]");
  const words = (row) => row.querySelector("textarea");
  const speaker = (row) => row.querySelector("[data-part=speaker]");
  const claim = (task) => part(task, "[data-part=claim]");
  const reasoning = (task) => part(task, "[data-part=reasoning]");

  /* The reports: their texts are those of the page's previews. */
  let reports = null;
  function book() {
    if (reports) return reports;
    reports = JSON.parse(document.getElementById("sb-bench").textContent);
    const texts = JSON.parse(document.getElementById("sb-previews").textContent);
    for (const [source, { paragraphs }] of Object.entries(reports.reports)) {
      for (const [id, one] of Object.entries(paragraphs)) one.text = texts[`${source}#${id}`]?.text ?? "";
    }
    return reports;
  }

  /* The check of form ---------------------------------------------------------------------------- */
  function place(source, id) {
    const { short, paragraphs } = book().reports[source];
    return `<a href="${paragraphs[id].href}" data-preview="${source}#${id}">${short} ${paragraphs[id].number}</a>`;
  }
  const escaped = (text) => make("i", { textContent: text }).innerHTML;
  const good = (html) => ({ kind: "good", html });
  const bad = (html) => ({ kind: "bad", html });
  const note = (html) => ({ kind: "note", html });
  const lack = (html) => ({ kind: "bad", html, lack: true }); // said once Check was pressed

  // Marks round the whole are the writer's, unless a report has them there.
  function unmarked(text) {
    if (elsewhere(book(), text).length) return text;
    return normalise(text).replace(/^["']\s*|\s*["']$/g, "");
  }

  const shown = (source) => book().reports[source].full;
  const EXTRACTS = "Only extracts of this report are published here, so the page cannot look whether it has these words. Look in the original.";

  function unplaced(text) {
    if (elsewhere(book(), text).length) return bad("A report has these words. Choose its paragraph.");
    if (!Object.keys(book().reports).every(shown)) return note(EXTRACTS);
    return bad("No report has these words. Copy them from the paragraph, and write … where you leave any out.");
  }

  function failed({ kind, elsewhere: other, capitals, qualifier, why }, here, name) {
    if (kind === "in another paragraph") {
      return bad(`The words are not in ${here}. They stand in ${other.map((one) => place(...one)).join(" and ")}.`);
    }
    if (kind === "not in the text") {
      return bad(`${capitals ? "Only capital letters differ: keep them as they stand in" : "The words do not stand so in"} ${here}. ${capitals ? "" : "Copy them, and write … where you leave any out."}`);
    }
    if (kind === "another speaker's") return bad(`In ${here} these words are not, or not all, those of ${name}. Read who speaks.`);
    return bad(`The quotation leaves out “${escaped(qualifier)}” in ${here}. ${escaped(why)} Quote as far as “${escaped(qualifier)}”, or use your own words.`);
  }

  /* One piece of evidence: what to say of it, and what it is good for. */
  function judgeRow(one) {
    if (!one.words) return { said: [lack("Paste the words that your claim rests on.")] };
    const text = unmarked(one.words);
    if (!one.at) return { said: [unplaced(text)] };
    const [source, id] = one.at.split("#");
    const here = place(source, id);
    if (!shown(source)) return { said: [note(EXTRACTS)], source };
    if (!one.speaker) {
      const found = find(text, book().reports[source].paragraphs[id].text).length;
      const said = found ? good(`The words stand in ${here}.`) : failed(check(book(), text, source, id, "pa"), here, "");
      return { said: [said, lack("Choose who says them.")] };
    }
    const verdict = check(book(), text, source, id, one.speaker);
    const name = book().people[one.speaker];
    if (verdict.kind !== "verbatim") return { said: [failed(verdict, here, name)] };
    const reported = verdict.modes.includes("reported speech");
    const how = reported ? ` It is reported speech: the sense is given as ${name}’s, the wording may be PA’s.` : "";
    return { said: [good(`The words stand in ${here}, and are those of ${name}.${how}`)], source, reported: reported && here };
  }

  function judgeWhole(answer, judgedRows, both) {
    const said = [];
    const cited = new Set(judgedRows.map(({ source }) => source).filter(Boolean));
    if (!answer.evidence.length) said.push(lack("Rest the claim on at least one quotation."));
    if (both && cited.size === 1) {
      const [other] = Object.entries(book().reports).filter(([source]) => !cited.has(source));
      said.push({ ...bad(`Both reports are asked for. You have evidence from one; none yet from ${other[1].short}.`), lack: judgedRows.length < 2 });
    } else if (both && cited.size) said.push(good("You cite both reports."));
    else if (both) said.push(lack("Both reports are asked for, and none is rightly cited yet."));
    const indirect = [...new Set(judgedRows.map(({ reported }) => reported).filter(Boolean))];
    if (indirect.length && (answer.claim || answer.reasoning)) {
      said.push(HEDGED.test(`${answer.claim} ${answer.reasoning}`)
        ? good("Claim or reasoning shows that some of the evidence is reported speech.")
        : note(`In ${indirect.join(" and ")} your evidence is reported speech. Nothing in claim or reasoning shows it. Words such as “PA reports”, “reportedly”, “insisted” or “is said to” do.`));
    }
    return said;
  }

  function judgeForm(answer, both) {
    const found = answer.evidence.map(judgeRow);
    const said = answer.claim
      ? [ASKING.test(answer.claim) ? bad("A claim states something that one could dispute. Yours asks.") : good("There is a claim, and it states something.")]
      : [lack("Make a claim: one sentence that somebody could dispute.")];
    const reasons = answer.reasoning ? [] : [lack("Reason: why do these words bear out the claim, and how far?")];
    return { claim: said, rows: found.map((one) => one.said), whole: judgeWhole(answer, found, both), reasoning: reasons };
  }

  /* Saying it ------------------------------------------------------------------------------------- */
  function say(list, said, strict) {
    const lines = said.filter((one) => strict || !one.lack);
    const html = lines.map(({ kind, html: words }) => `<li data-kind="${kind}"><b>${LABELS[kind]}</b>${words}</li>`).join("");
    if (list.saying === html) return; // nothing new to read out
    list.saying = html;
    filled(list, html);
  }

  function look(task, strict = Boolean(task.fields.checks)) {
    clearTimeout(task.looking);
    const answer = read(task) ?? { claim: "", evidence: [], reasoning: "" };
    const found = judgeForm(answer, part(task, "[data-both]") !== null);
    const filledRows = rows(task).filter(isFilled);
    say(part(task, "[data-said=claim]"), found.claim, strict);
    say(part(task, "[data-said=whole]"), found.whole, strict);
    say(part(task, "[data-said=reasoning]"), found.reasoning, strict);
    for (const row of rows(task)) say(row.querySelector("ul"), found.rows[filledRows.indexOf(row)] ?? [], strict);
    return [found.claim, found.whole, found.reasoning, ...found.rows].flat().filter(({ kind }) => kind === "bad").length;
  }

  /* The answer ------------------------------------------------------------------------------------ */
  const given = (row) => ({ at: at(row).value, words: words(row).value.trim(), speaker: speaker(row).value });
  const isFilled = (row) => Object.values(given(row)).some(Boolean);

  function read(task) {
    const evidence = rows(task).filter(isFilled).map(given);
    const answer = { claim: claim(task).value.trim(), evidence, reasoning: reasoning(task).value.trim() };
    return answer.claim || answer.reasoning || evidence.length ? answer : null;
  }

  const total = (answer) => (answer
    ? count([answer.claim, answer.reasoning, ...answer.evidence.map((one) => one.words)].join(" ")) : 0);

  function number(task) {
    const all = rows(task);
    all.forEach((row, n) => { row.querySelector("legend").textContent = `Evidence ${n + 1}`; });
    for (const row of all) row.querySelector("[data-remove]").hidden = all.length <= 1;
    part(task, "[data-add]").hidden = all.length >= MOST;
  }

  function grow(task) {
    const row = rows(task)[0].cloneNode(true);
    rows(task).at(-1).after(row);
    empty(row);
    number(task);
    return row;
  }

  function set(row, one) {
    [at(row).value, words(row).value, speaker(row).value] = [one.at, one.words, one.speaker];
    paper(words(row));
  }

  function empty(row) {
    at(row).value = "";
    speaker(row).value = "";
    words(row).value = "";
    paper(words(row));
    say(row.querySelector("ul"), [], true);
  }

  function drop(task, row) {
    const all = rows(task);
    const place = all.indexOf(row);
    const was = isFilled(row) ? given(row) : null;
    const next = all[place + 1] ?? all[place - 1];
    row.remove();
    number(task);
    heard(task, next);
    at(next).focus();
    task.said.textContent = `Evidence removed; ${plural(rows(task).length, "piece")} left.`;
    if (was) task.said.append(" ", button("Bring it back", () => bring(task, was, place)));
  }

  /* Put a piece of evidence that was removed where it stood. */
  function bring(task, was, place) {
    const back = rows(task).length < MOST ? grow(task) : rows(task).find((row) => !isFilled(row));
    const others = rows(task).filter((row) => row !== back);
    if (others[place]) others[place].before(back);
    set(back, was);
    number(task);
    heard(task, back);
    words(back).focus();
    task.said.textContent = "The evidence is back.";
  }

  function heard(task, control) {
    const answer = read(task);
    showCount(task, total(answer));
    if (!answer) shut(task);
    task.changed(control);
    clearTimeout(task.looking);
    task.looking = setTimeout(() => look(task), PAUSE);
  }

  register("argument-bench", {
    again: false, // one press would empty what took a quarter of an hour to write
    start(task) {
      const add = button("Add evidence", () => {
        const row = grow(task);
        at(row).focus();
      });
      add.dataset.add = "";
      rows(task).at(-1).parentElement.append(add);
      for (const row of rows(task)) row.append(make("button", { type: "button", textContent: "Remove" }));
      for (const row of rows(task)) row.lastChild.dataset.remove = "";
      task.body.addEventListener("click", ({ target }) => {
        if (target.matches("[data-remove]")) drop(task, target.closest(".sb-bench-row"));
      });
      task.body.addEventListener("input", ({ target }) => {
        if (target.matches("textarea")) paper(target);
        heard(task, target);
      });
      task.body.addEventListener("change", ({ target }) => {
        if (!target.matches("textarea")) { look(task); return; }
        // A tap on a button ends the typing: a line that came in at once would move the button away.
        clearTimeout(task.looking);
        task.looking = setTimeout(() => look(task), LATER);
      });
      number(task);
    },
    read,
    emptied,
    write(task, answer) {
      const { claim: said, evidence, reasoning: reasons } = answer;
      insist([said, reasons].every((text) => typeof text === "string"));
      insist(Array.isArray(evidence) && evidence.length <= MOST);
      insist(evidence.every((one) => [one.at, one.words, one.speaker].every((text) => typeof text === "string")));
      while (rows(task).length < evidence.length) grow(task);
      evidence.forEach((one, n) => set(rows(task)[n], one));
      [claim(task).value, reasoning(task).value] = [said, reasons];
      [claim(task), reasoning(task)].forEach(paper);
      showCount(task, total(read(task)), true);
      look(task);
      reopen(task);
    },
    missing(task) {
      const answer = read(task);
      if (!answer) return "Make a claim and give evidence first, then check.";
      const short = tooShort(task, total(answer));
      if (short) look(task, true);
      return short;
    },
    check(task, answer, key) {
      const faults = look(task, true);
      const form = faults ? `${faults === 1 ? "One thing" : `${faults} things`} about the form to put right: see what is marked ✗.` : "The form is in order.";
      const { say: length, done, ...rest } = judged(task, total(answer), key);
      return { ...rest, done: done && !faults, say: `${form} ${length}` };
    },
    text(task, answer) {
      const lines = answer.evidence.map((one, n) => {
        const [source, id] = one.at.split("#");
        const where = book().reports[source]?.paragraphs[id] ? `${book().reports[source].short} ${book().reports[source].paragraphs[id].number}` : "no paragraph";
        return `${n + 1}. “${one.words.replace(/^[“"]|[”"]$/g, "")}” (${where}, ${book().people[one.speaker] ?? "no speaker"})`;
      });
      return [`Claim: ${answer.claim}`, "Evidence:", ...lines, `Reasoning: ${answer.reasoning}`].join("\n");
    },
    clear(task) {
      rows(task).slice(FEWEST).forEach((row) => row.remove());
      rows(task).forEach(empty);
      [claim(task), reasoning(task)].forEach((field) => {
        field.value = "";
        paper(field);
      });
      for (const list of task.body.querySelectorAll("[data-said]")) say(list, [], true);
      showCount(task, 0, true);
      number(task);
      shut(task);
    },
  });

  sourcebook.bench = { judgeForm };
})();
