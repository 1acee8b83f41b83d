// Shows the description of the REST interface. It asks no other server anything, not even whether it is valid.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("interface");
  new MutationObserver(() => mend(place)).observe(place, { childList: true, subtree: true });
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.description,
    // A link to each operation would stand inside the button that opens it, out of reach of the keyboard.
    deepLinking: false,
    validatorUrl: null,
    requestInterceptor: (request) => {
      request.headers["X-CSRFToken"] = place.dataset.csrfToken;
      return request;
    },
  });
});

// Gives what the library draws the names and roles that it leaves out.
function mend(place) {
  for (const [heading, level] of [["h3", 2], ["h4", 3], ["h5", 4]]) {
    for (const each of place.querySelectorAll(`${heading}:not([aria-level])`)) {
      each.setAttribute("aria-level", level);
    }
  }
  for (const table of place.querySelectorAll("table.responses-table:not([aria-label])")) {
    table.setAttribute("aria-label", table.id);
  }
  for (const choice of place.querySelectorAll("select:not([aria-label])")) {
    const row = choice.closest("[data-param-name]");
    choice.setAttribute("aria-label", row ? row.dataset.paramName : place.dataset.choice);
  }
  for (const scrolled of place.querySelectorAll("pre.microlight:not([tabindex])")) {
    scrolled.tabIndex = 0;
  }
}
