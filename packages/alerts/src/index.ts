/** Incidents → messages, as every channel, the API and the terminal tell them. */
export { ruleInWords } from './rule-in-words.ts'
