/** The failures that a route documents. */
import { problemSchema } from '@displacement-monitor/shared/contracts'
import { problemTitles } from '../http/problem.ts'

type ProblemAnswer = { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } }

export function problems<Status extends number>(...statuses: readonly Status[]): Record<Status, ProblemAnswer> {
  const answers = statuses.map((status) => [
    status,
    {
      description: problemTitles[status] ?? 'Problem',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  return Object.fromEntries(answers) as Record<Status, ProblemAnswer>
}
