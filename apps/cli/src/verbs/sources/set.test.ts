import { expect, test } from 'vitest'
import { readAssignment } from './set.ts'

const env = { DTM_KEY: 'k-1', EMPTY: '' }

test.each([
  ['query.client_id=abc=d', { kind: 'query', name: 'client_id', value: 'abc=d' }],
  ['header.Ocp-Apim-Subscription-Key=$DTM_KEY', { kind: 'headers', name: 'Ocp-Apim-Subscription-Key', value: 'k-1' }],
  ['setting.entry=li.card > é', { kind: 'setting', name: 'entry', value: 'li.card > é' }],
  ['query.client_id=', { kind: 'query', name: 'client_id', value: '' }],
])('%s', (word, expected) => expect(readAssignment(word, env)).toEqual(expected))

test.each([
  'client_id=secret', 'query.=secret', 'query.a b=secret', 'header.X=sec\nret', 'header.X=secr\u00e9t', 'query.a=$SECRET', 'query.a=$EMPTY', 'setting.query=secret', 'setting.headers=secret',
])('%j is refused, and what may be a key is not repeated', (word) => {
  expect(() => readAssignment(word, env)).toThrow()
  expect(() => readAssignment(word, env)).not.toThrow(/secr/)
}) // biome-ignore format: a list of words
