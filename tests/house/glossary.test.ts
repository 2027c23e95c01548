/** Whoever meets a value in an answer finds it in the glossary, in the row of its field; and no row tells of values that do not exist. */
import { readFileSync } from 'node:fs'
import * as domain from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'

const page = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8')
const values = page.slice(page.indexOf('## Values of a figure'))
const rows = new Map(
  [...values.matchAll(/^\| (.+?) \| (.+) \|$/gm)].map(([, field = '', told = '']) => [field.replaceAll('`', ''), told]),
)

test.each<[string, readonly string[]]>([
  ['category', domain.categories],
  ['term', domain.terms],
  ['scope', domain.scopes],
  ['quantifier', domain.quantifiers],
  ['unit', domain.units],
  ['cause', domain.causes],
  ['border', domain.borders],
  ['occurred', domain.occurrences],
  ['status', domain.statuses],
  ['window', domain.windows],
  ['as_of_basis', domain.asOfBases],
  ['accuracy of a day', domain.dateAccuracies],
  ['place_role', domain.placeRoles],
  ['accuracy of a place', domain.placeAccuracies],
  ['role', domain.figureRoles],
  ['review', domain.reviews],
  ['what happened to the words of a reviewed figure', domain.evidenceChanges],
  ['redistribution', domain.redistributions],
  ['sensitivity', domain.sensitivities],
  ['kind of a series', domain.seriesKinds],
  ['method of a trend', domain.methods],
])('%s', (field, expected) => {
  const named = [...(rows.get(field) ?? '').matchAll(/`([a-z0-9_]+)`/g)].map(([, value]) => value)
  expect([...new Set(named)].sort()).toEqual([...expected].sort())
})

test('every term of the field says whose it is', () => {
  const terms = page.slice(page.indexOf('## Terms of the field'), page.indexOf('## Values of a figure'))
  const told = [...terms.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].slice(2)
  expect(told.length).toBeGreaterThanOrEqual(20)
  for (const [line, , , , after = ''] of told) expect([line, /[A-Z]/.test(after)]).toEqual([line, true])
})
