// What Maven runs here, by build.sh. `build`: libraries, types, the kit, the demo, their sizes. `test`: the tests.
// Each step is left out when nothing that it is made from is newer than what it made, so that a second build needs no network.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LARGEST_CLIENT = 5_000; // Bytes, minified and gzipped: what a page can add without being asked.
const SOURCES = ["client", "demo", "build.mjs", "generate.mjs", "package-lock.json", "../invoice-api/src/main/resources/dev/starkeeper/invoice/docs/openapi"];
const MADE = ["dist", "node_modules", "target"];

process.chdir(fileURLToPath(new URL(".", import.meta.url)));
mkdirSync("target", { recursive: true });

try {
  if (process.argv[2] === "test") test();
  else await build();
} catch (e) {
  if (e.status === undefined) throw e;
  process.exitCode = e.status || 1; // The command has said what is wrong.
}

async function build() {
  libraries();
  if (upToDate("target/built", SOURCES) && existsSync("demo/dist/index.html")) return console.log("The Mini App is built already.");
  run("node", ["generate.mjs", "--check"]);
  for (const made of ["client/dist", "demo/dist", "target/classes"]) rmSync(made, { recursive: true, force: true });
  await client();
  run("node_modules/.bin/tsc", ["-p", "demo"]);
  run("node_modules/.bin/vite", ["build", "demo"]);
  writeFileSync("target/built", "");
}

function test() {
  if (upToDate("target/tested", SOURCES)) return console.log("Nothing of the Mini App has changed since its tests passed.");
  run("node_modules/.bin/tsc", ["-p", "client/test"]);
  for (const part of ["client", "demo"]) run("node_modules/.bin/vitest", ["run", "--root", part]);
  writeFileSync("target/tested", "");
}

/** Installs exactly what package-lock.json says, when it says something new. */
function libraries() {
  if (upToDate("node_modules/.package-lock.json", ["package-lock.json"])) return;
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  utimesSync("node_modules/.package-lock.json", new Date(), new Date());
}

async function client() {
  const { build: bundle } = await import("esbuild");
  const common = { bundle: true, format: "esm", target: "es2022", charset: "utf8", external: ["react", "react/jsx-runtime"], jsx: "automatic" };
  run("node_modules/.bin/tsc", ["-p", "client", "--emitDeclarationOnly"]);
  await bundle({ ...common, entryPoints: ["client/src/index.ts", "client/src/react.tsx"], splitting: true, outdir: "client/dist", sourcemap: true });
  const { outputFiles } = await bundle({ ...common, entryPoints: ["client/src/index.ts"], minify: true, write: false });
  const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  console.log(`@starkeeper/mini-app: ${size} bytes, minified and gzipped`);
  if (size > LARGEST_CLIENT) {
    console.error(`[ERROR] @starkeeper/mini-app may have at most ${LARGEST_CLIENT} bytes.`);
    process.exit(1);
  }
}

function upToDate(made, from) {
  return existsSync(made) && from.every((path) => newest(path) <= statSync(made).mtimeMs);
}

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const inside = readdirSync(path).filter((name) => !MADE.includes(name));
  return Math.max(mtimeIfSource(path, mtimeMs), ...inside.map((name) => newest(`${path}/${name}`)));
}

/** A deleted file changes its directory; so does what is made right there. */
function mtimeIfSource(path, mtimeMs) {
  return MADE.some((name) => existsSync(`${path}/${name}`)) ? 0 : mtimeMs;
}

function run(command, args) {
  execFileSync(command, args, { stdio: "inherit" });
}
