import { defineConfig } from "vitest/config";

export default defineConfig({
  // Static files that work under any path.
  base: "./",
  esbuild: { jsx: "automatic" },
  build: { target: "es2022", modulePreload: false },
  test: { include: ["test/**/*.test.{ts,tsx}"], environment: "jsdom", testTimeout: 60_000 },
});
