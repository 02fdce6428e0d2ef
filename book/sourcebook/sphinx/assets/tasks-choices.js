/* Tasks answered by choosing, by a number or a date, by an order, by matching. */
(() => {
  "use strict";
  const { register, make, button } = sourcebook.tasks;
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const all = (task, what) => [...task.body.querySelectorAll(what)];
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

  window.sourcebook.tasks.choices = { words, all, listen, whole, insist, make, button, LOOK };
})();
