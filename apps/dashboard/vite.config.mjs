// @ts-check
/** The page's build: one small script, its styles, the map's data apart. `dist/site` is what the API serves. */
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    outDir: 'dist/site',
    assetsDir: 'app',
    emptyOutDir: true,
    target: 'es2022',
    // Small pictures as data: URLs would be refused by the page's policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': process.env.MONITOR_URL ?? 'http://127.0.0.1:3000' } },
})
