/** Demonyms: the written-out forms of the curated stems, per language. */
import { readTable } from './read-sources.mjs'

const english = (stem) => (/(?:ese|ish|ch|ss)$/.test(stem) ? [stem] : [stem, `${stem}s`])
const french = (stem) => (/s$/.test(stem) ? [stem] : [stem, `${stem}s`])
const spanish = (stem) =>
  /[íú]$/.test(stem)
    ? [stem, `${stem}es`, `${stem}s`]
    : /(?:és|ês|ol|or)$/.test(stem)
      ? [stem, `${stem.replace(/[éê]s$/, 'es')}es`]
      : /ão$/.test(stem)
        ? [stem]
        : [stem, `${stem}s`]
/** Masculine and feminine, both plurals of the masculine, the plural of the feminine; the article is cut off when reading. */
const arabic = (stem) =>
  [stem, `${stem}ة`, `${stem}ون`, `${stem}ين`, `${stem}ات`].flatMap((form) => [form, `ال${form}`])

const forms = (cell, inflect) =>
  (cell ?? '')
    .split(',')
    .filter((stem) => stem !== '')
    .flatMap((stem) => (stem.startsWith('!') ? [stem.slice(1)] : inflect(stem)))

/** id → { name, lower }: `lower` where the language prints it without a capital. */
export function makeDemonyms() {
  const byId = new Map()
  for (const [ids, en, fr, es, ar] of readTable('demonyms.tsv')) {
    const list = [
      ...forms(en, english).map((name) => ({ name, lower: false })),
      ...[...forms(fr, french), ...forms(es, spanish)].map((name) => ({ name, lower: true })),
      ...forms(ar, arabic).map((name) => ({ name, lower: true })),
    ]
    for (const id of ids.split(',')) byId.set(id, [...(byId.get(id) ?? []), ...list])
  }
  return byId
}
