// Draws figures with ECharts (a plain script, loaded before this one). The table beside holds the same numbers, so
// a chart is hidden from nobody: without scripts there is the table alone.
const echarts = window.echarts;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const ROW = 38;
const LINES_HEIGHT = 320;
const PAPER_WIDTH = 640;
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 2 });
const read = (box) => JSON.parse(box.querySelector("script").textContent);
const value = (text) => (text === null ? null : Number(text));

function colours() {
  return [1, 2, 3, 4, 5, 6, 7].map((each) => style(`--op-series-${each}`));
}

function height(chart) {
  if (chart.drawing === "lines") return LINES_HEIGHT;
  const bars = chart.drawing === "stacked" ? 1 : Math.max(1, chart.series.length * 0.6);
  return Math.max(180, chart.categories.length * ROW * bars + 90);
}

// What both the axes and the legend share, in the theme's colours.
function frame(chart, width) {
  const ink = style("--op-ink");
  const muted = style("--op-muted");
  const label = { color: muted, fontFamily: style("--bs-font-sans-serif"), fontSize: 13 };
  const line = { lineStyle: { color: style("--op-line") } };
  const amounts = {
    type: "value", name: chart.unit, nameTextStyle: label, splitLine: line, min: 0, splitNumber: width < 500 ? 3 : 5,
    axisLabel: { ...label, formatter: (each) => short.format(each), hideOverlap: true },
  };
  const names = {
    type: "category", data: chart.categories, axisTick: { show: false }, axisLine: line,
    axisLabel: { ...label, color: ink, hideOverlap: true, overflow: "break", width: width < 500 ? 104 : 190 },
  };
  return { ink, label, amounts, names };
}

function drawn(chart, each, at) {
  const data = each.values.map(value);
  if (chart.drawing === "lines") {
    return { type: "line", name: each.name, data, symbol: SYMBOLS[at % SYMBOLS.length], symbolSize: 8,
      lineStyle: { width: 2.5, type: at % 2 ? "dashed" : "solid" }, connectNulls: false };
  }
  return { type: "bar", name: each.name, data, barMaxWidth: 26,
    stack: chart.drawing === "stacked" ? "all" : undefined };
}

function options(chart, width, animated) {
  const { ink, label, amounts, names } = frame(chart, width);
  const lies = chart.drawing !== "lines";
  return {
    color: colours(),
    animation: animated && !still.matches,
    animationDuration: 400,
    textStyle: { fontFamily: label.fontFamily },
    aria: { enabled: true, label: { enabled: false }, decal: { show: lies && chart.series.length > 1 } },
    legend: { show: chart.series.length > 1, type: "scroll", top: 0, left: 0, textStyle: { ...label, color: ink },
      pageTextStyle: { ...label, color: ink }, pageIconColor: ink, pageIconInactiveColor: style("--op-line-strong") },
    grid: { left: 4, right: 24, top: chart.series.length > 1 ? 62 : 34, bottom: lies ? 26 : 4, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: style("--op-surface"),
      borderColor: style("--op-line-strong"), textStyle: { color: ink, fontSize: 13 },
      valueFormatter: (each) => (each === null || each === undefined ? "–" : number.format(each)) },
    xAxis: lies ? { ...amounts, nameLocation: "end", nameGap: 6, name: "" } : { ...names, axisLabel: { ...names.axisLabel, width: undefined } },
    yAxis: lies ? { ...names, inverse: true } : { ...amounts, nameTextStyle: { ...label, align: "left" } },
    title: lies ? { text: chart.unit, right: 8, bottom: 0, textStyle: { ...label, fontWeight: 400 } } : undefined,
    series: chart.series.map((each, at) => drawn(chart, each, at)),
  };
}

function draw(box) {
  const chart = read(box);
  const canvas = box.querySelector(".chart-canvas");
  canvas.hidden = false;
  canvas.style.height = `${height(chart)}px`;
  const drawing = echarts.init(canvas);
  const paint = (animated) => drawing.setOption(options(chart, drawing.getWidth(), animated), true);
  paint(true);
  new ResizeObserver(() => { drawing.resize(); paint(false); }).observe(canvas);
  new MutationObserver(() => paint(false))
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  const paintNow = (width) => {
    drawing.resize({ width });
    paint(false);
    drawing.getZr().refreshImmediately();
  };
  return { drawing, paintNow };
}

// Paper is light and narrow whatever the screen is: charts take its colours and width before printing, and their own
// again after it.
function printLight(charts) {
  const page = document.documentElement;
  const dark = document.querySelector('link[href*="css/dark.css"]');
  let theme = page.dataset.bsTheme;
  const wear = (worn, isDarkOff, width) => {
    if (dark) dark.disabled = isDarkOff;
    page.dataset.bsTheme = worn;
    charts.forEach((chart) => chart.paintNow(width));
  };
  window.addEventListener("beforeprint", () => { theme = page.dataset.bsTheme; wear("light", true, PAPER_WIDTH); });
  window.addEventListener("afterprint", () => wear(theme, false, "auto"));
}

function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function picture(box, drawing, kind) {
  const name = `${box.dataset.chart}.${kind}`;
  if (kind === "png") return save(drawing.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: style("--op-surface") }), name);
  const chart = read(box);
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, width: 900, height: height(chart) });
  drawn.setOption({ ...options(chart, 900, false), backgroundColor: style("--op-surface") });
  const address = URL.createObjectURL(new Blob([drawn.renderToSVGString()], { type: "image/svg+xml" }));
  save(address, name);
  drawn.dispose();
  URL.revokeObjectURL(address);
}

if (echarts) {
  const drawings = [...document.querySelectorAll("[data-chart]")].map((box) => [box, draw(box)]);
  printLight(drawings.map(([, chart]) => chart));
  for (const button of document.querySelectorAll("[data-chart-file]")) {
    button.hidden = false;
    button.addEventListener("click", () => picture(drawings[0][0], drawings[0][1].drawing, button.dataset.chartFile));
  }
}
