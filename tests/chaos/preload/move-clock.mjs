// @ts-check
/** Loaded before the product: its clock is CLOCK_AHEAD_MS ahead, and jumps when its parent says so. Timers go on, as they do when a machine's clock is set. */
const Real = Date
let aheadMs = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const now = () => Real.now() + aheadMs

globalThis.Date = new Proxy(Real, {
  construct: (target, words, made) => Reflect.construct(target, words.length === 0 ? [now()] : words, made),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'clockAheadMs' in message)
    aheadMs = Number(message.clockAheadMs)
})
