// Pictures with Apache ECharts, from the data that stands beside each static drawing. Without the library the drawings stay.
const dark = matchMedia("(prefers-color-scheme: dark)");
const hues = {
  light: ["#0063a8", "#c24a00", "#00795a", "#a83279", "#8a6d00", "#3b7ea1", "#6a4fb3", "#5c6670"],
  dark: ["#5ab0f2", "#ff9a52", "#3fc79f", "#f08ac4", "#e6c229", "#8fd0ee", "#b7a3f5", "#aab4be"],
};
const drawn = new Set();

const number = (value) => {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) return "–";
  const size = Math.abs(value);
  const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
  return Number(value).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
};

function look() {
  const isDark = dark.matches;
  return {
    colours: isDark ? hues.dark : hues.light, ink: isDark ? "#e8edf2" : "#1c2530", soft: isDark ? "#a9b4c0" : "#4d5966",
    rule: isDark ? "#323c47" : "#d9dee4", sheet: isDark ? "#141a21" : "#ffffff",
  };
}

function base(chart, l) {
  const named = chart.series.filter((s) => s.name);
  return {
    color: l.colours, animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300,
    textStyle: { fontFamily: "system-ui, sans-serif", color: l.ink }, aria: { enabled: false },
    legend: named.length > 1
      ? { type: "scroll", top: 0, left: 0, data: named.map((s) => s.name), textStyle: { color: l.ink }, pageTextStyle: { color: l.soft }, pageIconColor: l.ink, itemWidth: 18, itemHeight: 10 }
      : { show: false },
    // What contains the labels measures names too narrow and forgets half of the last number: room for both.
    grid: { left: 20, right: 30, top: named.length > 1 ? 52 : 30, bottom: 8, containLabel: true },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: l.sheet, borderColor: l.rule, textStyle: { color: l.ink } },
  };
}

const valueAxis = (chart, l) => ({
  type: "value", name: chart.unit, nameLocation: "end", nameTextStyle: { color: l.soft, align: "left" }, scale: chart.kind === "lines",
  axisLabel: { color: l.soft, hideOverlap: true }, splitLine: { lineStyle: { color: l.rule } },
  // Shares of a whole end at the whole.
  max: (ends) => (chart.unit.startsWith("%") && ends.max > 90 && ends.max < 100.5 ? 100 : null),
});
const categoryAxis = (names, l) => ({
  type: "category", data: names, axisLabel: { color: l.soft, hideOverlap: true }, axisLine: { lineStyle: { color: l.soft } }, axisTick: { show: false },
});

/** A band as two stacked lines: the lower end unseen, the distance filled. */
function band(series, index, l) {
  const stack = `band ${index}`;
  const shared = { type: "line", stack, symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false }, stackStrategy: "all" };
  return [
    { ...shared, data: series.low },
    { ...shared, data: series.high.map((high, at) => (high === null || series.low[at] === null ? null : high - series.low[at])), areaStyle: { color: l.colours[index % 8], opacity: 0.18 } },
  ];
}

function lines(chart, l) {
  const series = chart.series.flatMap((s, index) => [
    ...(s.low.length ? band(s, index, l) : []),
    {
      type: "line", name: s.name, data: s.values, symbolSize: 6, showSymbol: chart.categories.length <= 12, color: l.colours[index % 8],
      lineStyle: { width: 2.4, type: s.isDashed ? "dashed" : "solid" }, emphasis: { focus: "series" },
    },
  ]);
  const text = (parts) => {
    const at = parts[0].dataIndex;
    const rows = chart.series.map((s) => {
      const ends = s.low.length && s.low[at] !== null ? `  (${number(s.low[at])} – ${number(s.high[at])})` : "";
      return `${s.name || chart.title}: ${number(s.values[at])}${ends}`;
    });
    return [`${chart.categories[at]}, ${chart.unit}`, ...rows].join("\n");
  };
  return { ...base(chart, l), tooltip: { ...base(chart, l).tooltip, trigger: "axis", formatter: text }, xAxis: categoryAxis(chart.categories, l), yAxis: valueAxis(chart, l), series };
}

function whiskers(s, horizontal, index, count, l) {
  return {
    type: "custom", silent: true, tooltip: { show: false }, z: 5, encode: horizontal ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    data: s.values.map((_, at) => [at, s.low[at], s.high[at]]),
    renderItem: (params, api) => {
      const at = api.value(0);
      if (!Number.isFinite(api.value(1)) || api.value(1) === api.value(2)) return null;
      const from = api.coord(horizontal ? [api.value(1), at] : [at, api.value(1)]);
      const to = api.coord(horizontal ? [api.value(2), at] : [at, api.value(2)]);
      const size = api.size(horizontal ? [0, 1] : [1, 0])[horizontal ? 1 : 0];
      const shift = ((index + 0.5) / count - 0.5) * size * 0.76;
      const [x1, y1, x2, y2] = horizontal ? [from[0], from[1] + shift, to[0], to[1] + shift] : [from[0] + shift, from[1], to[0] + shift, to[1]];
      const style = { stroke: l.ink, lineWidth: 1.4 };
      const tick = (x, y) => ({ type: "line", style, shape: horizontal ? { x1: x, y1: y - 3, x2: x, y2: y + 3 } : { x1: x - 3, y1: y, x2: x + 3, y2: y } });
      return { type: "group", children: [{ type: "line", style, shape: { x1, y1, x2, y2 } }, tick(x1, y1), tick(x2, y2)] };
    },
  };
}

