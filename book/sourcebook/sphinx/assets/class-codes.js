/* Class codes: a coding of a report in a few letters and digits, and back. The form is described in
   sourcebook/tasks/class_codes.py, which does the same; a test compares the two. */
(() => {
  "use strict";
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const FORMAT = 1, MOST_REPORTS = 7, CHECK_BITS = 16, HEAD_BITS = 15, SHORTEST = 7, GROUP = 4;
  // Insides of classes of signs: without width, as pasted messages have them; and all gaps.
  const UNSEEN = "\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff";
  const GAPS = `\\s\\x1c-\\x1f\\x85${UNSEEN}\\-\\u2010-\\u2015\\u2212_.·`;
  const FILLER = new RegExp(`[${GAPS}]+`, "g");

  const bitsOf = (number, count) =>
    Array.from({ length: count }, (_, place) => (number >> (count - 1 - place)) & 1);
  const numberOf = (bits) => bits.reduce((sum, bit) => sum * 2 + bit, 0);
  const unpack = (symbols) => [...symbols].flatMap((symbol) => bitsOf(ALPHABET.indexOf(symbol), 5));
  const padding = (count) => (5 - ((HEAD_BITS + 3 * count + CHECK_BITS) % 5)) % 5;

  /* CRC-16: finds every run of wrong bits no longer than itself, so every wrong symbol and every
     swap of two neighbours. */
  const checksum = (bits) => bits.reduce((register, bit) =>
    ((register << 1) ^ ((register >> 15) ^ bit ? 0x1021 : 0)) & 0xffff, 0xffff);

  /** The symbols of a text as the alphabet has them: no gaps, capitals, O as 0, I and L as 1. */
  const clean = (text) => text.normalize("NFKC").toUpperCase().replace(FILLER, "")
    .replace(/O/g, "0").replace(/[IL]/g, "1");

  const grouped = (symbols) => symbols.match(new RegExp(`.{1,${GROUP}}`, "g")).join("-");

  /** The code of { report: 1 to 7, book: two symbols, values: 0 to 7 a paragraph }.
      Throws RangeError when a number or a symbol is out of range. */
  function encode({ report, book, values }) {
    const inside = (number, from, to) => Number.isInteger(number) && number >= from && number <= to;
    if (!inside(report, 1, MOST_REPORTS) || !values.every((value) => inside(value, 0, 7))) {
      throw new RangeError("A report has a number from 1 to 7, a paragraph one from 0 to 7.");
    }
    if (book.length !== 2 || [...book].some((symbol) => !ALPHABET.includes(symbol))) {
      throw new RangeError("The version of the codebook has two symbols.");
    }
    const bits = [...bitsOf(FORMAT, 2), ...bitsOf(report, 3), ...unpack(book),
      ...values.flatMap((value) => bitsOf(value, 3)), ...Array(padding(values.length)).fill(0)];
    bits.push(...bitsOf(checksum(bits), CHECK_BITS));
    const symbols = Array.from({ length: bits.length / 5 },
      (_, at) => ALPHABET[numberOf(bits.slice(5 * at, 5 * at + 5))]);
    return grouped(symbols.join(""));
  }

  const refusal = (error, say) => ({ error, say });

  /** What a code says: { report, book, values }, or { error, say } with a word and a sentence, of a
      wrong length also with { report }.
      `paragraphs` has the number of paragraphs of each report by its number. */
  function decode(text, paragraphs) {
    const symbols = clean(text);
    const wrong = [...symbols].find((symbol) => !ALPHABET.includes(symbol));
    if (wrong) return refusal("symbols", `The sign ${wrong} is in no class code.`);
    if (symbols.length < SHORTEST) return refusal("short", "This is too short for a class code.");
    const bits = unpack(symbols);
    if (checksum(bits.slice(0, -CHECK_BITS)) !== numberOf(bits.slice(-CHECK_BITS))) {
      return refusal("checksum", "The checksum does not fit: a sign is wrong or missing.");
    }
    const [format, report] = [numberOf(bits.slice(0, 2)), numberOf(bits.slice(2, 5))];
    if (format !== FORMAT) {
      return refusal("format", `The code has format ${format}; this page reads format ${FORMAT}.`);
    }
    const count = paragraphs[report];
    if (count === undefined) {
      return refusal("report", `The code is for report ${report}, which is not here.`);
    }
    const body = bits.slice(HEAD_BITS, -CHECK_BITS);
    if (body.length !== 3 * count + padding(count) || body.slice(3 * count).some(Boolean)) {
      return { ...refusal("length", `Its length does not fit report ${report}.`), report };
    }
    const values = Array.from({ length: count },
      (_, at) => numberOf(body.slice(3 * at, 3 * at + 3)));
    return { report, book: symbols.slice(1, 3), values };
  }

  /** How many symbols a code for a number of paragraphs has. */
  const length = (count) => (HEAD_BITS + 3 * count + padding(count) + CHECK_BITS) / 5;

  window.sourcebook = Object.assign(window.sourcebook || {}, {
    classCodes: { GAPS, UNSEEN, clean, decode, encode, grouped, length },
  });
})();
