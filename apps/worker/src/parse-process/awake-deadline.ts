/**
 * A deadline in time that this process was awake. A machine that slept, or a process that stood still, has not seen what others did
 * meanwhile: an ordinary timer would be over before their answers are looked at.
 */
const beatMs = 250

/** Calls `over` when so much time has passed in beats; one that comes late counts as one. Returns what calls it off. */
export function awakeDeadline(ms: number, over: () => void): () => void {
  let left = ms
  let timer = setTimeout(beat, Math.min(beatMs, left))
  function beat() {
    left -= beatMs
    if (left <= 0) return over()
    timer = setTimeout(beat, Math.min(beatMs, left))
  }
  return () => clearTimeout(timer)
}
