// Draws the charts. Their expressions are interpreted, so that the page needs no eval; nothing is
// loaded, and a click on a mark leads to its moment.
"use strict";
(() => {
  const { jump, show, hide, make, read, all, pinned } = window.report;
  const specs = read("charts");
  const tip = (_handler, event, _item, value) => {
    if (pinned()) return;
    if (value === null || value === undefined || value === "") hide();
    else show(make("div", String(value)), event.clientX, event.clientY);
  };
  const loader = { load: () => Promise.reject(new Error("charts load nothing")) };
  const draw = async (place) => {
    const spec = specs[place.dataset.chart];
    if (!spec) return;
    const options = {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false,
      tooltip: tip, loader,
    };
    const { view } = await window.vegaEmbed(place, spec, options);
    view.addEventListener("click", (_event, item) => {
      const ref = item && item.datum && item.datum.ref;
      if (Number.isInteger(ref)) jump(`s${ref + 1}`);
    });
  };
  Promise.all(all("[data-chart]").map(draw)).then(() => (document.body.dataset.drawn = "yes"));
})();
