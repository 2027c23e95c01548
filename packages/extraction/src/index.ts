/** Text → displacement figures. Usable alone; needs only something that answers as a gazetteer. */
export { type Extraction, extractFigures, extractionVersion } from './extract-figures.ts'
