/** Thresholds and channels are addressed by number or by name; a statement that cannot be is told with every reason. */
import { type Refusal, refusalsInWords } from '@displacement-monitor/alerts'
import { nameText, shown } from '@displacement-monitor/shared/contracts'
import {
  type ChannelWithSettings,
  findChannel,
  getChannel,
  listChannels,
  type Sql,
} from '@displacement-monitor/shared/db'
import { nearestNames } from '@displacement-monitor/shared/domain'
import { Problem } from '../http/problem.ts'

/** A number too large for a row is a number that no row has. */
export const idAsked = (asked: string): number | null =>
  /^\d+$/.test(asked) ? Math.min(Number(asked), Number.MAX_SAFE_INTEGER) : null

/** Errors: 400 where nothing may bear it. */
export function nameAsked(asked: string): string {
  const { data, error } = nameText.safeParse(asked)
  if (data !== undefined) return data
  throw new Problem(400, `The name ${error?.issues[0]?.message ?? 'cannot be used'}.`, { parameter: 'id' })
}

export const noneOfThatName = (what: string, asked: string, names: readonly string[], parameter = 'id'): Problem =>
  new Problem(404, `There is no ${what} "${shown(asked)}".`, {
    parameter,
    nearest: nearestNames(asked.slice(0, 60), names, 'any'),
  })

/** The field of the first one is named. */
export function refusedStatement(refusals: readonly Refusal[]): Problem {
  const [first] = refusals
  return new Problem(400, refusalsInWords(refusals), {
    ...(first === undefined ? {} : { parameter: first.field }),
    ...(first === undefined || first.nearest.length === 0 ? {} : { nearest: first.nearest }),
  })
}

/** Errors: 404 with the nearest names. */
export async function channelAsked(sql: Sql, asked: string, parameter = 'id'): Promise<ChannelWithSettings> {
  const id = idAsked(asked)
  const found = id === null ? await findChannel(sql, asked) : await getChannel(sql, id)
  if (found) return found
  const names = (await listChannels(sql)).map(({ name }) => name)
  throw noneOfThatName('channel', asked, names, parameter)
}
