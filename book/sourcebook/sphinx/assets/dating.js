/* Dating a report: sums and verdicts, without a page. The days that clues leave are computed as in
   sourcebook/dating.py, from the same rows; a test compares the two for every choice of clues. */
(() => {
  "use strict";
  const DAY = 24 * 60 * 60 * 1000;
  const MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ];

  /* Days are ISO text (2015-11-04), which sorts as the days do. */
  const stamp = (iso) => Date.parse(`${iso}T00:00:00Z`);
  const plus = (iso, days) => new Date(stamp(iso) + days * DAY).toISOString().slice(0, 10);
  const count = (from, to) => (from > to ? 0 : Math.round((stamp(to) - stamp(from)) / DAY) + 1);

  /** One end of an interval: its day or null, and the ids of the clues that set it. */
  function end(clues, column, better) {
    const days = clues.map((clue) => clue[column]).filter((day) => day !== null);
    if (!days.length) return [null, []];
    const bound = days.reduce((a, b) => (better(b, a) ? b : a));
    return [bound, clues.filter((clue) => clue[column] === bound).map((clue) => clue.id)];
  }

  /** The days that the chosen clues leave: the names and meanings are those of Python's Interval.
      Throws RangeError when no clue has one of the ids. */
  function interval(clues, chosen) {
    const known = new Set(clues.map((clue) => clue.id));
    const unknown = chosen.filter((id) => !known.has(id));
    if (unknown.length) throw new RangeError(`No clue is called ${unknown.join(", ")}.`);
    const picked = clues.filter((clue) => chosen.includes(clue.id));
    const [earliest, first] = end(picked, "not_before", (a, b) => a > b);
    const [latest, last] = end(picked, "not_after", (a, b) => a < b);
    const hard = new Set(picked.filter((c) => c.strength === "hard").map((c) => c.id));
    const resting = [first, last].filter((ids) => !ids.some((id) => hard.has(id))).flat();
    const ids = picked.map((clue) => clue.id);
    const whole = earliest !== null && latest !== null;
    return {
      earliest, latest, first_set_by: first, last_set_by: last,
      assumed: ids.filter((id) => resting.includes(id)),
      idle: ids.filter((id) => !first.includes(id) && !last.includes(id)),
      empty: whole && earliest > latest,
      days: whole ? count(earliest, latest) : null,
    };
  }

  function dayText(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  }

  /** A span of days in words, without saying month or year twice. */
  function spanText(from, to) {
    if (from === to) return dayText(from);
    const [a, b] = [dayText(from).split(" "), dayText(to).split(" ")];
    const shared = a[2] !== b[2] ? 3 : a[1] !== b[1] ? 2 : 1;
    return `${a.slice(0, shared).join(" ")} to ${b.join(" ")}`;
  }

  const plural = (n, noun) => `${n.toLocaleString("en-GB")} ${noun}${n === 1 ? "" : "s"}`;
  const listed = (parts) => parts.join(", ").replace(/, ([^,]*)$/, " and $1");

  /** The days of an interval in words, as the chart's table has them. */
  function periodText({ earliest, latest, empty }) {
    if (empty) return "none";
    if (!earliest && !latest) return "any day";
    if (!latest) return `${dayText(earliest)} or later`;
    return earliest ? spanText(earliest, latest) : `${dayText(latest)} or earlier`;
  }

  /** What is left, in words. `names` gives the label of each clue. */
  function sentence(left, names) {
    const called = (ids) => listed(ids.map((id) => names[id]));
    if (left.empty) {
      return `No day is left. These readings contradict each other: ${called(left.first_set_by)} ` +
        `(not before ${dayText(left.earliest)}), ${called(left.last_set_by)} ` +
        `(not after ${dayText(left.latest)}). At least one must be wrong.`;
    }
    const period = periodText(left);
    if (!left.earliest && !left.latest) return "Any day at all: no chosen clue sets a bound.";
    if (!left.latest) return `${period}. Nothing sets a last day.`;
    if (!left.earliest) return `${period}. Nothing sets a first day.`;
    return `${period}: ${plural(left.days, "day")} left.`;
  }

  /** What the lab's form still lacks: pairs of a part of the form and what to do there.
      `chosen` are the ids of the clues switched on; `start` the days that the form began with. */
  function lacking(answer, chosen, start) {
    const found = [];
    if (!chosen.length && answer.basis !== "outside") {
      found.push(["clues", "Switch on a clue first. Read its words, and guess what they allow."]);
    }
    if (!answer.earliest || !answer.latest || same(answer, start)) {
      found.push(["days", "Set your first and your last day. The whole year is only where the form begins."]);
    }
    if (!answer.basis) found.push(["basis", "Say what you know it from."]);
    return found;
  }

  /** Tell apart the ways in which an answer can be right or wrong.
      `answer` is { earliest, latest, basis } with basis "clues" or "outside"; `data` is the page's.
      Unless `tell`, what is wrong is said without the days that would be right.
      Returns { kind, title, text }. */
  function judge(data, answer, tell = true) {
    const { earliest, latest } = answer;
    if (!earliest || !latest) {
      return verdict("unfinished", "Not yet an answer", "Give an earliest and a latest day.");
    }
    if (earliest > latest) {
      return verdict("reversed", "The wrong way round",
        "Your earliest day comes after your latest day.");
    }
    return answer.basis === "outside" ? judgeOutside(data, answer) : judgeClues(data, answer, tell);
  }

  const verdict = (kind, title, text) => ({ kind, title, text });
  const same = (answer, left) => answer.earliest === left.earliest && answer.latest === left.latest;
  const covers = (a, b) => a.earliest <= b.earliest && a.latest >= b.latest;
  const apart = (a, b) => a.latest < b.earliest || a.earliest > b.latest;

  function judgeOutside(data, answer) {
    const day = { earliest: data.known, latest: data.known };
    if (same(answer, day)) {
      return verdict("right-outside", "Right, and rightly based",
        `${dayText(data.known)} is the day. The page's address gives it, and so does another ` +
        "account of the same day. The clues alone do not.");
    }
    if (covers(answer, day)) {
      return verdict("too-wide", "Too wide for what you used",
        "The page's address and the other account give one day. If you worked your days out " +
        "from the clues, choose the clues as what you know it from.");
    }
    return verdict("contradicts", "Contradicted from outside",
      "The page's address and the other account give a day that is not in your answer.");
  }

  /** All that a reader of these days takes for granted, in words: for all clues, then for one. */
  function granted(data, left) {
    const soft = data.clues.filter((clue) => left.assumed.includes(clue.id));
    const each = soft.map(({ label, assumption }) =>
      ` For ${label}: ${assumption[0].toLowerCase()}${assumption.slice(1)}`);
    return `You grant for every clue: ${data.common}.${each.join("")}`;
  }

  function judgeClues(data, answer, tell) {
    const left = Object.fromEntries(
      Object.entries(data.readings).map(([name, ids]) => [name, interval(data.clues, ids)]));
    const { hard, forecast, denial } = left;
    if (same(answer, forecast)) {
      return verdict("right", "Right",
        `The clues support ${spanText(answer.earliest, answer.latest)} and no single day. ` +
        granted(data, forecast));
    }
    if (same(answer, denial)) {
      return verdict("right", "Right, with a probably",
        `A government can insist on any day, so say: probably. ${granted(data, denial)}`);
    }
    if (same(answer, hard)) {
      return verdict("right", "Sound, and cautious",
        `These are the days that the hard clues leave. ${granted(data, hard)} If you grant the ` +
        `forecast too, you can go on to ${tell ? spanText(forecast.earliest, forecast.latest) : "fewer"}.`);
    }
    if (same(answer, shifted(forecast, -1, -1)) || same(answer, shifted(forecast, -1, 0))) {
      return verdict("right", "Defensible, on another week",
        "Your week starts on a Sunday, or may. Then the clues support this. The book counts " +
        `from Monday: ${spanText(forecast.earliest, forecast.latest)}. Say which you use. You ` +
        `also grant that the forecast held, and for every clue: ${data.common}.`);
    }
    const quoted = Object.fromEntries(data.clues.map((clue) => [clue.id, clue.quoted]));
    const unused = listed(data.readings.forecast.filter((id) => !data.readings.hard.includes(id))
      .map((id) => quoted[id]));
    const ruledOut = outsideHard(answer, hard, quoted, tell);
    const days = tell ? spanText(forecast.earliest, forecast.latest) : "";
    return misjudged(answer, { hard, forecast, known: data.known, ruledOut, unused, days });
  }

  const shifted = (left, first, last) =>
    ({ earliest: plus(left.earliest, first), latest: plus(left.latest, last) });

  /** Say in the report's words which hard clues rule out days of an answer; empty if none does. */
  function outsideHard(answer, hard, quoted, tell) {
    const called = (ids) => listed(ids.map((id) => quoted[id]));
    const said = [];
    if (answer.earliest < hard.earliest) {
      const place = called(hard.first_set_by);
      said.push(tell ? `Because of ${place} no day before ${dayText(hard.earliest)} is left.`
        : `Your first day is too early. Reread ${place}.`);
    }
    if (answer.latest > hard.latest) {
      const place = called(hard.last_set_by);
      said.push(tell ? `Because of ${place} no day after ${dayText(hard.latest)} is left.`
        : `Your last day is too late. Reread ${place}.`);
    }
    return said.join(" ");
  }

  /** The verdict on days that no reading of the clues gives; `days` is empty unless it may tell. */
  function misjudged(answer, { hard, forecast, known, ruledOut, unused, days }) {
    const single = answer.earliest === answer.latest;
    if (apart(answer, hard)) {
      return verdict("contradicts", "Contradicts a hard bound", ruledOut);
    }
    if (covers(answer, forecast)) {
      return verdict("too-wide", "Too wide", ruledOut
        ? `Your answer holds days that a hard clue rules out. ${ruledOut}`
        : "Nothing here contradicts you, but a clue is left unused: the forecast, " +
          `${unused}.`);
    }
    if (ruledOut) {
      return verdict("contradicts", "Contradicts a hard bound",
        `Part of your answer is ruled out. ${ruledOut}`);
    }
    if (single && answer.earliest === known) {
      return verdict("right-day", "The right day, but not from the clues",
        "This over-claims. The report is of this day, and no clue says so. " +
        `From the clues you can defend ${days || "more days than one"}. If you have the day ` +
        "from the page's address or another account, say that.");
    }
    if (apart(answer, forecast)) {
      return verdict("over-claimed", "Over-claimed",
        "The hard clues allow these days, the forecast does not. You would have to show " +
        "that the forecast failed, and no clue does.");
    }
    return verdict("over-claimed", "Over-claimed",
      `${single ? "A single day" : "This"} is more than the clues support. Unless the forecast ` +
      `failed, they leave open ${days || "other days too"}. Which words ` +
      "rule out the days that you left out?");
  }

  window.sourcebook = Object.assign(window.sourcebook || {}, {
    dating: { dayText, interval, judge, lacking, listed, periodText, plus, sentence, spanText, stamp },
  });
})();
