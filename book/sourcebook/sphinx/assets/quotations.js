/* Whether a quotation is right: the page's twin of sourcebook.quotations.check_quotation, rule for
   rule. tests/test_site_task_written.py holds the two against each other.

   book: {people: {id: …}, reports: {id: {paragraphs: {id: {text, segments: [[start, end, speaker,
   mode]]}}}}, qualifiers: [{source, paragraph, words, qualifier, why}]}, texts in any typing. */
(() => {
  "use strict";
  const CUT = "…";
  const NEGATIONS = new Set(["not", "no", "never", "cannot", "neither", "nor", "without", "hardly", "barely"]);
  const HEDGES = new Set(["probably", "perhaps", "possibly", "unless", "except"]);
  const CHANGING = new Set([...NEGATIONS, ...HEDGES]);
  // The reporter and the headline writer frame what others say, so their words may run across it.
  const FRAMING = new Set(["pa", "headline-writer"]);
  const BARE = /[\p{L}\p{N}](?:[\p{L}\p{N}_'’.,-]*[\p{L}\p{N}])?/gu;
  const ALNUM = /^[\p{L}\p{N}]$/u;

  /* Text made comparable, as sourcebook.text.normalise does it. */
  function normalise(text) {
    return text.normalize("NFC")
      .replace(/[“”„«»]/g, '"').replace(/[‘’‚‛]/g, "'")
      .replace(/[–—−‐‑‒―]/g, "-")
      .replace(/\s*(?:\.\s?){3}\s*|\s*…\s*/g, " … ")
      .replace(/\s+/g, " ").trim();
  }

  const bare = (text) => [...normalise(text).matchAll(BARE)].map(([word]) => word.toLowerCase());
  const spaced = (text) => ` ${bare(text).join(" ")} `;

  function wholeWords(text, start, end) {
    const inside = (i) => i > 0 && i < text.length && ALNUM.test(text[i - 1]) && ALNUM.test(text[i]);
    return !inside(start) && !inside(end);
  }

  function places(piece, text, start) {
    const found = [];
    for (let at = text.indexOf(piece, start); at >= 0; at = text.indexOf(piece, at + 1)) {
      if (wholeWords(text, at, at + piece.length)) found.push([at, at + piece.length]);
    }
    return found;
  }

  /* Every place of a quotation in a paragraph, each as ranges of the normalised text. */
  function find(words, paragraph) {
    const text = normalise(paragraph);
    const pieces = normalise(words).split(CUT).map((piece) => piece.trim()).filter(Boolean);
    if (!pieces.length) return [];
    const found = [];
    for (const first of places(pieces[0], text, 0)) {
      const ranges = [first];
      for (const piece of pieces.slice(1)) {
        const [next] = places(piece, text, ranges.at(-1)[1]);
        if (!next) break;
        ranges.push(next);
      }
      if (ranges.length === pieces.length) found.push(ranges);
    }
    return found;
  }

  const isTheirs = (rows, speaker) => (FRAMING.has(speaker)
    ? rows.some(([, , who]) => who === speaker) : rows.every(([, , who]) => who === speaker));

  function lostBeside(before, after) {
    if (NEGATIONS.has(before.at(-1))) return [before.at(-1), "It stands directly before the words quoted and denies them."];
    if (HEDGES.has(after[0])) return [after[0], "It stands directly after the words quoted and weakens them."];
    return null;
  }

  function lostBetween(text, ranges) {
    for (let n = 1; n < ranges.length; n += 1) {
      const lost = bare(text.slice(ranges[n - 1][1], ranges[n][0])).find((word) => CHANGING.has(word));
      if (lost) return [lost, "It stands in the words cut out and changes their sense."];
    }
    return null;
  }

  function lostRule(book, words, source, paragraph) {
    const quoted = spaced(words);
    const rule = book.qualifiers.find((one) => one.source === source && one.paragraph === paragraph
      && quoted.includes(spaced(one.words)) && !quoted.includes(spaced(one.qualifier)));
    return rule ? [rule.qualifier, rule.why] : null;
  }

  function cut(book, words, source, paragraph, ranges) {
    const text = normalise(book.reports[source].paragraphs[paragraph].text);
    const lost = lostBeside(bare(text.slice(0, ranges[0][0])), bare(text.slice(ranges.at(-1)[1])))
      ?? lostBetween(text, ranges) ?? lostRule(book, words, source, paragraph);
    return lost && { kind: "cut before a qualifier", qualifier: lost[0], why: lost[1] };
  }

  function elsewhere(book, words) {
    return Object.entries(book.reports).flatMap(([source, { paragraphs }]) =>
      Object.entries(paragraphs).filter(([, { text }]) => find(words, text).length)
        .map(([paragraph]) => [source, paragraph]));
  }

  /* → {kind, …}: `verbatim` with the modes of the words; or the failure, with what it needs to be
     explained: `elsewhere`, `capitals`, or `qualifier` and `why`. */
  function check(book, words, source, paragraph, speaker) {
    const report = book.reports[source];
    if (!report) return { kind: "no such source" };
    const there = report.paragraphs[paragraph];
    if (!there) return { kind: "no such paragraph" };
    if (!(speaker in book.people)) return { kind: "no such speaker" };
    const found = find(words, there.text);
    if (!found.length) {
      const other = elsewhere(book, words);
      if (other.length) return { kind: "in another paragraph", elsewhere: other };
      const text = normalise(there.text).toLowerCase();
      return { kind: "not in the text", capitals: text.includes(normalise(words).toLowerCase()) };
    }
    for (const ranges of found) {
      const parts = ranges.map(([start, end]) => there.segments.filter(([from, to]) => from < end && start < to));
      if (!parts.every((rows) => isTheirs(rows, speaker))) continue;
      const modes = [...new Set(parts.flat().map(([, , , mode]) => mode))];
      return cut(book, words, source, paragraph, ranges) ?? { kind: "verbatim", modes };
    }
    return { kind: "another speaker's" };
  }

  window.sourcebook ??= {};
  window.sourcebook.quotations = { check, elsewhere, find, normalise };
})();
