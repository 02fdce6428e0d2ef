/* A class's codes out of whatever was pasted: which count, and which are set aside and why.
   `data` is that of the page: { book, codes: [{ letter, … }], reports: [{ number, short,
   paragraphs: [ … ] }] }. */
(() => {
  "use strict";
  const { GAPS, UNSEEN, clean, decode, encode, grouped, length } = window.sourcebook.classCodes;
  const MOST = 300;
  const WORD = /[\p{L}\p{N}]+/gu;
  const NO_WIDTH = new RegExp(`[${UNSEEN}]`, "g");
  const GAP = new RegExp(`^[${GAPS}]{1,3}$`); // between the groups of one code
  const SHORTEST_TRY = 8, SLACK = 2; // symbols: what still looks like an attempt at a code
  const SMALL = "In small letters a coding stands alone in its line, or after a name and a colon. Or type capitals.";
  const SHOWN = 60; // characters of a line that is set aside

  const perReport = (data) =>
    Object.fromEntries(data.reports.map(({ number, paragraphs }) => [number, paragraphs.length]));

  /* Every run of words with nothing but a gap between them: [first, last, text]. */
  function runs(words, line, longest) {
    const found = [];
    for (let first = 0; first < words.length; first += 1) {
      for (let last = first; last < words.length; last += 1) {
        const gap = line.slice(words[last - 1]?.to ?? 0, words[last].from);
        if (last > first && !GAP.test(gap)) break;
        const text = line.slice(words[first].from, words[last].to);
        if (clean(text).length > longest) break;
        found.push({ first, last, text });
      }
    }
    return found;
  }

  const wordsOf = (line) => [...line.matchAll(WORD)]
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));

  const lastLetters = (line) => line.match(/(?:^|[\s:;,])([A-Ga-g?]+)$/)?.[1] ?? "";

  const paragraphsOf = (bare, data) =>
    data.reports.find(({ paragraphs }) => paragraphs.length === bare.length);

  /* Whether letters are meant as such. In small ones they may be a word of a message: so they stand
     alone, have a gap, or come after a colon or the like. */
  function meant(line) {
    const bare = lastLetters(line);
    const before = line.slice(0, line.length - bare.length).trimEnd();
    return bare === bare.toUpperCase() || bare.includes("?") || !before || /[:;,]$/.test(before);
  }

  /* A coding written as letters, one a paragraph and ? for none: CEB?CDGG. */
  function lettered(line, data) {
    const bare = lastLetters(line).toUpperCase();
    const report = /[A-G]/.test(bare) && meant(line) && paragraphsOf(bare, data);
    if (!report) return null;
    const values = [...bare].map((letter) => "?ABCDEFG".indexOf(letter));
    return { report: report.number, book: data.book, values };
  }

  /* What to say of letters that fit no report. Names such as Abe have these letters as well: so in
     small letters they must stand alone. */
  function misfit(line, data) {
    const bare = lastLetters(line);
    const alone = bare.length > 3 && bare.length === line.trim().length;
    if (bare.length < 2 || !/[A-G]/i.test(bare)) return null;
    if (!meant(line) && paragraphsOf(bare, data)) return SMALL;
    if (bare !== bare.toUpperCase() && !bare.includes("?") && !alone) return null;
    const sizes = data.reports.map(({ year, paragraphs }, at) => (at
      ? `that of ${year} has ${paragraphs.length}`
      : `the report of ${year} has ${paragraphs.length} paragraphs`));
    return `${bare.length} letters; ${sizes.join(", ")}. Use ? for a gap.`;
  }

  /* The part of a line that looks most like a code that went wrong; null if none does. Beside a
     good code only groups with hyphens do, because a name may come with a number. */
  function attempt(words, line, lengths, alone) {
    const off = (text) => Math.min(...lengths.map((n) => Math.abs(clean(text).length - n)));
    const tries = runs(words, line, Math.max(...lengths) + SLACK)
      .filter(({ text }) => clean(text).length >= SHORTEST_TRY && /\d/.test(text))
      .filter(({ text }) => alone || (/^\S+$/.test(text) && !/^\p{L}+$/u.test(text)));
    return tries.sort((a, b) => off(a.text) - off(b.text))[0]?.text ?? null;
  }

  /* One line: its codes in order, and what in it is wrong. */
  function readLine(whole, number, data, paragraphs) {
    const line = whole.replace(NO_WIDTH, "").trimEnd();
    const letters = lettered(line, data);
    if (letters) {
      const text = encode(letters);
      const who = line.slice(0, -letters.values.length).trim().toLowerCase();
      return { found: [{ line: number, text, key: clean(text), who, letters: true, ...letters }], wrong: [] };
    }
    const lengths = Object.values(paragraphs).map(length);
    const words = wordsOf(line);
    const [found, wrong, taken] = [[], [], new Set()];
    for (const { first, last, text } of runs(words, line, Math.max(...lengths) + SLACK)) {
      if ([...Array(last - first + 1).keys()].some((n) => taken.has(first + n))) continue;
      const said = decode(text, paragraphs);
      const alien = ["format", "report"].includes(said.error) && clean(text).length >= lengths[0];
      if (said.error && !alien) continue;
      for (let n = first; n <= last; n += 1) taken.add(n);
      const shown = grouped(clean(text));
      if (alien) wrong.push({ line: number, text: shown, say: said.say, kind: said.error });
      else found.push({ line: number, text: shown, key: clean(text), ...said });
    }
    const left = words.filter((_, n) => !taken.has(n));
    // Whose code it is can be told if the line has one alone. The name is used to tell people apart.
    if (found.length === 1) {
      found[0].who = left.map(({ from, to }) => line.slice(from, to)).join(" ").toLowerCase();
    }
    const bad = attempt(left, line, lengths, !found.length && !wrong.length);
    if (bad) {
      const { error, report, say } = decode(bad, paragraphs);
      // Pages call a report by its name: the number is known to codes alone.
      const told = report ? `Its length does not fit ${named(data, report)}.` : say;
      wrong.push({ line: number, text: bad, say: told, kind: error });
    } else if (left.length && !found.length && !wrong.length) {
      const text = line.trim().slice(0, SHOWN);
      const say = misfit(line, data);
      wrong.push(say ? { line: number, text, say, kind: "letters" }
        : { line: number, text, say: "No class code is in this line.", kind: "none" });
    }
    return { found, wrong };
  }

  /** Every class code in a text, and every line or part that seems meant for one:
      { found: [{ line, text, key, who, report, book, values }], wrong: [{ line, text, say, kind }] }.
      Codes may stand one a line or many in a row, with names and other words around them. A line
      may also hold plain letters, one a paragraph. */
  function collect(text, data) {
    const paragraphs = perReport(data);
    const lines = text.split(/\r\n|\r|\n/)
      .map((line, at) => readLine(line, at + 1, data, paragraphs));
    return { found: lines.flatMap((one) => one.found), wrong: lines.flatMap((one) => one.wrong) };
  }

  const named = (data, number) => data.reports.find((one) => one.number === number).short;

  /* The report that most of the codes are for; the first one if there is none. */
  function commonest(found, data) {
    const votes = data.reports.map(({ number }) => found.filter((c) => c.report === number).length);
    return data.reports[votes.indexOf(Math.max(...votes))].number;
  }

  /* Whether a code was there before and nothing tells that it is another person's. Letters are typed
     from a learner's sheet, a line for each: only the same name makes them one person's. */
  function repeats(one, seen) {
    const before = seen.get(one.key) ?? [];
    if (one.letters) return Boolean(one.who) && before.some(({ who }) => who === one.who);
    return before.length > 0 && !(one.who && before.every(({ who }) => who && who !== one.who));
  }

  /** What counts and what does not: { report, counted: [coding], aside: [{ line, text, say, kind }],
      repeated: [{ line, text, say, kind, key, id, counted }], others }. `report` may be given;
      otherwise it is the one that most codes are for. `repeated` has the codes of which nobody can
      tell whether a second learner or a second paste made them; `again` has the ids of those that
      the teacher counts. `others` is how many codes each report that is not shown has, by number. */
  function sift({ found, wrong }, data, again = new Set(), report = null) {
    const current = found.filter((one) => one.book === data.book);
    const shown = report ?? commonest(current, data);
    const [counted, aside, repeated, seen, others] = [[], [...wrong], [], new Map(), {}];
    const put = (one, kind, say) => aside.push({ line: one.line, text: one.text, say, kind });
    found.forEach((one, at) => {
      const id = `${one.key}/${at}`;
      if (one.book !== data.book) {
        put(one, "book", `Its codebook has version ${one.book}; this page has ${data.book}.`);
      } else if (one.report !== shown) {
        others[one.report] = (others[one.report] ?? 0) + 1;
        put(one, "other", `It is for ${named(data, one.report)}; the table shows ${named(data, shown)}.`);
      } else if (!one.values.some(Boolean)) {
        put(one, "empty", "It codes no paragraph.");
      } else if (repeats(one, seen) && !again.has(id)) {
        const say = `The same code stands in line ${seen.get(one.key)[0].line}.`;
        repeated.push({ line: one.line, text: one.text, say, kind: "repeat", key: one.key, id, counted: false });
      } else if (counted.length === MOST) {
        put(one, "many", `The page counts ${MOST} codes, and this is one more.`);
      } else {
        if (again.has(id)) {
          const say = `The same code stands in line ${seen.get(one.key)[0].line}; both count.`;
          repeated.push({ line: one.line, text: one.text, say, kind: "repeat", key: one.key, id, counted: true });
        }
        seen.set(one.key, [...(seen.get(one.key) ?? []), one]);
        counted.push(one);
      }
    });
    return { report: shown, counted, aside: aside.sort((a, b) => a.line - b.line), repeated, others };
  }

  /** Paragraphs by how much coders differ, most first: [{ at, row, total, share }], where `share`
      is that of pairs of coders who chose differently. At most five, without those all agree on. */
  function disputed(table, most = 5) {
    return table.map((row, at) => {
      const total = row.reduce((sum, n) => sum + n, 0);
      const apart = row.reduce((sum, n) => sum + n * (total - n), 0);
      return { at, row, total, share: total > 1 ? apart / (total * (total - 1)) : 0 };
    }).filter(({ share }) => share > 0).sort((a, b) => b.share - a.share || a.at - b.at)
      .slice(0, most);
  }

  /** The counted codings as a CSV: one line a coder, without names. */
  function csv(counted, data, report) {
    const { id, paragraphs } = data.reports.find(({ number }) => number === report);
    const head = ["coder", "class_code", "report", "codebook", ...paragraphs.map((p) => p.id)];
    const lines = counted.map(({ text, values }, at) => [at + 1, text, id, data.book,
      ...values.map((value) => (value ? data.codes[value - 1].letter : ""))]);
    return [head, ...lines].map((cells) => cells.join(",")).join("\r\n") + "\r\n";
  }

  window.sourcebook.classList = { MOST, collect, csv, disputed, sift };
})();
