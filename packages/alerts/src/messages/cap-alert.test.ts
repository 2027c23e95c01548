import { readFileSync } from 'node:fs'
import type { AlertEntryJson, AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CapContext, capAlert } from './cap-alert.ts'

const fixture = new URL('../../../../tests/golden/channels/mail/alert.json', import.meta.url)
const { alerts } = JSON.parse(readFileSync(fixture, 'utf8')) as AlertMessageJson
const entryOf = (kind: AlertEntryJson['kind'], more: Partial<AlertEntryJson> = {}): AlertEntryJson => {
  const [first] = alerts
  if (!first) throw new Error('the fixture holds no alert')
  return { ...first, kind, ...more }
}
const unsent: CapContext = { settings: {}, earlier: [], note: null }
const earlier = [{ id: 'aaaa', createdAt: new Date('2020-02-01T09:08:07.9Z') }]

/** What the schema of CAP 1.2 says of an element's children: name, least, most, in this order. */
type Rule = [name: string, least: number, most: number]
const any = Number.POSITIVE_INFINITY
const alertRules: Rule[] = [
  ['identifier', 1, 1], ['sender', 1, 1], ['sent', 1, 1], ['status', 1, 1], ['msgType', 1, 1], ['source', 0, 1], ['scope', 1, 1],
  ['restriction', 0, 1], ['addresses', 0, 1], ['code', 0, any], ['note', 0, 1], ['references', 0, 1], ['incidents', 0, 1], ['info', 0, any],
] // biome-ignore format: as the schema lists them
const infoRules: Rule[] = [
  ['language', 0, 1], ['category', 1, any], ['event', 1, 1], ['responseType', 0, any], ['urgency', 1, 1], ['severity', 1, 1],
  ['certainty', 1, 1], ['audience', 0, 1], ['eventCode', 0, any], ['effective', 0, 1], ['onset', 0, 1], ['expires', 0, 1],
  ['senderName', 0, 1], ['headline', 0, 1], ['description', 0, 1], ['instruction', 0, 1], ['web', 0, 1], ['contact', 0, 1],
  ['parameter', 0, any], ['resource', 0, any], ['area', 0, any],
] // biome-ignore format: as the schema lists them
const areaRules: Rule[] = [
  ['areaDesc', 1, 1], ['polygon', 0, any], ['circle', 0, any], ['geocode', 0, any], ['altitude', 0, 1], ['ceiling', 0, 1],
] // biome-ignore format: as the schema lists them
const pairRules: Rule[] = [['valueName', 1, 1], ['value', 1, 1]] // biome-ignore format: as the schema lists them
const words: Record<string, string[]> = {
  status: ['Actual', 'Exercise', 'System', 'Test', 'Draft'],
  msgType: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'],
  scope: ['Public', 'Restricted', 'Private'],
  category: ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'],
  responseType: ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'],
  urgency: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'],
  severity: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'],
  certainty: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
} // biome-ignore format: the vocabularies of the schema
const time = /^\d\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/
/** No spaces, commas or restricted characters. */
const plainId = /^[^\s,<&]+$/

/** All that breaks the schema, and the prose rules beside it, in a line each. */
function capFaults(xml: string): string[] {
  const $ = load(xml, { xml: true })
  const faults: string[] = []
  const root = $.root().children('alert')
  if (root.attr('xmlns') !== 'urn:oasis:names:tc:emergency:cap:1.2') faults.push('the namespace is not that of CAP 1.2')
  const children = (element: ReturnType<typeof root.children>) =>
    element
      .children()
      .toArray()
      .map((child) => child.tagName)
  const inOrder = (where: string, names: string[], rules: Rule[]) => {
    const places = names.map((name) => rules.findIndex(([rule]) => rule === name))
    if (places.includes(-1)) faults.push(`${where}: unknown element in ${names.join(' ')}`)
    if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) faults.push(`${where}: order`)
    for (const [name, least, most] of rules) {
      const count = names.filter((one) => one === name).length
      if (count < least || count > most) faults.push(`${where}: ${count} times ${name}`)
    }
  }
  inOrder('alert', children(root), alertRules)
  root.children('info').each((_, info) => inOrder('info', children($(info)), infoRules))
  root.find('info > area').each((_, area) => inOrder('area', children($(area)), areaRules))
  root.find('geocode, parameter').each((_, pair) => inOrder('pair', children($(pair)), pairRules))
  for (const [name, allowed] of Object.entries(words))
    root.find(name).each((_, element) => {
      if (!allowed.includes($(element).text())) faults.push(`${name}: ${$(element).text()}`)
    })
  for (const name of ['sent', 'effective'])
    root.find(name).each((_, element) => {
      if (!time.test($(element).text())) faults.push(`${name}: ${$(element).text()}`)
    })
  const text = (name: string) => root.children(name).text()
  for (const name of ['identifier', 'sender']) if (!plainId.test(text(name))) faults.push(`${name}: ${text(name)}`)
  if (text('scope') === 'Restricted' && text('restriction') === '') faults.push('Restricted without a restriction')
  if (text('scope') === 'Private' && text('addresses') === '') faults.push('Private without addresses')
  if (['Update', 'Cancel', 'Ack', 'Error'].includes(text('msgType')) && text('references') === '')
    faults.push('refers to nothing')
  for (const reference of text('references').split(' ').filter(Boolean)) {
    const [sender = '', id = '', sent = '', ...more] = reference.split(',')
    if (!plainId.test(sender) || !plainId.test(id) || !time.test(sent) || more.length > 0)
      faults.push(`reference: ${reference}`)
  }
  return faults
}

