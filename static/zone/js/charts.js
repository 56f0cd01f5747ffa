// Draws every <div data-chart="id"> from the JSON of the script element with that id:
// {"labels": ["1月", …], "unit": "万元", "series": [{"name": "计划", "kind": "line" | "bar", "values": [1, null, …], "dashed": true}]}
// The table beside a chart holds the same numbers; the chart is for those who would rather look.
(() => {
  "use strict";

  const COLOURS = ["#8a95a3", "#0b5cad", "#1c7a3d", "#8a5a00"];
  const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';

  const series = (each) => ({
    name: each.name,
    type: each.kind || "line",
    data: each.values,
    barMaxWidth: 28,
    symbolSize: 6,
    connectNulls: false,
    lineStyle: { width: 2, type: each.dashed ? "dashed" : "solid" },
  });

  const option = (data) => ({
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: FONT, color: "#1b2430" },
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemGap: 16, show: data.series.length > 1 },
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value) => (value == null ? "—" : `${value.toLocaleString()} ${data.unit || ""}`) },
    xAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { interval: 0, hideOverlap: true } },
    yAxis: { type: "value", name: data.series.length > 1 ? "" : data.unit, splitLine: { lineStyle: { color: "#e7ebef" } } },
    series: data.series.map(series),
  });

  const draw = (root) => {
    root.querySelectorAll("[data-chart]").forEach((element) => {
      if (window.echarts.getInstanceByDom(element)) return;
      const source = document.getElementById(element.dataset.chart);
      if (source) window.echarts.init(element, null, { renderer: "svg" }).setOption(option(JSON.parse(source.textContent)));
    });
  };
  const fit = () => {
    document.querySelectorAll("[data-chart]").forEach((element) => {
      const chart = window.echarts.getInstanceByDom(element);
      if (chart) chart.resize();
    });
  };

  draw(document);
  document.addEventListener("htmx:afterSettle", (event) => draw(event.target));
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", fit);
})();
