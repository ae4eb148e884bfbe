import { defineConfig } from "vitest/config";

// A file each: they wait far more than they compute, on however few processors.
export default defineConfig({ test: { include: ["test/**/*.test.{ts,tsx}"], testTimeout: 60_000, minWorkers: 1, maxWorkers: 6 } });
