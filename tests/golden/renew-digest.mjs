/** `npm run golden:update`: agrees to the golden cases as they stand, by writing their digest and counts into floors.json; a new language joins the others. */
import { readFileSync, writeFileSync } from 'node:fs'
import { agreedOn, goldenLanguages } from './golden-cases.mjs'

const path = new URL('./floors.json', import.meta.url)
const floors = JSON.parse(readFileSync(path, 'utf8'))
for (const language of goldenLanguages) {
  floors.cases[language] = agreedOn(language)
  console.log(language, floors.cases[language])
}
writeFileSync(path, `${JSON.stringify(floors, null, 2)}\n`)
