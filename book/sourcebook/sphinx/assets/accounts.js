/* The claims grid: a choice in each cell, one claim at a time where the box is narrow, and the
   reader's grid beside ours. sourcebook/accounts.py compares in the same way; a test checks it. */
(() => {
  "use strict";

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };

  const choice = (cell, claim, data) => {
    const account = cell.dataset.account;
    const select = make("select", "", {
      "data-key": `${claim}/${account}`,
      "aria-label": `${data.accounts[account]}: ${data.claims[claim]}`,
      autocomplete: "off",
    });
    select.append(make("option", "–", { value: "" }),
      ...Object.entries(data.stances).map(([value, label]) => make("option", label, { value })));
    cell.append(select);
    return select;
  };

  const compare = (given, ours) => {
    const filled = Object.keys(ours).filter((key) => given[key]);
    const differing = filled.filter((key) => given[key] !== ours[key]);
    return { filled: filled.length, total: Object.keys(ours).length,
      same: filled.length - differing.length, differing };
  };

  const sentence = ({ filled, total, same, differing }) => {
    if (!filled) return `You have filled none of the ${total} cells.`;
    const said = `You filled ${filled} of ${total} cells. `;
    if (!differing.length) return `${said}In each of them you read as we do.`;
    const others = differing.length > 1 ? "others" : "other";
    return `${said}In ${same} you read as we do. Look again at the ${others}:`;
  };

  const again = (keys, given, data, go) => {
    const list = make("ul", "");
    keys.forEach((key) => {
      const [claim, account] = key.split("/");
      const link = make("a", `${data.accounts[account]}: ${data.claims[claim]}`,
        { href: `#cell-${claim}-${account}` });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        go(claim, account);
      });
      const reason = make("a", "Why", { href: `#ours-${claim}`, "aria-label": `Why: ${data.claims[claim]}` });
      reason.addEventListener("click", () => { document.getElementById(`ours-${claim}`).open = true; });
      const item = make("li", "");
      item.append(link, ` You say ${data.stances[given[key]]}; we say ${data.stances[data.ours[key]]}. `, reason);
      list.append(item);
    });
    return list;
  };

  const filledIn = (row) => {
    const selects = [...row.querySelectorAll("select")];
    const filled = selects.filter((select) => select.value).length;
    if (filled === selects.length) return "all filled";
    return filled ? `${filled} of ${selects.length} filled` : "none filled";
  };

  /* Where the grid is narrow, CSS shows the current claim alone, between two bars of buttons. */
  const steps = (box, rows) => {
    const bars = [...box.querySelectorAll(".sb-cl-steps")];
    let at = 0;
    const tell = () => bars.forEach((bar) => {
      const words = `Claim ${at + 1} of ${rows.length}, ${filledIn(rows[at])}`;
      const said = bar.querySelector("span");
      if (said.textContent !== words) said.textContent = words;
    });
    const show = (next) => {
      at = Math.max(0, Math.min(rows.length - 1, next));
      rows.forEach((row, place) => row.toggleAttribute("data-current", place === at));
      bars.forEach((bar) => {
        const [back, on] = bar.querySelectorAll("button");
        back.disabled = at === 0;
        on.disabled = at === rows.length - 1;
      });
      tell();
    };
    bars.forEach((bar, below) => {
      const [back, on] = bar.querySelectorAll("button");
      bar.addEventListener("click", ({ target }) => {
        if (!target.dataset.step) return;
        show(at + Number(target.dataset.step));
        if (below) {
          // The next claim begins above the button that was pressed.
          rows[at].scrollIntoView();
          rows[at].querySelector("select").focus({ preventScroll: true });
        } else if (target.disabled) (target === on ? back : on).focus();
      });
      bar.hidden = false;
    });
    show(0);
    return { tell, to: (claim) => show(rows.findIndex((row) => row.dataset.claim === claim)) };
  };

  const grid = (box) => {
    const data = JSON.parse(document.getElementById(`claims-${box.dataset.claimsGrid}`).textContent);
    const rows = [...box.querySelectorAll(".sb-cl-blank tr[data-claim]")];
    const selects = rows.flatMap((row) => [...row.querySelectorAll("td:not([data-preset])")]
      .map((cell) => choice(cell, row.dataset.claim, data)));
    const tools = box.querySelector(".sb-cl-tools");
    const button = tools.querySelector("[data-show=compare]");
    const empty = tools.querySelector("[data-empty]");
    const said = tools.querySelector(".sb-cl-said");
    const list = tools.querySelector(".sb-cl-again");
    const ours = box.querySelector(".sb-cl-ours");
    const step = steps(box, rows);
    const given = () => Object.fromEntries(selects.map((select) => [select.dataset.key, select.value]));
    const go = (claim, account) => {
      step.to(claim);
      const cell = document.getElementById(`cell-${claim}-${account}`);
      cell.scrollIntoView({ block: "center" });
      cell.querySelector("select").focus({ preventScroll: true });
    };
    let compared = false; // whether the comparison is in sight

    const showComparison = () => {
      const found = compare(given(), data.ours);
      selects.forEach((select) => {
        select.closest("td").toggleAttribute("data-differs", found.differing.includes(select.dataset.key));
      });
      if (said.textContent !== sentence(found)) said.replaceChildren(make("p", sentence(found)));
      list.replaceChildren(...(found.differing.length ? [again(found.differing, given(), data, go)] : []));
    };
    const hideComparison = () => {
      compared = false;
      selects.forEach((select) => select.closest("td").removeAttribute("data-differs"));
      said.replaceChildren();
      list.replaceChildren();
      ours.open = false;
      ours.hidden = true;
    };
    const reveal = () => {
      compared = true;
      showComparison();
      ours.hidden = false;
    };
    const changed = () => {
      const some = selects.some((select) => select.value);
      button.disabled = empty.disabled = !some;
      step.tell();
      if (compared) showComparison(); // else it would speak of what has been mended since
      else if (some) said.replaceChildren();
    };
    const fill = (choices) => {
      selects.forEach((select) => { select.value = choices[select.dataset.key] ?? ""; });
    };
    const read = () => {
      const cells = Object.fromEntries(Object.entries(given()).filter(([, stance]) => stance));
      return compared || Object.keys(cells).length ? { cells, compared } : null;
    };
    const write = (kept) => {
      fill(kept.cells);
      if (kept.compared) reveal();
      changed();
    };

    box.dataset.live = "true";
    tools.hidden = false;
    ours.hidden = true;
    changed();
    window.sourcebook.keep(box, `claims ${box.dataset.claimsGrid}`, read, write);
    selects.forEach((select) => select.addEventListener("change", changed));
    tools.addEventListener("click", ({ target }) => {
      if (!target.dataset.show) return;
      reveal();
      ours.open = true;
      said.scrollIntoView({ block: "nearest" });
    });
    empty.addEventListener("click", () => {
      const before = read();
      fill({});
      hideComparison();
      changed();
      const undo = make("button", "Undo", { type: "button" });
      undo.addEventListener("click", () => {
        said.replaceChildren();
        write(before);
        empty.focus();
      });
      said.replaceChildren(make("p", "The grid is empty. "), undo);
      undo.focus();
    });
    addEventListener("pageshow", changed);
  };

  document.querySelectorAll("[data-claims-grid]").forEach(grid);
})();
