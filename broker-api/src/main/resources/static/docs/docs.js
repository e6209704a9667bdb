"use strict";

// A file of its own, for the page's security policy allows no scripts within it.
SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#docs",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  // Otherwise the page asks a server elsewhere whether the description is valid.
  validatorUrl: null,
});
