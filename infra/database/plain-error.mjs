// @ts-check
/** A failure that is told in one line, with what to do about it, and without a stack. */
export class PlainError extends Error {
  /** @param {string} message @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options)
    this.name = 'PlainError'
  }
}
