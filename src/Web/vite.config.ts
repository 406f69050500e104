import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const host = process.env.VIDEOCONF_HOST ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // Fonts and icons stay files: the Content-Security-Policy needs no data: sources then
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  // MediaPipe's loader is a module
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': host,
      '/openapi': host,
      '/hubs': { target: host, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test-setup.ts'],
    // A form filled in a letter at a time takes seconds on a busy machine
    testTimeout: 120_000,
  },
});
