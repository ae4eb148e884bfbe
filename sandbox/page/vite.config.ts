import { defineConfig } from "vite";

// Relative addresses, because the page may stand behind any path; no file is inlined, because the policy forbids it.
export default defineConfig({
  base: "./",
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: process.env.PAGE_OUT ?? "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/sandbox": process.env.SANDBOX ?? "http://127.0.0.1:8081" } },
});
