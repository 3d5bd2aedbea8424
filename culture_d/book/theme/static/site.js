// Menu, light and dark theme, and the language switch that keeps the reader at the same heading.
"use strict";

const page = document.documentElement;

const menu = document.querySelector(".menu");
const side = document.getElementById("site-nav");
function showMenu(open) {
  menu.setAttribute("aria-expanded", String(open));
  side.classList.toggle("open", open);
}
menu.addEventListener("click", () => showMenu(menu.getAttribute("aria-expanded") !== "true"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side.classList.contains("open")) {
    showMenu(false);
    menu.focus();
  }
});

side.addEventListener("focusout", ({ relatedTarget: next }) => {
  if (next && next !== menu && !side.contains(next)) showMenu(false); // the keyboard goes on in the page, not behind
});

const theme = document.querySelector(".theme");
const order = ["auto", "light", "dark"];
function showTheme(choice) {
  if (choice === "auto") delete page.dataset.theme;
  else page.dataset.theme = choice;
  theme.querySelector("span").textContent = theme.dataset[choice];
  theme.title = theme.dataset[choice];
}
showTheme(page.dataset.theme || "auto");
theme.addEventListener("click", () => {
  const next = order[(order.indexOf(page.dataset.theme || "auto") + 1) % order.length];
  showTheme(next);
  try {
    if (next === "auto") localStorage.removeItem("culture-d-theme");
    else localStorage.setItem("culture-d-theme", next);
  } catch (error) { /* a browser that keeps nothing still changes the theme of this page */ }
});

// Twin pages have the same headings in the same order: the n-th here is the n-th there.
document.querySelector(".switch").addEventListener("click", (event) => {
  const sections = [...document.querySelectorAll("article section[id]")];
  const current = sections.filter((section) => section.getBoundingClientRect().top < 120).length;
  if (current > 1) event.currentTarget.hash = "section-" + current;
});
const asked = /^#section-(\d+)$/.exec(location.hash);
if (asked) document.querySelectorAll("article section[id]")[asked[1] - 1]?.scrollIntoView();

// A wide table or a long line of code scrolls by keyboard too.
for (const box of document.querySelectorAll(".cd-table, .highlight pre")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
