import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog } from './index.ts'
import { redactSecrets } from './redact.ts'

test.each([
  ['postgres://user:pa55@db:5432/x', 'postgres://***@db:5432/x'],
  ['redis://:hidden@h:1', 'redis://***@h:1'],
  ['https://a.example/x?api_key=abc&page=2', 'https://a.example/x?api_key=***&page=2'],
  ['https://a.example/?client_id=abc#f', 'https://a.example/?client_id=***#f'],
  ['Authorization: Bearer abcdef123', 'Authorization: Bearer ***'],
  ['https://a.example/monkey?page=2', 'https://a.example/monkey?page=2'],
])('%s', (text, expected) => {
  expect(redactSecrets(text)).toBe(expected)
})

test('what is logged holds no secret, in fields, messages and errors alike', () => {
  const lines: string[] = []
  const log = createLog('test', {
    level: 'info',
    stream: new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  })
  log.info(
    { url: 'https://u:MARK1@h.example/?token=MARK2', headers: { authorization: 'MARK3' } },
    'at postgres://a:MARK4@h/',
  )
  log.error({ err: new Error('failed for https://h.example/?key=MARK5') }, 'failed')
  log.info({ key: 'MARK6', nested: { secret: 'MARK7' } }, 'x')
  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toContain('MARK')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    name: 'test',
    level: 'info',
    url: 'https://***@h.example/?token=***',
  })
})
