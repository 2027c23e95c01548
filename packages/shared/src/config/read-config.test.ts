import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConfigError, readConfig, settingNames } from './index.ts'

const DATABASE_URL = 'postgres://u:p@127.0.0.1:5432/db'

test('only the database is required; the rest has defaults', () => {
  expect(readConfig({ DATABASE_URL })).toEqual({
    DATABASE_URL,
    DATABASE_READ_URL: null,
    REDIS_URL: null,
    HOST: '127.0.0.1',
    PORT: null,
    DATA_DIR: '.data',
    SEED: 'full',
    CONTACT: null,
    API_READ: 'open',
    API_REQUESTS_PER_MINUTE: 600,
    API_TRUST_PROXY: [],
    API_QUEUE_BOARD: false,
    FETCH_ALLOW: [],
    FETCH_CONTACT: null,
    FETCH_DEADLINE_MS: 60_000,
    FETCH_MAX_BYTES: 20_000_000,
    HTTPS_PROXY: null,
    NODE_EXTRA_CA_CERTS: null,
    ALERTS_DRY_RUN: true,
    LOG_LEVEL: 'info',
    WORKER_CONCURRENCY: 16,
    RETENTION: {},
    SNAPSHOT_STORE: 'postgres',
    S3_ENDPOINT: null,
    S3_REGION: 'us-east-1',
    S3_BUCKET: null,
    S3_ACCESS_KEY_ID: null,
    S3_SECRET_ACCESS_KEY: null,
    PUBLIC_URL: null,
    WORKER_METRICS_PORT: null,
    OTEL_EXPORTER_OTLP_ENDPOINT: null,
    QUEUE_PREFIX: '{displacement}',
    FAILPOINTS: null,
  })
})

test('nodes of a cluster are a list, each an address; a password is never told', () => {
  const nodes = 'redis://a:7000, rediss://b:7001'
  expect(readConfig({ DATABASE_URL, REDIS_URL: nodes }).REDIS_URL).toBe('redis://a:7000,rediss://b:7001')
  const wrong = () => readConfig({ DATABASE_URL, REDIS_URL: 'redis://:hidden@a:7000,b:7001' })
  expect(wrong).toThrow(
    'REDIS_URL: must be an address beginning with redis:// or rediss://, as must all of its list (number 2)',
  )
  expect(wrong).not.toThrow('hidden')
})

test('whom to tell is a mail address or a page', () => {
  const read = (CONTACT: string) => readConfig({ DATABASE_URL, CONTACT }).CONTACT
  expect([read('desk@example.org'), read('https://example.org/contact')]).toEqual([
    'desk@example.org',
    'https://example.org/contact',
  ])
  for (const wrong of ['the desk', 'javascript:alert(1)', 'http://example.org/', '"<b>"@example.org', 'a@b@c'])
    expect(() => read(wrong)).toThrow(
      'CONTACT: must be a mail address, or the address of a page beginning with https://',
    )
})

test('retention is days by class; a class that is unknown, twice there, or without days is refused', () => {
  const read = (RETENTION: string) => readConfig({ DATABASE_URL, RETENTION }).RETENTION
  expect(read('bytes=730, fetches = 90,')).toEqual({ bytes: 730, fetches: 90 })
  for (const wrong of ['pages=3', 'bytes=1, bytes=2', 'bytes', 'bytes=0', 'bytes=-1', 'bytes=1.5'])
    expect(() => read(wrong)).toThrow('RETENTION: ')
})

test('S3 storage is told whole or not at all', () => {
  const some = { DATABASE_URL, S3_ENDPOINT: 'https://s3.example', S3_SECRET_ACCESS_KEY: 'secret-value' }
  const missing = ['S3_ACCESS_KEY_ID: is required', 'S3_BUCKET: is required']
  for (const store of ['postgres', 's3'])
    try {
      readConfig({ ...some, SNAPSHOT_STORE: store })
      expect.unreachable()
    } catch (error) {
      expect((error as ConfigError).message.split('\n').slice(1).sort()).toEqual(missing.map((line) => `  ${line}`))
    }
  expect(() => readConfig({ DATABASE_URL, SNAPSHOT_STORE: 's3' })).toThrow('S3_ENDPOINT: is required')
  const whole = { ...some, S3_BUCKET: 'pages', S3_ACCESS_KEY_ID: 'id' }
  expect(readConfig({ ...whole, SNAPSHOT_STORE: 's3' })).toMatchObject({ ...whole, SNAPSHOT_STORE: 's3' })
})

test('all bad values are told together, by name and without the value', () => {
  const read = () => readConfig({ PORT: '70000', API_READ: 'secret-value', FETCH_MAX_BYTES: '1e9', FETCH_ALLOW: 'a b' })
  expect(read).toThrow(ConfigError)
  try {
    read()
  } catch (error) {
    expect((error as ConfigError).problems.map(({ setting }) => setting).sort()).toEqual([
      'API_READ',
      'DATABASE_URL',
      'FETCH_ALLOW',
      'FETCH_MAX_BYTES',
      'PORT',
    ])
    expect((error as Error).message).toContain('DATABASE_URL: is required')
    expect((error as Error).message).not.toContain('secret-value')
  }
})

test('an allow-list names hosts, literals and ports', () => {
  expect(readConfig({ DATABASE_URL, FETCH_ALLOW: 'Intranet.example, 127.0.0.1:8080,[::1]:80' }).FETCH_ALLOW).toEqual([
    'intranet.example',
    '127.0.0.1:8080',
    '[::1]:80',
  ])
})

test('an empty value counts as not set', () => {
  expect(readConfig({ DATABASE_URL, PORT: '', REDIS_URL: ' ' })).toMatchObject({ PORT: null, REDIS_URL: null })
})

test('the object is frozen', () => {
  expect(Object.isFrozen(readConfig({ DATABASE_URL }))).toBe(true)
})

test('every setting is in .env.example, and nothing else', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8')
  const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1])
  expect(named.sort()).toEqual([...settingNames].sort())
})
