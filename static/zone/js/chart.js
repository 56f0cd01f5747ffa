// Draws every [data-chart="id"] from the JSON of the element with that id. The table of the same figures stands beside it in the page.
// {kind: "line" | "bar" | "pie", categories: [], series: [{name, values, kind?, dashed?}], unit, places, horizontal?, stacked?, line?: {value, name}}
(() => {
  "use strict";

  const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif';
  const COLOURS = ["#0b5cad", "#8a97a6", "#2a7f62", "#b0660e", "#6a4c93", "#37474f"];
  const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

  function numbers(places) {
    return new Intl.NumberFormat("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
  }

  function pie(data, format) {
    const values = data.series[0].values;
    return {
      tooltip: { renderMode: "richText", valueFormatter: format },
      series: [{
        type: "pie",
        radius: ["35%", "65%"],
        label: { formatter: (slice) => `${slice.name} ${format(slice.value)}` },
        data: data.categories.map((name, place) => ({ name, value: values[place] })),
      }],
    };
  }

  function axes(data, format) {
    const names = { type: "category", data: data.categories, axisTick: { show: false }, inverse: Boolean(data.horizontal) };
    const values = { type: "value", name: data.unit, nameTextStyle: { align: data.horizontal ? "right" : "left" }, axisLabel: { formatter: (value) => format(value) }, splitNumber: 4, minInterval: data.places ? 0 : 1 };
    const series = data.series.map((one, place) => ({
      name: one.name,
      type: one.kind || data.kind,
      data: one.values,
      stack: data.stacked ? "all" : undefined,
      symbol: SYMBOLS[place % SYMBOLS.length],
      symbolSize: 6,
      barMaxWidth: 28,
      lineStyle: { width: 2, type: one.dashed ? "dashed" : "solid" },
      markLine: data.line && place === 0
        ? { symbol: "none", label: { formatter: data.line.name }, data: [{ [data.horizontal ? "xAxis" : "yAxis"]: data.line.value }] }
        : undefined,
    }));
    return {
      tooltip: { renderMode: "richText", trigger: "axis", confine: true, valueFormatter: (value) => (value == null ? "—" : format(value)) },
      legend: data.series.length > 1 ? { top: 0, right: 0 } : undefined,
      grid: { left: 8, right: 24, top: 36, bottom: 4, containLabel: true },
      xAxis: data.horizontal ? values : names,
      yAxis: data.horizontal ? names : values,
      series,
    };
  }

  const drawn = [];

  function draw(box) {
    const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const format = (value) => numbers(data.places ?? 0).format(value).replace("-", "\u2212");
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: FONT, color: "#1b2430" },
      ...(data.kind === "pie" ? pie(data, format) : axes(data, format)),
    });
    drawn.push(chart);
    new ResizeObserver(() => chart.resize()).observe(box);
  }

  // On paper a chart is as wide as its column, with type of 9 pt (12 px), and its folded table stands open.
  const PAPER = { width: 460, height: 230 };
  const charts = () => drawn.filter((chart) => chart.getDom().isConnected);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details[data-print-open]:not([open])").forEach((fold) => {
      fold.open = true;
      fold.dataset.openedForPrint = "yes";
    });
    charts().forEach((chart) => {
      chart.resize(PAPER);
      chart.getZr().flush();
    });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-opened-for-print]").forEach((fold) => {
      fold.open = false;
      delete fold.dataset.openedForPrint;
    });
    charts().forEach((chart) => chart.resize({ width: "auto", height: "auto" }));
  });

  const drawAll = (root) => root.querySelectorAll("[data-chart]:not([_echarts_instance_])").forEach(draw);
  drawAll(document);
  document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
})();
