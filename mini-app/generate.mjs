// Writes client/src/generated/api.ts from the API's own description: the calls that a Mini App may make, and what they speak of.
// `node generate.mjs` writes it, `node generate.mjs --check` fails when it is stale. A form of schema it does not know is a failure too.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const descriptions = new URL("../invoice-api/src/main/resources/dev/starkeeper/invoice/docs/openapi/", import.meta.url);
const target = new URL("client/src/generated/api.ts", import.meta.url);

const description = readdirSync(descriptions)
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(new URL(file, descriptions), "utf8")))
  .reduce(merged, {});
const { schemas, responses, parameters } = description.components;
const wanted = new Set();

/** Objects are united, as the API itself does it. */
function merged(into, from) {
  for (const [name, value] of Object.entries(from)) {
    into[name] = isObject(into[name]) && isObject(value) ? merged(into[name], value) : value;
  }
  return into;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function found(part, among) {
  return part.$ref ? among[part.$ref.split("/").at(-1)] : part;
}

function type(schema) {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1);
    wanted.add(name);
    return name;
  }
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.oneOf) return schema.oneOf.map((one) => `\n  | ${type(one)}`).join("");
  if (schema.allOf) return [...schema.allOf.map(type), ...(schema.properties ? [object(schema)] : [])].join(" & ");
  switch (schema.type) {
    case "string":
      return "string";
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return `${type(schema.items)}[]`;
    case "object":
      return object(schema);
    default:
      throw new Error(`a schema of no known form: ${JSON.stringify(schema)}`);
  }
}

function object(schema) {
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => `${comment(property)}${name}${required.has(name) ? "" : "?"}: ${type(property)}`,
  );
  if (isObject(schema.additionalProperties)) members.push(`[name: string]: ${type(schema.additionalProperties)}`);
  const line = `{ ${members.join("; ")} }`;
  if (line.length < 100) return line;
  return `{\n${members.map((one) => `  ${one.replaceAll("*/ ", "*/\n").replaceAll("\n", "\n  ")};\n`).join("")}}`;
}

function comment(schema) {
  return schema.description ? `/** ${schema.description.trim()} */ ` : "";
}

function calls() {
  const lines = [];
  const codes = new Set();
  for (const [path, { parameters: shared = [], ...operations }] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (!operation.security?.some((one) => "tma" in one)) continue;
      lines.push(`  ${comment({ description: operation.summary }).trim()}\n  "${method.toUpperCase()} ${path}": ${call([...shared, ...(operation.parameters ?? [])], operation)};`);
      for (const answer of Object.values(operation.responses)) {
        for (const code of problemCodes(found(answer, responses))) codes.add(code);
      }
    }
  }
  return { lines, codes: [...codes].sort() };
}

function call(all, operation) {
  const of = (place) => all.map((one) => found(one, parameters)).filter((one) => one.in === place);
  const named = (list) => list.map((one) => `${one.name}${one.required ? "" : "?"}: ${type(one.schema)}`).join("; ");
  const parts = [];
  if (of("path").length) parts.push(`path: { ${named(of("path"))} }`);
  if (of("query").length) parts.push(`query: { ${named(of("query"))} }`);
  const body = operation.requestBody?.content?.["application/json"].schema;
  if (body) parts.push(`body: ${type(body)}`);
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))[1];
  return `{ ${[...parts, `answer: ${type(success.content["application/json"].schema)}`].join("; ")} }`;
}

function problemCodes(answer) {
  const code = answer.content?.["application/problem+json"]?.schema.properties?.code;
  return code ? (code.enum ?? [code.const]) : [];
}

function written() {
  const { lines, codes } = calls();
  const types = new Map();
  while (wanted.size > types.size) {
    for (const name of wanted) {
      if (!types.has(name)) types.set(name, `${comment(schemas[name]).trim()}\nexport type ${name} =${` ${type(schemas[name])}`.replace(/^ \n/, "\n")};\n`);
    }
  }
  return [
    "// Made by generate.mjs from the description of the API, openapi/*.json. Not for editing.\n",
    `/** Every reason that the API gives a Mini App for not doing something. */\nexport type ProblemCode =\n${codes.map((code) => `  | "${code}"`).join("\n")};\n`,
    `/** The calls that a Mini App may make. */\nexport interface Calls {\n${lines.join("\n")}\n}\n`,
    ...[...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text.trimStart()),
  ].join("\n");
}

const text = written();
if (process.argv[2] !== "--check") {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("client/src/generated/api.ts is stale: the description of the API has changed. Run `node mini-app/generate.mjs`.");
  process.exit(1);
}
