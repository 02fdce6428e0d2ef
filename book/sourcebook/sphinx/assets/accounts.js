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

  const compared = (given, ours) => {
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

  /* Where the grid is narrow, CSS shows the current claim alone. */
  const steps = (box, rows) => {
    const bar = box.querySelector(".sb-cl-steps");
    const [back, on] = bar.querySelectorAll("button");
    let at = 0;
    const show = (next) => {
      at = Math.max(0, Math.min(rows.length - 1, next));
      rows.forEach((row, place) => row.toggleAttribute("data-current", place === at));
      bar.querySelector("[role=status]").textContent = `Claim ${at + 1} of ${rows.length}`;
      back.disabled = at === 0;
      on.disabled = at === rows.length - 1;
    };
    [back, on].forEach((button) => button.addEventListener("click", () => {
      show(at + Number(button.dataset.step));
      if (button.disabled) (button === on ? back : on).focus();
    }));
    bar.hidden = false;
    show(0);
    return (claim) => show(rows.findIndex((row) => row.dataset.claim === claim));
  };

  const grid = (box) => {
    const data = JSON.parse(document.getElementById(`claims-${box.dataset.claimsGrid}`).textContent);
    const rows = [...box.querySelectorAll(".sb-cl-blank tr[data-claim]")];
    const selects = rows.flatMap((row) => [...row.querySelectorAll("td:not([data-preset])")]
      .map((cell) => choice(cell, row.dataset.claim, data)));
    const tools = box.querySelector(".sb-cl-tools");
    const compare = tools.querySelector("[data-show=compare]");
    const said = tools.querySelector(".sb-cl-said");
    const ours = box.querySelector(".sb-cl-ours");
    const step = steps(box, rows);
    const given = () => Object.fromEntries(selects.map((select) => [select.dataset.key, select.value]));
    const go = (claim, account) => {
      step(claim);
      const cell = document.getElementById(`cell-${claim}-${account}`);
      cell.scrollIntoView({ block: "center" });
      cell.querySelector("select").focus({ preventScroll: true });
    };
    const forget = () => selects.forEach((select) => delete select.closest("td").dataset.differs);
    const changed = () => { compare.disabled = !selects.some((select) => select.value); };

    box.dataset.live = "true";
    tools.hidden = false;
    ours.hidden = true;
    selects.forEach((select) => select.addEventListener("change", () => {
      delete select.closest("td").dataset.differs;
      changed();
    }));
    tools.addEventListener("click", ({ target }) => {
      if (!target.dataset.show) return;
      const found = compared(given(), data.ours);
      forget();
      found.differing.forEach((key) => {
        document.getElementById(`cell-${key.replace("/", "-")}`).dataset.differs = "true";
      });
      said.replaceChildren(make("p", sentence(found)));
      if (found.differing.length) said.append(again(found.differing, given(), data, go));
      ours.hidden = false;
      ours.open = true;
    });
    tools.querySelector("[data-empty]").addEventListener("click", () => {
      selects.forEach((select) => { select.value = ""; });
      forget();
      said.replaceChildren();
      ours.open = false;
      ours.hidden = true;
      changed();
    });
    addEventListener("pageshow", changed); // a browser may keep what was chosen
  };

  document.querySelectorAll("[data-claims-grid]").forEach(grid);
})();
