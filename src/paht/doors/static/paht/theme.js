/* Runs before the first paint: marks that scripts work and applies the reader's choice of theme. */
"use strict";
document.documentElement.classList.add("js");
(function () {
  let chosen = null;
  try { chosen = localStorage.getItem("paht-theme"); } catch { /* Storage may be switched off; the system's theme then holds. */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
