// Makes a chart interactive when the reader reaches it: by pointer, by keyboard, or by scrolling to it.
// Until then, and without script, the page shows the drawing made when the book was built.
"use strict";

(() => {
  const here = document.currentScript.src;
  let vega;

  function loadVega() {
    vega ??= new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = new URL("vega/vega.js", here);
      script.onload = () => done(window.vegaEmbed);
      script.onerror = fail;
      document.head.append(script);
    });
    return vega;
  }

  async function wake(chart) {
    if (chart.dataset.awake) return;
    chart.dataset.awake = "loading";
    const view = chart.querySelector(".cd-chart-view");
    const spec = JSON.parse(chart.querySelector(".cd-chart-spec").textContent);
    try {
      const embed = await loadVega();
      const live = document.createElement("div");
      live.className = "cd-chart-live";
      live.style.width = view.clientWidth + "px";
      spec.config = { ...spec.config, aria: false };
      if (view.clientWidth < 500) {
        spec.config.legend = { ...spec.config.legend, columns: 1 };
        if (spec.columns) spec.columns = Math.ceil(spec.columns / 2); // small multiples
      }
      if (spec.width === "container") {
        spec.width = view.clientWidth;
        spec.autosize = { type: "fit", contains: "padding" };
      }
      await embed(live, spec, { renderer: "svg", actions: false, tooltip: { theme: "culture-d" } });
      live.style.width = "";
      const svg = live.querySelector("svg");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", view.dataset.label);
      view.replaceChildren(live);
      chart.dataset.awake = "yes";
    } catch (error) {
      chart.dataset.awake = "no"; // the drawing stays
    }
  }

  const charts = [...document.querySelectorAll(".cd-chart")];
  for (const chart of charts) {
    for (const event of ["pointerenter", "touchstart", "focusin"]) {
      chart.addEventListener(event, () => wake(chart), { passive: true, once: true });
    }
  }
  if (navigator.connection?.saveData) return;
  const watch = () => {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) wake(entry.target);
    }, { threshold: 0.4 });
    for (const chart of charts) seen.observe(chart);
  };
  addEventListener("scroll", watch, { passive: true, once: true });
})();
