/** Questions to the API. An answer is kept by its tag: asked again, it is not sent again while nothing changed. */
import type { ProblemJson } from '@displacement-monitor/shared/contracts'
import { currentKey } from './session.ts'

/** Why there is no answer, in words for a person. `status` 0: the server did not answer at all. */
export class Refusal extends Error {
  readonly status: number
  readonly nearest: readonly string[]
  readonly parameter: string | null

  constructor(
    status: number,
    words: string,
    { nearest = [], parameter = null }: Partial<Pick<Refusal, 'nearest' | 'parameter'>> = {},
  ) {
    super(words)
    this.status = status
    this.nearest = nearest
    this.parameter = parameter
  }
}

interface Kept {
  tag: string | null
  value: unknown
}
const kept = new Map<string, Kept>()
const mostKept = 200

/** What somebody with another key saw is not what this one sees. */
const keptAs = (path: string) => `${currentKey() ?? ''} ${path}`

export const keptAnswer = <T>(path: string): T | undefined => kept.get(keptAs(path))?.value as T | undefined
export const forgetAnswers = (): void => kept.clear()

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const name = keptAs(path)
  const before = kept.get(name)
  const response = await reach(path, {
    headers: before?.tag ? { 'If-None-Match': before.tag } : {},
    ...(signal ? { signal } : {}),
  })
  if (response.status === 304 && before) return before.value as T
  if (!response.ok) throw await refusalOf(response)
  const value: unknown = await response.json()
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
  kept.set(name, { tag: response.headers.get('etag'), value })
  return value as T
}

/** Writing: what was kept may be true no longer. */
export async function tellServer<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await reach(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw await refusalOf(response)
  if (!path.endsWith('/preview') && path !== '/v1/extract') forgetAnswers()
  return (response.status === 204 ? null : await response.json()) as T
}

/** A file in another format, with the key where there is one. */
export async function askBlob(path: string): Promise<Blob> {
  const response = await reach(path, {})
  if (!response.ok) throw await refusalOf(response)
  return response.blob()
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const key = currentKey()
  try {
    return await fetch(path, {
      ...init,
      headers: { ...init.headers, ...(key ? { Authorization: `Bearer ${key}` } : {}) },
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refusal(
      0,
      'The server does not answer. It may be starting, or the connection is gone; what you see is from before.',
    )
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => null)) as Partial<ProblemJson> | null
  const words = problem?.detail ?? `The server answered ${response.status} without saying why.`
  return new Refusal(response.status, words, { nearest: problem?.nearest ?? [], parameter: problem?.parameter ?? null })
}
