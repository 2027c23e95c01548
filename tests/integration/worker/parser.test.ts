/** The parsing child: ended at its deadline or its memory, and the next body is read as if nothing had been. */
import { openParser, type ParseTask } from '@displacement-monitor/worker'
import { afterEach, expect, test } from 'vitest'

const sentence =
  'More than 4,321 people have fled the fighting in the district since the end of the week, the mayor said.'
const page = (html: string): ParseTask => ({
  want: 'report',
  adapterId: 'article',
  bytes: Buffer.from(html),
  mediaType: 'text/html',
  url: null,
  settings: {},
})
const good = page(`<p>${sentence}</p>`)
const heavy = page(`<div>${`<p>${sentence}</p>`.repeat(90_000)}</div>`)
let parser = openParser()

afterEach(async () => {
  await parser.close()
})
const textOf = async (task: ParseTask) => {
  const parsed = await parser.parse(task)
  return 'document' in parsed ? parsed.document.text : null
}

test('a body that takes too long is given up, the next one is read', async () => {
  parser = openParser({ deadlineMs: 60 })
  // The child's own start does not count against the deadline of a body.
  parser.warm()
  await expect(parser.parse(heavy)).rejects.toMatchObject({ code: 'parse_timeout', kind: 'permanent' })
  await parser.close()
  parser = openParser()
  expect(await textOf(good)).toBe(sentence)
})

test('a process that stood still for longer than the deadline still hears what its child has read meanwhile', async () => {
  parser = openParser({ deadlineMs: 1_500 })
  expect(await textOf(good)).toBe(sentence)
  const reading = textOf(page(`<div>${`<p>${sentence}</p>`.repeat(5_000)}</div>`))
  // The task leaves, then nothing of this process runs.
  await new Promise((resolve) => setTimeout(resolve, 10))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000)
  expect((await reading)?.length).toBeGreaterThan(500_000)
})

test('a dump of rows gets a child, room and time of its own', async () => {
  parser = openParser({ deadlineMs: 60 })
  const rows = Array.from({ length: 6_000 }, (_, id) => ({
    id, iso3: 'TCD', country: 'Chad', figure: id, displacement_type: 'Disaster', event_name: `Chad: Flood ${id}`,
    standard_popup_text: `<b>Chad: ${id} displacements</b> ${'Water stood in the streets. '.repeat(12)}`,
  })) // biome-ignore format: a row
  const bytes = Buffer.from(JSON.stringify(rows))
  expect(bytes.length).toBeGreaterThan(2_000_000)
  const dump = {
    want: 'releases',
    adapterId: 'idmc-idu',
    bytes,
    mediaType: 'application/json',
    url: null,
    settings: {},
  } as const
  const parsed = await parser.parse(dump)
  expect('releases' in parsed && parsed.releases.releases.length).toBe(6_000)
})

test('a body that needs too much memory is given up, the next one is read by a new child', async () => {
  parser = openParser({ memoryMb: 40 })
  await expect(parser.parse(heavy)).rejects.toMatchObject({ code: 'parse_memory', kind: 'permanent' })
  expect(await textOf(good)).toBe(sentence)
  await expect(parser.parse(heavy)).rejects.toMatchObject({ code: 'parse_memory' })
  expect(await textOf(good)).toBe(sentence)
})

test('what lay ready behind a body that takes too long is read by the next child, in its turn', async () => {
  parser = openParser({ deadlineMs: 500 })
  parser.warm()
  const order: string[] = []
  const told = (name: string, reading: Promise<unknown>) =>
    reading.then(
      () => order.push(`${name} read`),
      (error) => order.push(`${name} ${error.code}`),
    )
  await Promise.all([
    told('first', textOf(good)),
    told('heavy', textOf(page(`<div>${`<p>${sentence}</p>`.repeat(200_000)}</div>`))),
    told('behind', textOf(good)),
    told('last', textOf(good)),
  ])
  expect(order).toEqual(['first read', 'heavy parse_timeout', 'behind read', 'last read'])
})

test('bodies wait for each other, and each has its own answer', async () => {
  parser = openParser()
  const texts = await Promise.all(Array.from({ length: 30 }, (_, n) => textOf(page(`<p>Number ${n}: ${sentence}</p>`))))
  expect(texts).toEqual(Array.from({ length: 30 }, (_, n) => `Number ${n}: ${sentence}`))
})

test('selectors of a source go before the general rules', async () => {
  parser = openParser()
  const html = `<h2 id="t">The title</h2><div id="a"><p>${sentence}</p></div><div id="b"><p>Only this. <span class="x">Not this.</span></p></div>`
  const parsed = await parser.parse({ ...page(html), settings: { text: '#b', title: '#t', remove: '.x' } })
  expect(parsed).toMatchObject({ document: { title: 'The title', text: 'Only this.' } })
})
