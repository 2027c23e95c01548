/** What is asked of a trend: the options of the terminal as the API's query has them. */
import type { TrendQuery } from '@displacement-monitor/shared/contracts'
import { causes, clocks, methods, seriesCategories, steps } from '@displacement-monitor/shared/domain'
import { usageFailure } from '../command/failure.ts'
import type { OptionValues } from '../command/verb.ts'
import { dayOption, sinceOption } from '../input/read-option.ts'

export const formats = ['table', 'json', 'csv'] as const

export const trendOptions = {
  category: { type: 'string', valueHint: 'WORD', values: seriesCategories, description: 'Only this category' },
  cause: { type: 'string', valueHint: 'WORD', values: [...causes, 'unknown'], description: 'Only this cause' },
  since: { type: 'string', valueHint: 'DATE', description: 'Only counts since this day or month (2019-12)' },
  from: { type: 'string', valueHint: 'DATE', description: 'Only points of this day or later' },
  to: { type: 'string', valueHint: 'DATE', description: 'Only points of this day or earlier' },
  step: {
    type: 'string',
    valueHint: 'WORD',
    values: steps,
    description: "Regular steps, or (else) the claims' own days",
  },
  'known-on': { type: 'string', valueHint: 'DATE', description: 'As it would have looked on that day' },
  clock: {
    type: 'string',
    valueHint: 'WORD',
    values: clocks,
    description: 'With --known-on: what had been printed (else this), or what this database showed',
  },
  method: {
    type: 'string',
    valueHint: 'WORD',
    values: methods,
    description: 'How claims become a line (else reconciled); naive adds up whatever was printed, for comparison',
  },
  format: { type: 'string', valueHint: 'WORD', values: formats, description: 'How it is written (else table)' },
} as const

export function readTrendQuery(options: OptionValues<typeof trendOptions>): TrendQuery {
  const [from, to] = [dayOption('from', options.from), dayOption('to', options.to)]
  if (from !== null && to !== null && from > to) throw usageFailure(`--from ${from} is after --to ${to}.`)
  const knownOn = dayOption('known-on', options['known-on'])
  const method = methods.find((known) => known === options.method) ?? 'reconciled'
  const clock = clocks.find((known) => known === options.clock) ?? 'printed'
  if (options.clock !== null && knownOn === null) throw usageFailure('--clock needs --known-on DATE.')
  if (clock === 'recorded' && method !== 'reconciled') {
    throw usageFailure(
      `--clock recorded shows what this database showed, and that was reconciled: it has no --method ${method}.`,
    )
  }
  return {
    category: seriesCategories.find((known) => known === options.category),
    cause: options.cause === 'unknown' ? 'unknown' : causes.find((known) => known === options.cause),
    since: sinceOption('since', options.since) ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
    step: steps.find((known) => known === options.step) ?? 'claims',
    method,
    known_on: knownOn ?? undefined,
    clock,
  }
}
