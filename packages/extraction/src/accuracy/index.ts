/** The accuracy report: how well the extractor reads labelled texts (docs/accuracy.md). */
export { parsePassages } from './labelled-passage.ts'
export { type Accuracy, fields, measure } from './measure.ts'
export { type Rate, rate, rateText } from './rate.ts'
export { measureSheet, parseCsv, parseRows, readSheet, type SheetAccuracy } from './sheet.ts'