function bars(chart, l) {
  const horizontal = chart.isHorizontal;
  const names = { ...categoryAxis(chart.categories, l), inverse: horizontal };
  if (horizontal) names.axisLabel = { color: l.ink, width: 150, overflow: "truncate" };
  const count = chart.series.length;
  const series = chart.series.flatMap((s, index) => {
    const own = {
      type: "bar", name: s.name, data: s.values, barCategoryGap: "24%", barGap: "0%", color: l.colours[index % 8],
      label: { show: horizontal && count === 1 && !s.low.length, position: "right", color: l.soft, formatter: (p) => number(p.value) },
    };
    return s.low.length ? [own, whiskers(s, horizontal, index, count, l)] : [own];
  });
  const text = (parts) => {
    const at = parts[0].dataIndex;
    const rows = chart.series.map((s) => `${s.name || chart.title}: ${number(s.values[at])}${s.low.length ? `  (${number(s.low[at])} – ${number(s.high[at])})` : ""}`);
    return [`${chart.categories[at]}, ${chart.unit}`, ...rows].join("\n");
  };
  const value = valueAxis(chart, l);
  if (horizontal) { value.nameLocation = "start"; value.name = ""; }
  const option = { ...base(chart, l), tooltip: { ...base(chart, l).tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: text }, xAxis: horizontal ? value : names, yAxis: horizontal ? names : value, series };
  if (horizontal) option.graphic = { type: "text", right: 12, bottom: 5, style: { text: chart.unit, fill: l.soft, fontSize: 11 } };
  if (horizontal) option.grid.bottom = 26;
  // Numbers stand beyond the ends of their bars.
  if (horizontal && count === 1 && !chart.series[0].low.length) option.grid.right = 56;
  return option;
}

function stacked(chart, l) {
  const series = chart.series.map((s, index) => ({ type: "bar", stack: "all", name: s.name, data: s.values, barCategoryGap: "26%", color: l.colours[index % 8], emphasis: { focus: "series" } }));
  return { ...base(chart, l), tooltip: { ...base(chart, l).tooltip, trigger: "item", formatter: (p) => `${p.name} ${p.seriesName}\n${number(p.value)} ${chart.unit}` }, xAxis: categoryAxis(chart.categories, l), yAxis: valueAxis(chart, l), series };
}

function curve(chart, l) {
  const series = chart.series.flatMap((s, index) => {
    const pair = (values) => s.at.map((at, k) => [at, values[k]]);
    const own = { type: "line", name: s.name, data: pair(s.values), symbolSize: 7, color: l.colours[index % 8], lineStyle: { width: 2.4, type: s.isDashed ? "dashed" : "solid" } };
    if (!s.low.length) return [own];
    const edge = { type: "line", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
    const inside = {
      type: "custom", silent: true, data: [[s.at[0], s.values[0]]], tooltip: { show: false }, z: 1,
      renderItem: (params, api) => ({ type: "polygon", shape: { points: [...pair(s.high), ...pair(s.low).reverse()].map((point) => api.coord(point)) }, style: { fill: l.colours[index % 8], opacity: 0.18 } }),
    };
    return [{ ...edge, data: pair(s.low) }, { ...edge, data: pair(s.high) }, inside, own];
  });
  const main = chart.series[0]?.at ?? [];
  // Severities below nothing run from nothing to the left end: nothing stands at the axis.
  const across = { type: "value", inverse: main[0] > main[main.length - 1], name: chart.axis, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: l.soft }, scale: true, axisLabel: { color: l.soft, hideOverlap: true }, splitLine: { show: false } };
  const option = { ...base(chart, l), xAxis: across, yAxis: valueAxis(chart, l), series };
  option.grid.bottom = 34;
  option.tooltip.formatter = (p) => `${number(p.value[0])} ${chart.axis}: ${number(p.value[1])} ${chart.unit}`;
  return option;
}

