/* Questions before answers: the note under a question opens once the reader has answered, and a
   guess at votes is set beside the record. The page works without this script, with the note open
   to all. */
(() => {
  "use strict";
  const SAME = "✓ ", OTHER = "≠ ";

  const chosen = (field) => field.querySelector("input:checked");
  const label = (input) => input.closest("label").textContent.trim();

  /* The guesses beside the record, row by row, and how many agree. */
  function compare(box, fields) {
    const cells = new Map([...box.querySelectorAll(".sb-guess-own")]
      .map((cell) => [cell.dataset.member, cell]));
    let same = 0;
    for (const field of fields) {
      const input = chosen(field);
      const right = input.value === field.dataset.actual;
      same += right;
      const cell = cells.get(field.dataset.member);
      cell.textContent = (right ? SAME : OTHER) + label(input);
      cell.dataset.same = String(right);
    }
    return `Your guess and the record agree for ${same} of ${fields.length}.`;
  }

  function attend(box, nth) {
    const fields = [...box.querySelectorAll("fieldset")];
    const said = box.querySelector(".sb-guess-said");
    const note = box.querySelector(".sb-guess-reveal");
    const votes = box.dataset.guess === "votes";

    function show() {
      const left = fields.filter((field) => !chosen(field)).length;
      note.hidden = left > 0;
      if (left) {
        said.textContent = votes && left < fields.length ? `Still to guess: ${left}.` : "";
      } else if (!votes) {
        said.textContent = `You say: ${label(chosen(fields[0]))}.${note.open ? "" : " Now open the note."}`;
      } else if (note.open) {
        said.textContent = compare(box, fields);
      } else {
        said.textContent = "All guessed. Now open the record.";
      }
    }
    box.addEventListener("change", show);
    note.addEventListener("toggle", show);
    addEventListener("pageshow", show); // a browser may have kept the choices
    show();
    window.sourcebook.keep(box, `guess ${nth}`);
  }
  document.querySelectorAll("[data-guess]").forEach(attend);
})();
