/* Events to put in order: buttons move one up or down; the check says how many stand in their place. */
(() => {
  "use strict";

  function order(box, nth) {
    const list = box.querySelector("ol");
    const check = box.querySelector("button:not([data-move])");
    const says = box.querySelector(".sb-order-says");
    const answer = box.querySelector(".sb-order-answer");
    const items = () => [...list.children];

    const given = items().map((item) => item.dataset.date);

    function ends() {
      items().forEach((item, n, all) => {
        const [up, down] = item.querySelectorAll("[data-move]");
        // Not disabled: the button that was pressed would lose the focus at an end.
        up.setAttribute("aria-disabled", String(n === 0));
        down.setAttribute("aria-disabled", String(n === all.length - 1));
      });
    }

    function move(button) {
      const item = button.closest("li");
      const all = items();
      const to = all.indexOf(item) + Number(button.dataset.move);
      if (to < 0 || to >= all.length) return;
      if (button.dataset.move === "1") all[to].after(item);
      else all[to].before(item);
      button.focus();
      ends();
      delete box.dataset.checked;
      const title = item.querySelector(".sb-order-title").textContent;
      says.textContent = `${title}: now number ${to + 1} of ${all.length}.`;
    }

    function verdict() {
      const order = items();
      const right = [...order].sort((a, b) => a.dataset.date.localeCompare(b.dataset.date));
      const good = order.filter((item, n) => {
        item.dataset.right = String(item === right[n]);
        return item === right[n];
      }).length;
      box.dataset.checked = "";
      answer.hidden = false;
      says.textContent = good === order.length
        ? `All ${good} stand in their place.`
        : `${good} of ${order.length} stand in their place, marked with a tick. Move the others, or open the dates below.`;
    }

    box.querySelectorAll(".sb-order-moves").forEach((moves) => { moves.hidden = false; });
    check.hidden = false;
    answer.hidden = true;
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.move) move(button);
      else if (button === check) verdict();
    });
    ends();

    /* Kept: the days in the reader's order, and whether it has been checked. */
    const read = () => {
      const days = items().map((item) => item.dataset.date);
      const checked = "checked" in box.dataset;
      return checked || days.some((day, n) => day !== given[n]) ? { days, checked } : null;
    };
    window.sourcebook.keep(box, `order ${nth}`, read, ({ days, checked }) => {
      items().sort((a, b) => days.indexOf(a.dataset.date) - days.indexOf(b.dataset.date))
        .forEach((item) => list.append(item));
      ends();
      if (checked) verdict();
    });
  }

  document.querySelectorAll("[data-event-order]").forEach(order);
})();