function heat(chart, l) {
  const most = chart.most ?? Math.max(...chart.series.flatMap((s) => s.values).filter((v) => v !== null), 1e-9);
  const isDark = dark.matches;
  const data = chart.series.flatMap((s, row) => s.values.map((value, column) => ({
    value: [column, row, value], text: s.texts[column] ?? number(value), link: s.links[column],
    label: { color: value / most > (isDark ? 0.5 : 0.75) ? "#000000" : l.ink },
  }))).filter((cell) => cell.value[2] !== null);
  const hasWords = chart.series.some((s) => s.texts.length);
  return {
    ...base({ ...chart, series: [] }, l),
    tooltip: { ...base(chart, l).tooltip, formatter: (p) => `${chart.series[p.value[1]].name} → ${chart.categories[p.value[0]]}\n${p.data.text} ${hasWords ? "" : chart.unit}` },
    grid: { left: 20, right: 12, top: 8, bottom: 50, containLabel: true },
    xAxis: { type: "category", data: chart.categories, axisLabel: { color: l.soft, rotate: 40, interval: 0, width: 130, overflow: "truncate" }, axisTick: { show: false }, splitArea: { show: false } },
    yAxis: { type: "category", data: chart.series.map((s) => s.name), inverse: true, axisLabel: { color: l.ink, width: 130, overflow: "truncate" }, axisTick: { show: false } },
    visualMap: { min: 0, max: most, orient: "horizontal", left: "center", bottom: 0, itemHeight: 120, itemWidth: 12, text: [`${number(most)} ${chart.unit}`, "0"], textStyle: { color: l.soft }, inRange: { color: [l.rule, l.colours[1]] } },
    series: [{ type: "heatmap", data, cursor: hasWords ? "pointer" : "default", label: { show: hasWords || chart.categories.length <= 14, fontSize: 11, formatter: (p) => p.data.text }, itemStyle: { borderColor: l.sheet, borderWidth: 2 } }],
  };
}

function sankey(chart, l) {
  const names = new Map();
  const kinds = [...new Set(chart.links.map((link) => link.kind))];
  const colour = (kind) => l.colours[kinds.indexOf(kind) % 8];
  for (const link of chart.links) {
    names.set(`${link.from}\u2009`, { name: `${link.from}\u2009`, depth: 0 });
    names.set(`${link.to}\u200a`, { name: `${link.to}\u200a`, depth: 1 });
  }
  return {
    ...base({ ...chart, series: [] }, l),
    tooltip: { ...base(chart, l).tooltip, formatter: (p) => p.dataType === "edge" ? `${p.data.source.trim()} → ${p.data.target.trim()}\n${p.data.kind}: ${number(p.value)} ${chart.unit}` : `${p.name.trim()}\n${number(p.value)} ${chart.unit}` },
    series: [{
      type: "sankey", left: 6, right: 130, top: 10, bottom: 10, nodeGap: 9, nodeWidth: 10, layoutIterations: 24, draggable: false,
      data: [...names.values()].map((node) => ({ ...node, itemStyle: { color: l.soft } })),
      links: chart.links.map((link) => ({ source: `${link.from}\u2009`, target: `${link.to}\u200a`, value: link.value, kind: link.kind, lineStyle: { color: colour(link.kind), opacity: 0.42 } })),
      label: { color: l.ink, fontSize: 12, width: 124, overflow: "truncate", formatter: (p) => p.name.trim() }, emphasis: { focus: "adjacency" },
    }],
  };
}

const makers = { lines, bars, stacked, curve, heat, sankey };

/** Replaces the static drawings of a piece of a page by interactive ones. */
export function drawCharts(root) {
  const library = globalThis.echarts;
  if (!library) return;
  for (const box of root.querySelectorAll(".chart-box")) {
    const source = box.querySelector("script.chart-data");
    if (!source || box.dataset.drawn) continue;
    const chart = JSON.parse(source.textContent);
    const make = makers[chart.kind];
    if (!make) continue;
    box.dataset.drawn = "true";
    const picture = box.querySelector(".picture");
    const host = document.createElement("div");
    host.className = "interactive";
    const rows = chart.kind === "bars" && chart.isHorizontal ? chart.categories.length * (chart.series.length > 1 ? 30 : 24) + 90
      : chart.kind === "heat" ? chart.series.length * 28 + 170
        : chart.kind === "sankey" ? Math.max(380, new Set(chart.links.map((x) => x.from)).size * 30) : 336;
    host.style.height = `${rows}px`;
    // Words need room; the box scrolls where there is less.
    const words = Math.max(0, ...chart.series.flatMap((s) => s.texts.map((text) => text.length)));
    if (words) host.style.minWidth = `${160 + chart.categories.length * (words * 6 + 12)}px`;
    picture.replaceChildren(host);
    const instance = library.init(host, null, { renderer: "svg" });
    const paint = () => instance.setOption(make(chart, look()), true);
    paint();
    instance.on("click", (event) => { if (event.data?.link) location.assign(event.data.link); });
    const watcher = new ResizeObserver(() => {
      if (!host.isConnected) { watcher.disconnect(); drawn.delete(paint); instance.dispose(); return; }
      instance.resize();
    });
    watcher.observe(host);
    drawn.add(paint);
  }
}

dark.addEventListener("change", () => { for (const paint of drawn) paint(); });
