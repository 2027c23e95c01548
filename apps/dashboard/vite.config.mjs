// @ts-check
/** The page's build: one small script, its styles, the map's data apart. `dist/site` is what the API serves. */
import { createRequire } from 'node:module'
import { defineConfig } from 'vite'
import { drawOutline } from './src/overview/draw-outline.ts'

const require = createRequire(import.meta.url)
const outlines = {
  coarse: () => drawOutline(require('world-atlas/countries-110m.json'), 1),
  fine: () => drawOutline(require('world-atlas/countries-50m.json'), 2),
}

/**
 * `virtual:outline-coarse` and `virtual:outline-fine` are the addresses of files that hold the drawn map.
 * @returns {import('vite').Plugin}
 */
function outlineFiles() {
  let isServed = false
  return {
    name: 'outline-files',
    configResolved: ({ command }) => {
      isServed = command === 'serve'
    },
    resolveId: (id) => (id.startsWith('virtual:outline-') ? `\0${id}` : null),
    load(id) {
      const name = /^\0virtual:outline-(coarse|fine)$/.exec(id)?.[1]
      if (name !== 'coarse' && name !== 'fine') return null
      const source = JSON.stringify(outlines[name]())
      if (isServed) return `export default URL.createObjectURL(new Blob([${JSON.stringify(source)}]))`
      const file = this.emitFile({ type: 'asset', name: `outline-${name}.json`, source })
      return `export default import.meta.ROLLUP_FILE_URL_${file}`
    },
  }
}

export default defineConfig({
  plugins: [outlineFiles()],
  build: {
    outDir: 'dist/site',
    assetsDir: 'app',
    emptyOutDir: true,
    target: 'es2022',
    // Small pictures as data: URLs would be refused by the page's policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // On a busy machine it would tell how long the map took to draw, in the middle of a start.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: { '/v1': process.env.MONITOR_URL ?? 'http://127.0.0.1:3000' } },
})
