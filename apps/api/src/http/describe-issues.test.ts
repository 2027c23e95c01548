import { expect, test } from 'vitest'
import { describeIssues } from './describe-issues.ts'

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
