// Relative to this script: the API may stand behind a path of its own.
const description = new URL("../openapi.json", document.currentScript.src).href;

SwaggerUIBundle({
  dom_id: "#api",
  url: description,
  validatorUrl: null, // asks somebody else's server
  queryConfigEnabled: false, // nobody's link decides what is shown here
  persistAuthorization: false, // a key stays in the page and ends with it
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
});
