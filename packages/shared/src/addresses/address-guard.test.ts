import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PipelineError } from '../errors/index.ts'
import {
  allowListOf,
  checkAddress,
  checkHost,
  checkReachable,
  checkTarget,
  isPublicAddress,
  publicAddressesOf,
} from './address-guard.ts'

const nobody = allowListOf([])
const codeOf = (act: () => unknown): string | null => {
  try {
    act()
    return null
  } catch (error) {
    return error instanceof PipelineError ? error.code : 'other'
  }
}

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://017700000001/',
  'http://127.1/',
  'http://0/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[::7f00:1]/',
  'http://[::ffff:7f00:1]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://[ff02::1]/',
  'http://①②⑦.⓪.⓪.①/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.1/',
  'http://172.16.3.4/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://255.255.255.255/',
  'http://224.0.0.1/',
  'http://198.18.0.1/',
  'http://192.0.2.1/',
  'http://127.0.0.1./',
  'http://localhost./',
  'http://user:pass@example.org/',
  'http://example.org@127.0.0.1/',
  'http://user@example.org/',
  'http://example.org:22/',
  'http://example.org:5432/',
  'https://example.org:6379/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'data:text/plain,x',
  'ftp://example.org/',
  'javascript:alert(1)',
])('%s is refused', (address) => {
  // biome-ignore format: one list
  expect(codeOf(() => checkTarget(new URL(address), nobody))).toBe('address_refused')
})

test.each([
  'http://example.org/',
  'https://example.org:443/',
  'http://example.org:80/x?y',
  'http://93.184.216.34/',
  'http://[2606:2800:220:1::1]/',
])('%s passes', (address) => {
  expect(codeOf(() => checkTarget(new URL(address), nobody))).toBeNull()
})

test('the allow-list opens a host, or one of its ports, and nothing beside it', () => {
  const allowed = allowListOf(['127.0.0.1:8080', 'intranet.example', '[::1]:9000'])
  const passes = (address: string) => codeOf(() => checkTarget(new URL(address), allowed)) === null
  expect(passes('http://127.0.0.1:8080/')).toBe(true)
  expect(passes('http://2130706433:8080/')).toBe(true)
  expect(passes('http://127.0.0.1:8081/')).toBe(false)
  expect(passes('http://intranet.example:9999/')).toBe(true)
  expect(passes('http://INTRANET.example./')).toBe(true)
  expect(passes('http://x.intranet.example:9999/')).toBe(false)
  expect(passes('http://[::1]:9000/')).toBe(true)
  expect(passes('http://u:p@127.0.0.1:8080/')).toBe(false)
  expect(passes('ftp://intranet.example/')).toBe(false)
})

test('of the addresses of a name only the public ones are used', async () => {
  expect(await publicAddressesOf('a.example', async () => ['10.0.0.1', '93.184.216.34', '::1'])).toEqual([
    '93.184.216.34',
  ])
})

test('a name that leads inside alone is refused', async () => {
  const answer = publicAddressesOf('localhost', async () => ['127.0.0.1', '::1'])
  await expect(answer).rejects.toMatchObject({ code: 'address_refused' })
})

test('no address of a private range is public, however it is mapped into IPv6', () => {
  const privateFour = fc.oneof(
    fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
  )
  fc.assert(
    fc.property(privateFour, ([a, b, c, d]) => {
      const four = `${a}.${b}.${c}.${d}`
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      for (const text of [four, `::ffff:${four}`, `::${hex}`, `64:ff9b::${hex}`, `2002:${hex}::`])
        expect(isPublicAddress(text)).toBe(false)
    }),
  )
})

test('what a person enters is checked before it is stored', () => {
  expect(codeOf(() => checkAddress('no address', []))).toBe('address_refused')
  expect(codeOf(() => checkAddress('http://127.0.0.1:8080/feed', []))).toBe('address_refused')
  expect(codeOf(() => checkAddress('http://127.0.0.1:8080/feed', ['127.0.0.1:8080']))).toBeNull()
  expect(codeOf(() => checkAddress('https://bulletin.example/feed', []))).toBeNull()
})

test.each([
  ['mail.example', 587, null],
  ['smtp.example.', 25, null],
  ['127.0.0.1', 25, 'address_refused'],
  ['2130706433', 25, 'address_refused'],
  ['::1', 25, 'address_refused'],
  ['localhost.', 25, 'address_refused'],
  ['mail.localhost', 465, 'address_refused'],
  ['10.0.0.5', 587, null, '10.0.0.5:587'],
  ['10.0.0.5', 25, 'address_refused', '10.0.0.5:587'],
  ['mail.example/x', 25, 'address_refused'],
  ['user@mail.example', 25, 'address_refused'],
  ['', 25, 'address_refused'],
] as const)('a mail server at %s:%i', (host, port, expected, allow?: string) => {
  expect(codeOf(() => checkHost(host, port, allow === undefined ? [] : [allow]))).toBe(expected)
})

test('an entered name that leads inside, or nowhere, is refused; one that the allow-list names is not asked', async () => {
  const names: Record<string, string[]> = {
    'inside.example': ['127.0.0.1'],
    'both.example': ['10.0.0.1', '93.184.216.34'],
  }
  const resolve = async (host: string) => {
    const found = names[host]
    if (!found) throw new Error(`getaddrinfo ENOTFOUND ${host}`)
    return found
  }
  const asked = (address: string, allow: string[] = []) =>
    checkReachable(address, allow, resolve).then(
      () => null,
      (error: PipelineError) => error.code,
    )
  expect(await asked('https://inside.example/hook')).toBe('address_refused')
  expect(await asked('https://both.example/hook')).toBeNull()
  expect(await asked('https://nowhere.example/hook')).toBe('host_not_found')
  expect(await asked('https://inside.example/hook', ['inside.example'])).toBeNull()
  expect(await asked('https://93.184.216.34/hook')).toBeNull()
})