describe('the validator can say no', () => {
  const good = capAlert(entryOf('fired'), unsent)
  test.each([
    ['another order', good.replace(/(<status>.*<\/status>)\n(<msgType>.*<\/msgType>)/, '$2\n$1')],
    ['a missing element', good.replace(/<urgency>.*<\/urgency>/, '')],
    ['an unknown word', good.replace('<certainty>Possible', '<certainty>Maybe')],
    ['a time in Z', good.replace(/<sent>(.{19})-00:00/, '<sent>$1Z')],
    ['a reference without a time', good.replace('<incidents>', '<references>a,b</references><incidents>')],
    ['an update that refers to nothing', good.replace('<msgType>Alert', '<msgType>Update')],
  ])('%s', (_, xml) => {
    expect(xml).not.toBe(good)
    expect(capFaults(good)).toEqual([])
    expect(capFaults(xml)).not.toEqual([])
  })
})

const settings: fc.Arbitrary<CapContext['settings']> = fc.oneof(
  fc.constant({}),
  fc.record({
    sender: fc.constantFrom(null, 'desk@office.example'),
    senderName: fc.oneof(fc.constant(null), fc.string({ unit: 'binary' })),
    status: fc.constantFrom('Actual' as const, 'Exercise' as const, 'System' as const, 'Test' as const),
    scope: fc.constantFrom('Public' as const, 'Restricted' as const, 'Private' as const),
  }),
)

test('whatever the alert, the sender and the words read, the schema holds', () => {
  const words = fc.string({ unit: 'binary', maxLength: 400 })
  fc.assert(
    fc.property(
      fc.constantFrom('fired' as const, 'escalated' as const, 'cleared' as const, 'corrected' as const),
      fc.constantFrom(...alerts),
      words,
      fc.oneof(fc.constant(null), words),
      settings,
      fc.boolean(),
      (kind, base, said, note, set, isFollowing) => {
        const entry = { ...base, kind, headline: said, reason: said, place: { ...base.place, name: said } }
        const xml = capAlert(entry, { settings: set, earlier: isFollowing ? [...earlier, ...earlier] : [], note })
        expect(capFaults(xml)).toEqual([])
      },
    ),
  )
})

const read = (entry: AlertEntryJson, context: CapContext) => {
  const $ = load(capAlert(entry, context), { xml: true })
  return (name: string) =>
    $(name)
      .toArray()
      .map((element) => $(element).text())
      .join(' | ')
}

test('until an operator names a sender all is Test and Restricted, whatever else is set', () => {
  const xml = read(entryOf('fired'), { ...unsent, settings: { sender: null, status: 'Actual', scope: 'Public' } })
  expect([xml('status'), xml('scope'), xml('sender')]).toEqual(['Test', 'Restricted', 'displacement-monitor'])
  const named = read(entryOf('fired'), {
    ...unsent,
    settings: { sender: 'desk@office.example', senderName: 'Desk & Co', status: 'Actual', scope: 'Public' },
  })
  expect([named('status'), named('scope'), named('sender'), named('senderName'), named('restriction')]).toEqual([
    'Actual',
    'Public',
    'desk@office.example',
    'Desk & Co',
    '',
  ])
})

test.each([
  ['fired', 'Alert'],
  ['escalated', 'Update'],
  ['cleared', 'Cancel'],
  ['corrected', 'Cancel'],
] as const)('%s is %s, and names the earlier ones by sender, identifier and time', (kind, msgType) => {
  const xml = read(entryOf(kind), { settings: { sender: 'desk@office.example' }, earlier, note: 'seen by two' })
  expect(xml('msgType')).toBe(msgType)
  expect(xml('references')).toBe('desk@office.example,aaaa,2020-02-01T09:08:07-00:00')
  expect(xml('note')).toContain('seen by two')
  // Where the first was never published there is nothing to update or cancel.
  expect(read(entryOf(kind), unsent)('msgType')).toBe('Alert')
})

test('Possible while only a machine has read it, Likely once a person has checked it; never Observed', () => {
  const reviewed = (review: 'machine_read' | 'partly' | 'cleared') => {
    const base = entryOf('fired')
    return read({ ...base, at: base.at && { ...base.at, review } }, unsent)('certainty')
  }
  expect([reviewed('machine_read'), reviewed('partly'), reviewed('cleared')]).toEqual([
    'Possible',
    'Possible',
    'Likely',
  ])
})

test('places are told by code, and nothing is told by coordinates', () => {
  const [town, area] = [
    { id: 'gn:170063', name: 'Aleppo', kind: 'city', country_iso3: 'SYR' },
    { id: 'area:lake-chad-basin', name: 'Lake Chad Basin', kind: 'area', country_iso3: null },
  ] as const
  expect(read(entryOf('fired'), unsent)('geocode')).toBe('ISO3166-2SY-ID | ISO3166-1-alpha-3SYR')
  expect(read(entryOf('fired', { place: town }), unsent)('geocode')).toBe('GeoNames170063 | ISO3166-1-alpha-3SYR')
  const lake = read(entryOf('fired', { place: area }), unsent)
  expect(lake('geocode')).toBe('displacement-monitor-arealake-chad-basin')
  expect(lake('areaDesc')).toBe('Lake Chad Basin')
  expect(capAlert(entryOf('fired'), unsent)).not.toMatch(/<(polygon|circle)>/)
})

test('a correction that may not repeat its number is valid, cancels the first, and has no number', () => {
  const bare: AlertEntryJson = { ...entryOf('corrected'), before: null, at: null, latest: null, reports: [] }
  const xml = read(bare, { ...unsent, earlier: [{ id: 'aaaa', createdAt: new Date('2020-02-01T09:08:07.123Z') }] })
  expect([xml('msgType'), xml('certainty')]).toEqual(['Cancel', 'Possible'])
  expect(capAlert(bare, unsent)).not.toMatch(/<valueName>(value|low|high|as-of|review)</)
})
