/** What a receiver's answer means, in the product's codes. Bodies of answers are not repeated: they may hold anything. */
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { PostAnswer } from '../fetch/index.ts'

/** Null: it arrived. As Standard Webhooks has it: all but 2xx is tried again, 410 ends it. */
export function failureOf({ status, retryAfterMs }: PostAnswer, receiver: string): PipelineError | null {
  if (status >= 200 && status < 300) return null
  const options = { status, ...(retryAfterMs === null ? {} : { retryAfterMs }) }
  if (status === 410) return new PipelineError('receiver_gone', `${receiver} wants no more messages (410).`, { status })
  if (status >= 300 && status < 400)
    return new PipelineError('receiver_redirects', `${receiver} redirects (${status}), which is not followed.`, options)
  if (status === 429 || status === 503 || status === 408 || status === 425)
    return new PipelineError('receiver_busy', `${receiver} asks to come again later (${status}).`, options)
  if (status >= 500)
    return new PipelineError('receiver_failed', `${receiver} has a fault of its own (${status}).`, options)
  return new PipelineError('receiver_refused', `${receiver} does not take the message (${status}).`, options)
}
