/* The book's charts: one theme, and Plotly loaded only when a reader turns to a chart.
   Until then, on paper and without this script, the still drawn from the same figure stands. */
(() => {
  "use strict";
  const script = document.currentScript;
  const bundle = new URL("vendor/plotly-basic.min.js", script ? script.src : location.href).href;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const charts = new Map(); // figure → { box, plot, data, layout, drawing, width }

  /* theme: begin. A change between these marks asks for new stills (make notebooks). */
  const INK = "var(--color-foreground-primary)";
  const QUIET = "var(--color-foreground-secondary)";
  const PAPER = "var(--color-background-primary)";
  const RULE = "var(--sb-rule)";
  const CLEAR = "rgba(0,0,0,0)";

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  /** Copy `value` with each CSS variable in it replaced by `colour(variable)`. */
  function coloured(value, colour) {
    if (typeof value === "string") return value.startsWith("var(") ? colour(value) : value;
    if (Array.isArray(value)) return value.map((part) => coloured(part, colour));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v, colour)]));
  }

  /** Copy `given` with what it leaves open taken from `usual`, at any depth. */
  function filled(given, usual) {
    if (!isObject(given) || !isObject(usual)) return given === undefined ? usual : given;
    const keys = new Set([...Object.keys(usual), ...Object.keys(given)]);
    return Object.fromEntries([...keys].map((k) => [k, filled(given[k], usual[k])]));
  }

  const hatch = (shape, solidity) => ({ shape, fillmode: "replace", size: 6, solidity });
  /** How a mode of speech is told apart without its colour; the key has those that are shown. */
  const MODES = {
    "direct speech": undefined,
    "reported speech": hatch("/", 0.45),
    "reporter's words": hatch(".", 0.25),
    headline: hatch("x", 0.5),
  };

  function patterned(trace) {
    const pattern = MODES[trace.name];
    if (!pattern) return trace;
    const marker = { ...trace.marker, pattern };
    // Dots have no edge of their own.
    if (pattern.shape === ".") marker.line = { color: marker.color, width: 1 };
    return { ...trace, marker };
  }

  /** Traces with the look of their mode, and one entry of the key for each mode among them. */
  function moded(data) {
    const isKey = (trace) => trace.name in MODES && trace.showlegend !== false;
    const model = data.find(isKey);
    if (!model) return data;
    const marks = data.filter((trace) => !isKey(trace));
    const shown = Object.keys(MODES).filter((name) => marks.some((trace) => trace.name === name));
    const { pattern, ...marker } = model.marker;
    return [...marks, ...shown.map((name) => ({ ...model, name, marker }))].map(patterned);
  }

  /** The figure as Plotly wants it, at a width in CSS pixels: a still of 720 or 360, to scale.
      `colour` turns a CSS variable into a colour that Plotly can read. */
  function theme(figure, width, font, colour) {
    const narrow = width < 620;
    const scale = width / (narrow ? 360 : 720);
    const px = (length) => Math.round(length * scale * 10) / 10;
    const given = figure.layout;
    const data = moded(figure.data);
    const lanes = (given.yaxis && given.yaxis.categoryarray) || [];
    const above = narrow || (given.yaxis || {}).ticklabelposition === "inside";
    const dates = (given.xaxis || {}).type === "date";
    const said = data.some((trace) => trace.mode === "text");
    const size = px(15);
    const small = px(14.5);
    const names = data.filter((t) => t.showlegend !== false).map((t) => t.name || "");
    const keys = names.length;
    const top = px(keys > 1 ? (keys > 3 ? 66 : 42) : 8);
    const bottom = px((given.xaxis || {}).title ? 58 : 44);
    const laneHeight = px(above ? 64 : 40);
    const axis = {
      automargin: false, fixedrange: true, showline: false, zeroline: false, ticks: "",
      ticklabelstandoff: 4, gridcolor: RULE, gridwidth: 1, tickfont: { color: QUIET, size: small },
      title: { font: { color: QUIET, size: small }, standoff: px(12) },
    };
    const layout = filled(given, {
      width, height: top + bottom + laneHeight * (lanes.length || 8),
      autosize: false, paper_bgcolor: CLEAR, plot_bgcolor: CLEAR,
      font: { family: font, size, color: INK },
      margin: { t: top, b: bottom, l: above ? 6 : 8, r: said && !narrow ? px(94) : 14, pad: 0 },
      bargap: above ? 0.5 : 0.3, dragmode: false, hovermode: "closest", showlegend: keys > 1,
      hoverlabel: {
        bgcolor: PAPER, bordercolor: QUIET, align: "left", namelength: -1,
        font: { family: font, size: small, color: INK },
      },
      legend: {
        orientation: "h", x: 0, xref: "container", y: 1, yref: "container", yanchor: "top",
        bgcolor: CLEAR, font: { size: small, color: INK }, indentation: -10,
        entrywidth: px(7.8 * Math.max(...names.map((name) => name.length))),
        itemclick: false, itemdoubleclick: false, traceorder: "normal",
      },
      xaxis: dates
        ? { dtick: "M1", tickformat: narrow ? "%b\n%Y" : "%B\n%Y", ticklabelmode: "period" } : {},
      yaxis: { showgrid: false, tickfont: { color: INK, size } },
    });
    layout.xaxis = filled(layout.xaxis, axis);
    // On a narrow screen the key needs the margin, so the counts stand inside the plot.
    if (said && narrow) layout.xaxis.range = layout.xaxis.range.map((end) => end * 1.36);
    layout.yaxis = filled(layout.yaxis, { ...axis, automargin: !above });
    if (above) {
      layout.yaxis.showticklabels = false;
      layout.annotations = [...(given.annotations || []), ...lanes.map((lane) => ({
        text: lane, xref: "paper", x: 0, xanchor: "left", yref: "y", y: lane, yshift: px(27),
        showarrow: false, borderpad: 0, align: "left", font: { color: INK, size },
      }))];
    }
    return coloured({ data, layout }, colour);
  }
  const CONFIG = { displayModeBar: false, doubleClick: false, showTips: false, scrollZoom: false };
  /* theme: end */

  let loading = null;
  function load() {
    if (window.Plotly) return Promise.resolve(window.Plotly);
    loading = loading || new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = bundle;
      tag.onload = () => resolve(window.Plotly);
      tag.onerror = () => { loading = null; reject(new Error(`could not load ${bundle}`)); };
      document.head.append(tag);
    });
    return loading;
  }

  /** The figure's state; read from the page the first time. */
  function stateOf(figure) {
    if (!charts.has(figure)) {
      const json = figure.querySelector('script[type="application/json"]').textContent;
      charts.set(figure, { box: figure.querySelector(".sb-chart-plot"), ...JSON.parse(json) });
    }
    return charts.get(figure);
  }

  function themed(state) {
    const probe = document.createElement("i");
    state.plot.append(probe);
    const colour = (name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    };
    const { width, height } = state.box.getBoundingClientRect();
    const font = getComputedStyle(state.box).fontFamily;
    state.width = width;
    const made = theme(state, Math.round(width) || 680, font, colour);
    if (height) made.layout.height = Math.round(height); // the still's: nothing on the page moves
    // As in the still, where the edge hides no number; a date half out of it would be cut.
    if (made.layout.xaxis.type !== "date") made.layout.xaxis.ticklabeloverflow = "allow";
    probe.remove();
    return made;
  }

  // Without a transition: Plotly 4.1 cannot animate hatched bars, and nobody asked for motion.
  function redraw(state) {
    const { data, layout } = themed(state);
    return window.Plotly.react(state.plot, data, layout, CONFIG);
  }

  /** The link in the table that opens the passage behind a row. */
  const linkOf = (figure, row) => figure.querySelector(`tr[data-row="${row}"] a`);

  /** The row of the bar nearest to a place on the screen; none beyond half a fingertip. */
  function rowAt(state, x, y) {
    let [best, row] = [12, null];
    const live = state.plot?.querySelectorAll(".point");
    for (const mark of live?.length ? live : state.box.querySelectorAll("a")) {
      const { left, right, top, bottom, width } = mark.getBoundingClientRect();
      const away = Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0));
      const own = mark.dataset.row
        ?? mark.closest(".trace").__data__[0].trace.customdata?.[mark.__data__.i];
      if (width && own != null && away < best) [best, row] = [away, own];
    }
    return row;
  }

  /** Say under the picture what a bar stands for: its row of the table, and the way to it. */
  function pick(figure, row) {
    const panel = figure.querySelector(".sb-chart-picked");
    const [name, ...cells] = figure.querySelector(`tr[data-row="${row}"]`).children;
    const said = cells.filter((cell) => !cell.querySelector("a") && cell.textContent)
      .map((cell) => `${cell.dataset.label}: ${cell.textContent}`).join(" · ");
    const voice = document.createElement("b");
    voice.textContent = name.textContent;
    panel.replaceChildren(voice, ` ${said} `);
    const link = linkOf(figure, row);
    if (!link) return;
    const open = link.cloneNode();
    const place = link.textContent.split(" ").pop();
    open.removeAttribute("aria-label");
    open.textContent = place === "Open" ? `Open the entry: ${name.textContent}` : `Open ${place}`;
    panel.append(open);
  }

  /** Keep room for the longest answer, so that no tap moves what stands below. */
  function reserve(figure) {
    if (!matchMedia("(hover: none)").matches) return;
    const panel = figure.querySelector(".sb-chart-picked");
    const rows = [...figure.querySelectorAll("tr[data-row]")];
    const longest = rows.reduce((a, b) => (b.textContent.length > a.textContent.length ? b : a));
    pick(figure, longest.dataset.row);
    if (panel.offsetHeight) panel.style.minHeight = `${panel.offsetHeight}px`;
    panel.replaceChildren();
  }

  /** A finger cannot hover: its first tap on a bar says what a mouse's hovering says. */
  function tap(figure, event) {
    event.preventDefault();
    const row = rowAt(stateOf(figure), event.clientX, event.clientY);
    if (row === null) return;
    pick(figure, row);
    // Under a tall chart the answer is off the screen, and the tap seems to do nothing.
    figure.querySelector(".sb-chart-picked").scrollIntoView({ block: "nearest" });
  }

  async function first(figure, state) {
    const Plotly = await load();
    state.plot = document.createElement("div");
    state.plot.className = "sb-chart-live";
    state.box.append(state.plot);
    const { data, layout } = themed(state);
    await Plotly.newPlot(state.plot, data, layout, CONFIG);
    state.plot.on("plotly_click", (event) => {
      if (!state.touched) linkOf(figure, event.points[0].customdata)?.click();
    });
    state.plot.on("plotly_hover", (event) => {
      const leads = linkOf(figure, event.points[0].customdata);
      state.plot.style.setProperty("--sb-chart-cursor", leads ? "pointer" : "default");
    });
    state.plot.on("plotly_unhover", () => state.plot.style.removeProperty("--sb-chart-cursor"));
    new ResizeObserver(() => {
      const { width } = state.box.getBoundingClientRect();
      if (width && Math.abs(width - state.width) > 1) redraw(state);
    }).observe(state.box);
    figure.dataset.drawn = "true";
    figure.dispatchEvent(new CustomEvent("sb:drawn", { bubbles: true, detail: state.plot }));
    return state.plot;
  }

  /** Draw a figure, once. Resolves to the element that Plotly draws in. If the bundle does not
      load the promise is rejected, the still stays, and the next call tries again. */
  function draw(figure) {
    const state = stateOf(figure);
    state.drawing = state.drawing || first(figure, state).catch((error) => {
      state.drawing = null;
      throw error;
    });
    return state.drawing;
  }

  /** Change a figure's traces and, where given, parts of its layout; draws it if need be. */
  async function update(figure, data, layout) {
    const state = stateOf(figure);
    state.data = data || state.data;
    state.layout = filled(layout || {}, state.layout);
    if (figure.dataset.drawn) await redraw(state);
    return draw(figure);
  }

  const redrawAll = () => charts.forEach((state, figure) => figure.dataset.drawn && redraw(state));
  const quietly = (figure) => draw(figure).catch(() => {});

  function attend(figure) {
    figure.addEventListener("pointerenter", (event) => {
      // A finger that scrolls past is no wish to see: on touch the chart waits for a tap.
      if (event.pointerType !== "touch") quietly(figure);
    });
    const state = stateOf(figure);
    const note = (event) => { state.touched = event.pointerType !== "mouse"; };
    figure.addEventListener("pointerdown", note, { capture: true, passive: true });
    state.box.addEventListener("click", (event) => state.touched && tap(figure, event));
    figure.addEventListener("click", () => quietly(figure));
    figure.addEventListener("focusin", () => quietly(figure));
    reserve(figure);
  }

  window.sourcebook = Object.assign(window.sourcebook || {}, { charts: { draw, update, theme } });
  document.querySelectorAll("[data-chart]").forEach(attend);
  new MutationObserver(redrawAll).observe(document.body, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", redrawAll);

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".sb-chart-data:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
})();
