/** Written by scripts/write-language-index.mjs; the packs that the engine knows, by language code. */
import ar from './ar.ts'
import en from './en.ts'
import es from './es.ts'
import fr from './fr.ts'
import pt from './pt.ts'
import type { LanguagePack } from './pack.ts'

export const languagePacks: Readonly<Record<string, LanguagePack>> = { ar, en, es, fr, pt }
