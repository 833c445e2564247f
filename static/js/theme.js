/* Chooses light or dark before the first thing is drawn, and remembers a person's own choice on this device. */
(function () {
  "use strict";

  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      const kept = localStorage.getItem("theme");
      return kept === "light" || kept === "dark" ? kept : "auto";
    } catch {
      return "auto"; // A browser may forbid storage; the system's own wish is then the answer.
    }
  }

  function keep(choice) {
    try {
      localStorage.setItem("theme", choice);
    } catch {
      // Nothing to do: the choice then lasts for this page only.
    }
  }

  function apply(choice) {
    const isDark = choice === "dark" || (choice === "auto" && system.matches);
    root.setAttribute("data-bs-theme", isDark ? "dark" : "light");
    for (const button of document.querySelectorAll("[data-theme-value]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeValue === choice));
    }
  }

  apply(chosen());
  system.addEventListener("change", () => apply(chosen()));

  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-theme-choice]")) group.hidden = false;
    apply(chosen());
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-value]");
    if (!button) return;
    keep(button.dataset.themeValue);
    apply(button.dataset.themeValue);
  });
})();
