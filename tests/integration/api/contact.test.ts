/** Whom to tell when a number is wrong or may harm somebody: under every page, in the API's description, in security.txt. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

const now = () => new Date('2026-11-24T00:00:00Z')

describe.each([
  ['a mail address', 'desk@example.org', 'mailto:desk@example.org', { email: 'desk@example.org' }],
  [
    'a page',
    'https://example.org/tell?a=1&b=2',
    'https://example.org/tell?a=1&b=2',
    { url: 'https://example.org/tell?a=1&b=2' },
  ],
])('%s', (_, contact, link, described) => {
  let api: Api
  beforeAll(async () => {
    api = await openApi({ seedSet: 'minimal', now, contact })
  })
  afterAll(() => api.close())

  test('stands in the description of the API', async () => {
    expect((await api.get('/openapi.json')).json.info.contact).toEqual(described)
  })
  test('and in security.txt, for half a year', async () => {
    expect((await api.get('/.well-known/security.txt')).body).toBe(
      `Contact: ${link}\nExpires: 2027-05-23T00:00:00.000Z\nPreferred-Languages: en\n`,
    )
  })
  test('and in the head of the page, escaped', async () => {
    expect((await api.get('/', { accept: 'text/html' })).body).toContain(
      `<meta name="contact" content="${link.replaceAll('&', '&amp;')}">\n</head>`,
    )
  })
})

test('nobody is named where nobody was set', async () => {
  const api = await openApi({ seedSet: 'minimal' })
  expect((await api.get('/.well-known/security.txt')).status).toBe(404)
  expect((await api.get('/openapi.json')).json.info).not.toHaveProperty('contact')
  expect((await api.get('/', { accept: 'text/html' })).body).not.toContain('name="contact"')
  await api.close()
})
