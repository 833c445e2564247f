// Draws the chart of the weeks. The page is whole without it: the table below holds the same numbers.
// Vega runs with its own interpreter of expressions (`ast`), because the page's policy allows no code made of text.

const figure = document.querySelector("[data-chart]");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function specification(told) {
  const quiet = colour("--ink-quiet");
  const axis = { labelColor: quiet, titleColor: quiet, domainColor: colour("--line"), tickColor: colour("--line"), gridColor: colour("--line"), labelFont: "IBM Plex Sans", titleFont: "IBM Plex Sans", labelFontSize: 13 };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: "container",
    background: null,
    data: { values: told.points },
    spacing: 28,
    resolve: { scale: { y: "independent" } },
    facet: { row: { field: "series", type: "nominal", title: null, sort: told.order, header: { labelAngle: 0, labelOrient: "top", labelAnchor: "start", labelFontSize: 15, labelFontWeight: 600, labelColor: colour("--ink"), labelFont: "IBM Plex Sans", labelPadding: 10 } } },
    spec: {
      width: Math.max(figure.clientWidth - 70, 180),
      height: 110,
      mark: { type: "bar", color: colour("--brand"), cornerRadiusEnd: 3 },
      encoding: {
        x: {
          field: "week", type: "ordinal", title: null, scale: { domain: told.weeks, paddingInner: 0.35, paddingOuter: 0.2 },
          axis: { labelExpr: "slice(datum.value, 8, 10) + '/' + slice(datum.value, 5, 7)", labelAngle: 0, labelOverlap: true, grid: false, ticks: false },
        },
        y: { field: "count", type: "quantitative", title: null, axis: { tickCount: 3 } },
      },
    },
    config: { axis, view: { stroke: null } },
  };
}

async function draw() {
  await vegaEmbed(figure, specification(JSON.parse(figure.dataset.chart)), {
    ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
}

if (figure && window.vegaEmbed) {
  draw();
  // The colours follow the reader from light to dark.
  new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
}
