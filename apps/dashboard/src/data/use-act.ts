/** Something a person decides: sent once, and told in words how it went. */
import { useState } from 'preact/hooks'
import { Refusal, tellServer } from './ask.ts'

export function useAct(onDone: () => void) {
  const [words, setWords] = useState('')
  const [isActing, setActing] = useState(false)
  const act = async (
    done: string,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<boolean> => {
    if (isActing) return false
    setActing(true)
    try {
      await tellServer(method, path, body)
      setWords(done)
      onDone()
      return true
    } catch (error) {
      setWords(error instanceof Refusal ? error.message : 'That could not be sent.')
      return false
    } finally {
      setActing(false)
    }
  }
  return { words, isActing, act }
}
