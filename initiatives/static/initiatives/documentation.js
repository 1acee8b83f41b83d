// Shows the description of the REST interface. It asks no other server anything, not even whether it is valid.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("interface");
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.description,
    deepLinking: true,
    validatorUrl: null,
    requestInterceptor: (request) => {
      request.headers["X-CSRFToken"] = place.dataset.csrfToken;
      return request;
    },
  });
});
