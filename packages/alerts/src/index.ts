/** Incidents → messages, as every channel, the API and the terminal tell them. */
export { composeEntry, composeMessage, toldInFull } from './compose-message.ts'
export { linkTo } from './link-to.ts'
export type { MessageStore } from './message-store.ts'
export { ruleInWords } from './rule-in-words.ts'
export { type Refusal, statedThreshold } from './thresholds/stated-threshold.ts'
export { thresholdJson } from './thresholds/threshold-json.ts'
export { watches } from './watches.ts'
export { windowEnd } from './window-end.ts'
