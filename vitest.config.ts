import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-leaks.ts'],
    // The real clients talk over real sockets: a slow machine needs more than the default 5 s.
    testTimeout: 20_000,
  },
});
