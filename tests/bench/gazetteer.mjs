/**
 * The gazetteer's figures: load time and memory, look-ups against a plain Map.get of the same names, and reading running
 * text against splitting it into words with a regular expression. Ratios within one run; run after `tsc -b`.
 */
const memory = () => {
  globalThis.gc?.()
  return process.memoryUsage()
}

const { loadGazetteer } = await import('../../packages/gazetteer/dist/index.js')
const before = memory()
const cpuBefore = process.cpuUsage()
const start = performance.now()
const gazetteer = loadGazetteer()
const loadMs = performance.now() - start
const cpuLoad = process.cpuUsage(cpuBefore)
const after = memory()

const megabytes = (bytes) => (bytes / 1e6).toFixed(1)
console.log(
  `load: ${loadMs.toFixed(0)} ms, of it CPU ${((cpuLoad.user + cpuLoad.system) / 1000).toFixed(0)} ms (at most 150)`,
)
console.log(
  `memory: +${megabytes(after.rss - before.rss)} MB resident, process ${megabytes(after.rss)} MB; +${megabytes(after.heapUsed + after.arrayBuffers + after.external - before.heapUsed - before.arrayBuffers - before.external)} MB in use (at most 120)`,
)

/** CPU time, not wall time: the machine may be shared. Best of five. */
function cpuMs(run) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const from = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(from)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

const names = [
  'Idlib',
  'Idleb province',
  'إدلب',
  'Goma',
  'South Sudan',
  'Nord-Kivu',
  'Al-Fashir',
  'no such place',
  'Kyiv',
  'Cabo Delgado',
]
const rounds = 20_000
const map = new Map(names.map((name) => [name.toLowerCase(), gazetteer.lookUp(name)]))
let sink = 0
const lookUpMs = cpuMs(() => {
  for (let round = 0; round < rounds; round++) for (const name of names) sink += gazetteer.lookUp(name).length
})
const mapMs = cpuMs(() => {
  for (let round = 0; round < rounds; round++)
    for (const name of names) sink += map.get(name.toLowerCase())?.length ?? 0
})
const perSecond = (count, ms) => Math.round((count / ms) * 1000).toLocaleString('en')
console.log(
  `lookUp: ${perSecond(rounds * names.length, lookUpMs)}/s (at least 200,000); ${(lookUpMs / mapMs).toFixed(1)} × Map.get of ten lower-cased names`,
)

const paragraph =
  'More than 800,000 people have fled the fighting in Idlib and western Aleppo since December 2019, the UN said on Monday. ' +
  'Most moved north towards Afrin and A’zaz, close to the border with Türkiye; others went from Ma’arrat al-Nu’man to Saraqib. ' +
  'In Sudan, families displaced from El Fasher in North Darfur arrived in Tawila and across the border in Adré, eastern Chad. ' +
  'Au Nord-Kivu, 44 000 ménages ont quitté le territoire de Rutshuru pour Goma. نزح أكثر من 100 ألف شخص من إدلب وحلب إلى تركيا. '
const text = paragraph.repeat(400)
const mentionMs = cpuMs(() => {
  sink += gazetteer.findMentions(text).length
})
const splitMs = cpuMs(() => {
  sink += [...text.matchAll(/[\p{L}\p{N}]+/gu)].length
})
console.log(
  `findMentions: ${(text.length / mentionMs / 1000).toFixed(1)} M characters/s, ${gazetteer.findMentions(text).length} mentions in ${text.length} characters; ${(mentionMs / splitMs).toFixed(2)} × matchAll of words`,
)
const doubleMs = cpuMs(() => {
  sink += gazetteer.findMentions(text + text).length
})
console.log(`twice the text: ${(doubleMs / mentionMs).toFixed(2)} × the time`)
const context = gazetteer.contextOf(null, gazetteer.findMentions(paragraph))
const candidates = names.map((name) => gazetteer.lookUp(name))
const resolveMs = cpuMs(() => {
  for (let round = 0; round < 2_000; round++)
    for (const ids of candidates) sink += gazetteer.resolve(ids, context)?.score ?? 0
})
console.log(`resolve: ${perSecond(2_000 * candidates.length, resolveMs)}/s`)
if (sink < 0) throw new Error('nothing was measured')
