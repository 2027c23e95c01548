/** `monitor sources`: the publishers that are read, with their health in words. */
import { exitCode } from '../command/exit-code.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { snakeCased } from '../output/snake-case.ts'
import { sourceLines } from '../sources/source-lines.ts'
import { withoutSecrets } from '../sources/without-secrets.ts'
import { addSource } from './sources/add.ts'
import { removeSourceVerb } from './sources/remove.ts'
import { setSource } from './sources/set.ts'
import { disableSource, enableSource } from './sources/switch.ts'
import { testSource } from './sources/test.ts'

export default defineVerb({
  name: 'sources',
  summary: 'see and change the publishers that are read',
  about: ['Without an action: the list, with the health of each source in words and when it is tried next.'],
  options: {},
  actions: {
    list: defineVerb({
      name: 'sources list',
      summary: 'the list',
      options: {},
      examples: [['sources list', 'All sources.']],
      run: (invocation) => list(invocation),
    }),
    add: addSource,
    enable: enableSource,
    disable: disableSource,
    remove: removeSourceVerb,
    set: setSource,
    test: testSource,
  },
  examples: [
    ['sources', 'Which sources are read, and how well.'],
    ['sources add who-don --url https://www.who.int/feeds/entity/csr/don/en/rss.xml', 'Read one more feed.'],
    ['sources --json | jq ".[] | select(.health == \\"failing\\")"', 'The failing ones, for a script.'],
  ],
  run: (invocation) => list(invocation),
})

const list: Parameters<typeof defineVerb>[0]['run'] = (invocation) =>
  withDatabase(invocation, async ({ sql }) => {
    const { listSources } = await import('@displacement-monitor/shared/db')
    const sources = await listSources(sql)
    const { console } = invocation
    if (invocation.options.json)
      await console.print(JSON.stringify(sources.map(withoutSecrets).map(snakeCased), null, 2))
    else await console.print(...sourceLines(sources, console, new Date()))
    return exitCode.ok
  })
