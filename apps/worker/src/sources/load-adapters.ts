/** All adapters: every file of the folder, its name equal to the adapter's id. A new source is one more file and no list to edit. */
import { readdirSync } from 'node:fs'
import type { SourceAdapter } from './source-adapter.ts'

const folder = new URL('./adapters/', import.meta.url)

export async function loadAdapters(): Promise<ReadonlyMap<string, SourceAdapter>> {
  const files = readdirSync(folder).filter((file) => /\.[jt]s$/.test(file) && !/\.(test|d)\.[jt]s$/.test(file))
  const adapters = new Map<string, SourceAdapter>()
  const ids = new Map(files.map((file) => [file.replace(/\.[jt]s$/, ''), file]))
  for (const id of [...ids.keys()].sort()) {
    const file = ids.get(id) ?? ''
    const module = (await import(new URL(file, folder).href)) as { default?: SourceAdapter }
    if (module.default?.id !== id)
      throw new Error(`adapters/${file} must export by default an adapter with the id "${id}"`)
    adapters.set(id, module.default)
  }
  return adapters
}
