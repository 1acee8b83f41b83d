// Counts what a person presses, from the browser's own events: a link, button, heading of a fold, box to tick or choice.
// Pressing a key on one of them gives the same event. What is typed is not counted, nor is the field that it goes into.
"use strict";

(() => {
  const pressed = "a[href], area[href], button, summary, input, [role=button]";
  const typed = ["text", "search", "email", "url", "tel", "password", "number", "date", "month", "time", "hidden"];
  const name = (element) =>
    (element.getAttribute("aria-label") || element.value || element.textContent || "").trim().slice(0, 60);

  addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    const element = event.target.closest(pressed);
    if (!element || typed.includes(element.type)) return;
    window.countClick(`${element.tagName.toLowerCase()} ${name(element)}`);
  }, true);

  // A list to choose from opens with one press; the choice itself is a press or a letter, and the two count as one.
  addEventListener("change", (event) => {
    if (event.isTrusted && event.target.tagName === "SELECT") window.countClick(`select ${event.target.name}`);
  }, true);
})();
