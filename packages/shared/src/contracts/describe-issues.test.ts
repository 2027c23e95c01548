import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeIssues, describeRefusal } from './describe-issues.ts'

test('an unknown parameter is told with those nearest to it', () => {
  const issues = [{ instancePath: '/', params: { keys: ['categroy'] } }]
  expect(describeIssues(issues, 'querystring', {}, ['category', 'cause', 'since', 'from'])).toEqual({
    detail: 'There is no parameter "categroy" here. Known: category, cause, since, from.',
    parameter: 'categroy',
    nearest: ['category', 'cause', 'from'],
  })
})

test('a value out of a list is told with the list and the nearest values', () => {
  const issues = [{ instancePath: '/category', params: { values: ['idps', 'refugees', 'returns'] } }]
  expect(describeIssues(issues, 'querystring', { category: 'refugee' })).toEqual({
    detail: 'The parameter "category" must be one of idps, refugees, returns.',
    parameter: 'category',
    nearest: ['refugees', 'returns', 'idps'],
  })
})

test('a parameter given twice is not taken for a wrong value', () => {
  const issues = [{ instancePath: '/category', params: { values: ['idps'] } }]
  expect(describeIssues(issues, 'querystring', { category: ['idps', 'idps'] })).toEqual({
    detail: 'The parameter "category" was given 2 times; give it once.',
    parameter: 'category',
  })
})

test('our own message follows the name; a library message is not shown', () => {
  const of = (message: string) =>
    describeIssues([{ instancePath: '/from', message }], 'querystring', { from: 'x' }).detail
  expect(of('is no calendar day of the form YYYY-MM-DD')).toBe(
    'The parameter "from" is no calendar day of the form YYYY-MM-DD.',
  )
  expect(of('Invalid string: must match pattern /^x/')).toBe('The parameter "from" is not of the expected form.')
})

test('what the caller sent is cut and cleaned before it is shown', () => {
  const issues = [{ instancePath: '/', params: { keys: [`\u001b[31m${'x'.repeat(500)}`] } }]
  expect(describeIssues(issues, 'querystring').parameter).toBe(`�[31m${'x'.repeat(55)}`)
})

const nested = z.strictObject({
  name: z.string(),
  watch: z
    .strictObject({ place: z.string().nullable().default(null), cause: z.string().nullable().default(null) })
    .prefault({}),
  rule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('level'), at_least: z.number('must be a number of persons') }),
    z.strictObject({ kind: z.literal('stale'), cadences: z.number() }),
  ]),
})

test.each([
  [{ rule: { kind: 'level', at_least: 1 } }, 'The field "name" is missing.'],
  [{ name: 'x' }, 'The field "rule" is missing.'],
  [{ name: 'x', rule: {} }, 'The field "rule.kind" is missing.'],
  [{ name: 'x', rule: { kind: 'levle' } }, 'The field "rule.kind" must be one of level, stale.', ['level', 'stale']],
  [{ name: 'x', rule: { kind: 'level' } }, 'The field "rule.at_least" is missing.'],
  [{ name: 'x', rule: { kind: 'level', at_least: '5' } }, 'The field "rule.at_least" must be a number of persons.'],
  [{ name: 'x', rule: { kind: 'level', atleast: 5 } }, 'There is no field "rule.atleast" here. Known: kind, at_least.', ['rule.at_least', 'rule.kind']],
  [{ name: 'x', watch: { plce: 'Idlib' }, rule: { kind: 'level', at_least: 5 } }, 'There is no field "watch.plce" here. Known: place, cause.', ['watch.place', 'watch.cause']],
  [[], 'The body is not of the expected form.'],
] as const)('a field within a field is named by its path: %j', (given, detail, nearest?: readonly string[]) => {
  const { error } = nested.safeParse(given)
  if (!error) throw new Error('was let in')
  const refused = describeRefusal(error, given, nested)
  expect([refused.detail, refused.nearest]).toEqual([detail, nearest])
}) // biome-ignore format: a table
