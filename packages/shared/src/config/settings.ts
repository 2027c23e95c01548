/** Every setting of the product, with its default and the check that a value must pass; setting-words.ts says what each means. */
import { isIP } from 'node:net'
import { z } from 'zod'

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`)
const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

const addressList = (...protocols: string[]) =>
  z.string().transform((text, context) => {
    const entries = text.split(',').map((entry) => entry.trim())
    // An address may hold a password: it is told by its place in the list.
    for (const [at, entry] of entries.entries())
      if (!URL.canParse(entry) || !protocols.includes(new URL(entry).protocol))
        context.addIssue({
          code: 'custom',
          message: `must be an address beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}${entries.length > 1 ? `, as must all of its list (number ${at + 1})` : ''}`,
        })
    return entries.join(',')
  })

/** `host`, `host:port`, `[v6]`, `[v6]:port`. */
const allowed = /^(?:\[[0-9a-f:.]+\]|[^\s:/[\]]+)(?::(\d{1,5}))?$/i

const allowList = z.string().transform((text, context) => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean)
  for (const entry of entries) {
    const port = allowed.exec(entry)
    if (!port || Number(port[1] ?? 1) < 1 || Number(port[1] ?? 1) > 65_535)
      context.addIssue({ code: 'custom', message: `"${entry}" is not of the form host or host:port` })
  }
  return entries as readonly string[]
})

/** Addresses and ranges, as 10.0.0.0/8 or ::1. */
const proxyList = z.string().transform((text, context) => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  for (const entry of entries)
    if (!isRange(entry)) context.addIssue({ code: 'custom', message: `"${entry}" is no address or range` })
  return entries as readonly string[]
})

function isRange(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const retentionClasses = ['bytes', 'texts', 'fetches', 'audit', 'messages'] as const
type RetentionClass = (typeof retentionClasses)[number]

/** "bytes=730, fetches=90" */
const retention = z.string().transform((text, context) => {
  const days: Partial<Record<RetentionClass, number>> = {}
  const entries = text.split(',').map((entry) => entry.trim())
  for (const entry of entries.filter(Boolean)) {
    const [, name, count] = /^([a-z]+) *= *([1-9]\d{0,4})$/.exec(entry) ?? []
    const kind = retentionClasses.find((one) => one === name)
    if (kind === undefined || days[kind] !== undefined)
      context.addIssue({
        code: 'custom',
        message: `"${entry}" is not one of ${retentionClasses.join(', ')} with days, once each, as in bytes=730`,
      })
    else days[kind] = Number(count)
  }
  return days as Readonly<typeof days>
})

/** Who answers for what is published: a mail address, or a page. */
const contact = z
  .string()
  .max(200)
  .refine(
    (text) => /^[^\s@<>"']+@[^\s@<>"']+$/.test(text) || (URL.canParse(text) && new URL(text).protocol === 'https:'),
    'must be a mail address, or the address of a page beginning with https://',
  )

export const settings = {
  DATABASE_URL: address('postgres:', 'postgresql:'),
  DATABASE_READ_URL: address('postgres:', 'postgresql:').nullable().default(null),
  REDIS_URL: addressList('redis:', 'rediss:').nullable().default(null),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).nullable().default(null),
  DATA_DIR: z.string().min(1).default('.data'),
  SEED: z.enum(['full', 'minimal']).default('full'),
  CONTACT: contact.nullable().default(null),
  API_READ: z.enum(['open', 'key']).default('open'),
  API_REQUESTS_PER_MINUTE: whole(0, 1_000_000).default(600),
  API_TRUST_PROXY: proxyList.default([]),
  API_QUEUE_BOARD: flag.default(false),
  FETCH_ALLOW: allowList.default([]),
  FETCH_CONTACT: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[\x20-\x7e]+$/, 'must be plain ASCII')
    .nullable()
    .default(null),
  FETCH_DEADLINE_MS: whole(100, 600_000).default(60_000),
  FETCH_MAX_BYTES: whole(1_000, 500_000_000).default(20_000_000),
  HTTPS_PROXY: address('http:', 'https:').nullable().default(null),
  NODE_EXTRA_CA_CERTS: z.string().min(1).nullable().default(null),
  ALERTS_DRY_RUN: flag.default(true),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  WORKER_CONCURRENCY: whole(1, 200).default(16),
  RETENTION: retention.default({}),
  SNAPSHOT_STORE: z.enum(['postgres', 's3']).default('postgres'),
  S3_ENDPOINT: address('http:', 'https:').nullable().default(null),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'must be letters, digits and -')
    .default('us-east-1'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .nullable()
    .default(null),
  S3_ACCESS_KEY_ID: z.string().min(1).nullable().default(null),
  S3_SECRET_ACCESS_KEY: z.string().min(1).nullable().default(null),
  PUBLIC_URL: address('http:', 'https:').nullable().default(null),
  WORKER_METRICS_PORT: whole(0, 65_535).nullable().default(null),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('http:', 'https:').nullable().default(null),
  QUEUE_PREFIX: z
    .string()
    .regex(/^\{?[a-z0-9_-]{1,40}\}?$/i, 'must be letters, digits, - and _, perhaps in braces')
    .default('{displacement}'),
  FAILPOINTS: z.string().min(1).nullable().default(null),
} as const

export type SettingName = keyof typeof settings
