// Builds the interface into `dist`, which the host embeds, and runs its tests.
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

// The oldest engine that shows the interface: WebKit of macOS 14. Its CSS has no `light-dark()`
// yet; the build rewrites that.
const ENGINE = 'safari17';

const messages = paraglideVitePlugin({
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['preferredLanguage', 'baseLocale'],
  emitReadme: false,
});

export default defineConfig(({ mode }) => ({
  // The messages' compiler watches its files and keeps a test run from ending; `npm test` compiles
  // them beforehand.
  plugins: [mode === 'test' ? [] : messages, svelte(), svelteTesting()],
  resolve: { alias: { $lib: '/src/lib' } },
  server: { port: 1420, strictPort: true },
  build: {
    target: ENGINE,
    cssTarget: ENGINE,
    modulePreload: { polyfill: false },
    // Files stay files: the window's policy grants `data:` to pictures only.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/test/setup.ts'],
    restoreMocks: true,
  },
}));
