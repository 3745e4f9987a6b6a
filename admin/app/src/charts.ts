// Charts: drawn from the JSON that stands beside each, in the colours of the design's tokens.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Series {
  name: string;
  tone: string;
  values: number[];
}
interface Bars {
  kind: "bars" | "parts";
  x: string[];
  series: Series[];
}
interface Curve {
  kind: "curve";
  until: number;
  points: [age: number, returned: number, low: number, high: number][];
  series: { name: string; tone: string }[];
  xName: string;
}
type Chart = Bars | Curve;

const drawn = new WeakMap<HTMLElement, { chart: EChartsType; told: string }>();

/** Draw every chart on the page, and again those whose data or size has changed. */
export function drawCharts(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-chart]")) draw(place);
}

function draw(place: HTMLElement): void {
  const told = document.getElementById(place.dataset["chart"] ?? "")?.textContent ?? "";
  const before = drawn.get(place);
  if (told === "" || place.clientWidth === 0) return;
  before?.chart.resize();
  if (before?.told === told) return;
  const chart = before?.chart ?? init(place, null, { renderer: "canvas", devicePixelRatio: 2 });
  chart.setOption(option(JSON.parse(told) as Chart), { notMerge: true });
  drawn.set(place, { chart, told });
}

function redrawAll(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-chart]")) {
    const known = drawn.get(place);
    if (known) drawn.set(place, { ...known, told: "" });
  }
  drawCharts();
}

window.addEventListener("resize", () => drawCharts());
for (const question of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "print"]) {
  window.matchMedia(question).addEventListener("change", redrawAll);
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const number = (value: number): string => value.toLocaleString(document.documentElement.lang);
const share = (value: number): string =>
  value.toLocaleString(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });

function option(chart: Chart): EChartsCoreOption {
  return { ...common(), ...(chart.kind === "curve" ? curve(chart) : bars(chart)) };
}

function common(): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: "Inter, sans-serif", color: token("ink-soft"), fontSize: 13 },
    grid: { left: 8, right: 16, top: 44, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 14, textStyle: { color: token("ink"), fontSize: 13 } },
    // Text on the canvas: the content security policy forbids styles inside a page, and tooltips of HTML have them.
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: token("surface"),
      borderColor: token("line-strong"),
      textStyle: { color: token("ink"), fontSize: 13 },
    },
  };
}

const axis = (): object => ({
  axisLine: { lineStyle: { color: token("line-strong") } },
  axisTick: { show: false },
  axisLabel: { color: token("ink-soft"), hideOverlap: true },
});
const splitLine = (): object => ({ splitLine: { lineStyle: { color: token("line") } } });

function bars(chart: Bars): EChartsCoreOption {
  const lying = chart.kind === "parts";
  const category = { type: "category", data: chart.x, inverse: lying, ...axis() };
  const value = { type: "value", ...axis(), ...splitLine(), axisLabel: { color: token("ink-soft"), formatter: number } };
  return {
    xAxis: lying ? value : category,
    yAxis: lying ? category : value,
    series: chart.series.map((one) => ({
      type: "bar",
      name: one.name,
      data: one.values,
      barMaxWidth: 34,
      barGap: "10%",
      ...(lying ? { stack: "all" } : {}),
      itemStyle: { color: token(one.tone), borderRadius: lying ? 0 : [3, 3, 0, 0] },
      tooltip: { valueFormatter: number },
    })),
  };
}

function curve(chart: Curve): EChartsCoreOption {
  const [returned, interval] = chart.series;
  const line = { type: "line", step: "end", symbol: "none" };
  const band = { ...line, lineStyle: { opacity: 0 }, stack: "interval", silent: true, tooltip: { show: false } };
  const colour = token("accepted");
  return {
    legend: { ...(common()["legend"] as object), data: [returned?.name ?? "", interval?.name ?? ""] },
    xAxis: {
      type: "value",
      min: 0,
      max: chart.until,
      interval: hoursBetweenTicks(chart.until) * 60,
      name: chart.xName,
      nameLocation: "middle",
      nameGap: 30,
      nameTextStyle: { color: token("ink-soft") },
      ...axis(),
      axisLabel: { color: token("ink-soft"), formatter: (minutes: number) => number(minutes / 60) },
      splitLine: { show: false },
      axisPointer: { label: { show: false } },
    },
    grid: { left: 8, right: 16, top: 44, bottom: 30, containLabel: true },
    yAxis: { type: "value", min: 0, max: 1, ...axis(), ...splitLine(), axisLabel: { color: token("ink-soft"), formatter: share } },
    tooltip: {
      ...(common()["tooltip"] as object),
      formatter: (shown: { dataIndex: number }[]) => curveTip(chart, shown[0]?.dataIndex ?? 0),
    },
    series: [
      { ...band, name: "low", data: chart.points.map(([age, , low]) => [age, low]) },
      {
        ...band,
        name: interval?.name ?? "",
        itemStyle: { color: colour, opacity: 0.35 },
        areaStyle: { color: colour, opacity: 0.18 },
        data: chart.points.map(([age, , low, high]) => [age, high - low]),
      },
      {
        ...line,
        name: returned?.name ?? "",
        itemStyle: { color: colour },
        lineStyle: { color: colour, width: 3 },
        data: chart.points.map(([age, value]) => [age, value]),
      },
    ],
  };
}

function hoursBetweenTicks(minutes: number): number {
  const hours = minutes / 60;
  return [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 168, 336, 720].find((step) => hours / step <= 12) ?? 1440;
}

function curveTip(chart: Curve, index: number): string {
  const point = chart.points[index];
  if (point === undefined) return "";
  const [age, returned, low, high] = point;
  const hours = Math.floor(age / 60);
  const minutes = String(age % 60).padStart(2, "0");
  return `${hours}:${minutes}   ${share(returned)} (${share(low)}–${share(high)})`;
}
