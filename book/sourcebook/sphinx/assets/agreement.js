/* Agreement of coders: Krippendorff's alpha for nominal codes, and how far it hangs on the units.
   Sources, method and limits are in sourcebook/tasks/agreement.py, which does the same with the
   package krippendorff; a test compares the two, draw by draw. */
(() => {
  "use strict";
  const CODES = 7, RESAMPLES = 2000, SEED = 2012, LEVEL = 0.95;
  const WHY = {
    "no-coders": "No code is counted yet, so there is nothing to compare.",
    "one-coder": "One code is counted. Agreement needs at least two coders.",
    "no-pair": "No paragraph was coded by two people, so nothing can be compared.",
    "no-variation": "Everybody chose the same code for every paragraph. Alpha compares agreement " +
      "with what chance would give, and where nothing varies there is nothing to compare with.",
  };

  /** How often each code was given: a row for each unit, with the counts of A to G.
      `codings` has one list a coder, of one number a unit: 0 = not coded, 1 to 7 = the code. */
  function counts(codings, units) {
    const table = Array.from({ length: units }, () => Array(CODES).fill(0));
    for (const coding of codings) {
      coding.forEach((code, unit) => { if (code) table[unit][code - 1] += 1; });
    }
    return table;
  }

  /* What alpha needs of one unit: its counts, their sum, and its disagreeing pairs. */
  function prepared(table) {
    return table.map((row) => {
      const total = row.reduce((sum, n) => sum + n, 0);
      const pairs = row.reduce((sum, n) => sum + n * (total - n), 0);
      return { row, total, apart: total > 1 ? pairs / (total - 1) : 0 };
    }).filter(({ total }) => total > 1);
  }

  /* One minus observed over expected disagreement; null where the latter is nothing. */
  function alphaOf(units) {
    const of = Array(CODES).fill(0);
    let [all, apart] = [0, 0];
    for (const unit of units) {
      all += unit.total;
      apart += unit.apart;
      for (let code = 0; code < CODES; code += 1) of[code] += unit.row[code];
    }
    const expected = of.reduce((sum, n) => sum + n * (all - n), 0);
    return expected ? 1 - ((all - 1) * apart) / expected : null;
  }

  /** Alpha of a table of counts; null if nothing can be paired, or one code stands alone. */
  const alpha = (table) => alphaOf(prepared(table));

  /** Numbers from 0 to below 1: the generator mulberry32. */
  function random(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  /** The value below which a share of ordered values lies, between two of them if need be. */
  function percentile(ordered, share) {
    const place = (ordered.length - 1) * share;
    const below = Math.floor(place);
    const above = Math.min(below + 1, ordered.length - 1);
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below);
  }

  /** Alpha with its interval: { coders, units, alpha, low, high, skipped, why }, where `alpha` is
      null if it is not defined and `why` then a key of WHY. `paragraphs` is the number of units. */
  function agreement(codings, paragraphs, resamples = RESAMPLES, seed = SEED) {
    const units = prepared(counts(codings, paragraphs));
    const found = {
      coders: codings.length, units: units.length,
      alpha: alphaOf(units), low: null, high: null, skipped: 0, why: "",
    };
    if (found.alpha === null) {
      const few = ["no-coders", "one-coder"][found.coders];
      return { ...found, why: few || (units.length ? "no-variation" : "no-pair") };
    }
    const next = random(seed);
    const kept = [];
    for (let drawn = 0; drawn < resamples; drawn += 1) {
      const value = alphaOf(units.map(() => units[Math.floor(next() * units.length)]));
      if (value !== null) kept.push(value);
    }
    found.skipped = resamples - kept.length;
    if (units.length < 2 || 2 * found.skipped > resamples) return found;
    kept.sort((a, b) => a - b);
    const tail = (1 - LEVEL) / 2;
    return { ...found, low: percentile(kept, tail), high: percentile(kept, 1 - tail) };
  }

  window.sourcebook = Object.assign(window.sourcebook || {}, {
    agreement: { WHY, agreement, alpha, counts, percentile, random },
  });
})();
