/** A number as read from a text, before anyone asks what it counts. */
export interface NumberValue {
  value: number
  /** Upper end of a range or of a vague amount. */
  high: number | null
  form: 'plain' | 'range' | 'vague'
  /** Written in digits without grouping, scale or words: may be a year, a day, a list number. */
  bare: boolean
  /** It has decimals and no scale: no count of people. */
  fraction: boolean
  /** In a word that rounds: une soixantaine, un millar. */
  about?: true
}
