import { expect, test } from 'vitest'
import { type KnownOnDay, previewThreshold } from './preview-threshold.ts'
import { pointOf, rulesOf, seriesOf } from './test-watched.ts'

const level = rulesOf({ kind: 'level', atLeast: 500, clearBelow: 400 })
const day = (name: string, ...lines: [id: number, ...points: [day: string, value: number][]][]): KnownOnDay => ({
  day: `2026-01-${name}`,
  series: lines.map(([id, ...points]) =>
    seriesOf(
      points.map(([on, value]) => pointOf(`2026-01-${on}`, value)),
      { id },
    ),
  ),
})

test('says on which days it would have told what, whatever the order of the days', () => {
  const days = [
    day('20', [1, ['02', 600], ['19', 700]], [2, ['19', 300]]),
    day('21', [1, ['02', 600], ['19', 700]], [2, ['19', 300], ['21', 550]]),
    day('25', [1, ['02', 600], ['19', 700], ['24', 100]], [2, ['19', 300], ['21', 450]]),
  ]
  const incidents = previewThreshold(level, days.toReversed())
  expect(
    incidents.map(({ seriesId, openedOn, state, states, messages }) => [
      seriesId,
      openedOn,
      state,
      states.map(({ day, state }) => `${day} ${state}`),
      messages.map(({ day, alert, crossing }) => `${day} ${alert} ${crossing.latest.value}`),
    ]),
  ).toEqual([
    // Beyond for longer than a fortnight, but on the first day the threshold is new, and its newest number is too.
    [
      1,
      '2026-01-20',
      'cleared',
      ['2026-01-20 firing', '2026-01-25 cleared'],
      ['2026-01-20 fired 700', '2026-01-25 cleared 700'],
    ],
    [
      2,
      '2026-01-21',
      'corrected',
      ['2026-01-21 firing', '2026-01-25 corrected'],
      ['2026-01-21 fired 550', '2026-01-25 corrected 550'],
    ],
  ])
})

test('a series that appears after the first day is not new to the threshold: its past is history', () => {
  const [incident] = previewThreshold(level, [day('20'), day('21', [1, ['02', 600], ['19', 700]])])
  expect([incident?.state, incident?.messages]).toEqual(['would_have_fired', []])
})

test('nothing comes of no days', () => {
  expect(previewThreshold(level, [])).toEqual([])
})
