/** A stream of events with the reader's key, which the browser's own way of following cannot send. */
import { useEffect, useState } from 'preact/hooks'
import { currentKey } from './session.ts'

const againMs = 3_000

/** The newest event named `progress`, until `end`; a stream that breaks off is taken up again. `path` null: nothing is followed. */
export function useFollowed<T>(path: string | null, onEnd: () => void): T | null {
  const [told, setTold] = useState<{ path: string; value: T } | null>(null)
  useEffect(() => {
    if (path === null) return
    const calledOff = new AbortController()
    const follow = async () => {
      while (!calledOff.signal.aborted) {
        try {
          const ended = await readEvents(path, calledOff.signal, (value) => setTold({ path, value: value as T }))
          if (ended) return onEnd()
        } catch {
          // Broken off, or the server is away: taken up again below.
        }
        await new Promise((resolve) => setTimeout(resolve, againMs))
      }
    }
    void follow()
    return () => calledOff.abort()
  }, [path])
  return told?.path === path ? told.value : null
}

/** True where the stream told its end. */
async function readEvents(path: string, signal: AbortSignal, tell: (value: unknown) => void): Promise<boolean> {
  const key = currentKey()
  const response = await fetch(path, { signal, headers: key ? { Authorization: `Bearer ${key}` } : {} })
  if (!response.ok || !response.body) return response.status < 500 && response.status !== 429
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return false
    text += value
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const [, name, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? []
      if (name === 'end') return true
      if (name === 'progress') tell(JSON.parse(data))
    }
  }
}
