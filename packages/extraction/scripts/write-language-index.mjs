#!/usr/bin/env node
/** Writes src/languages/index.generated.ts from the packs in the folder: a new language is one new file. */
import { readdirSync, writeFileSync } from 'node:fs'

const folder = new URL('../src/languages/', import.meta.url)
const codes = readdirSync(folder)
  .flatMap((name) => /^([a-z]{2,3})\.ts$/.exec(name)?.[1] ?? [])
  .sort()
writeFileSync(
  new URL('index.generated.ts', folder),
  `/** Written by scripts/write-language-index.mjs; the packs that the engine knows, by language code. */
${codes.map((code) => `import ${code} from './${code}.ts'`).join('\n')}
import type { LanguagePack } from './pack.ts'

export const languagePacks: Readonly<Record<string, LanguagePack>> = { ${codes.join(', ')} }
`,
)
