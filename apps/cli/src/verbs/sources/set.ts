/** `sources set`: what a service wants with each request, such as the key that it gave. */
import type { JsonValue } from '@displacement-monitor/shared/db'
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { findSource } from '../../sources/find-source.ts'

export const setSource = defineVerb({
  name: 'sources set',
  summary: 'give a source the key that its service wants, or say how its pages are read',
  about: [
    'query.NAME=VALUE goes into the address of each request, header.NAME=VALUE into its headers; an empty VALUE takes it away.',
    'setting.NAME=VALUE says how its reader works (docs/sources.md); VALUE is a word, a number, or JSON.',
    'Values are kept in the database and its backups, and are shown nowhere: not in lists, logs, addresses or stored answers.',
    'With $NAME in place of a value the environment variable of that name is read now, so that no key stays in the shell history.',
  ],
  positionals: [
    { name: 'ID', description: 'the source, as in the list', required: true, many: false },
    {
      name: 'NAME=VALUE',
      description: 'query.NAME=VALUE, header.NAME=VALUE or setting.NAME=VALUE',
      required: true,
      many: true,
    },
  ],
  options: { enable: { type: 'boolean', description: 'Read it from now on' } },
  examples: [
    [
      "sources set idmc-idu 'query.client_id=$IDMC_CLIENT_ID' --enable",
      'The client id that IDMC gave; read it from now on.',
    ],
    ["sources set iom-dtm-syr 'header.Ocp-Apim-Subscription-Key=$DTM_KEY'", 'The subscription key of IOM.'],
    ['sources set idmc-idu query.client_id=', 'Forget it.'],
    [
      "sources set town-hall 'setting.entry=li.card' setting.date_order=dmy",
      'Where its listing holds a report, and how it writes days.',
    ],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { setSourceEnabled, setSourceSettings } = await import('@displacement-monitor/shared/db')
      const { positionals, options, console, env } = invocation
      const [id = '', ...words] = positionals
      const source = await findSource(sql, id)
      const changes = words.map((word) => readAssignment(word, env))
      const settings: Record<string, JsonValue> = { ...source.settings }
      for (const { kind, name, value } of changes) {
        if (kind !== 'setting') settings[kind] = withValue(settings[kind], name, value)
        else if (value === '') delete settings[name]
        else settings[name] = settingIn(value)
      }
      await setSourceSettings(sql, id, settings, actorName())
      if (options.enable) await setSourceEnabled(sql, id, true, actorName())
      const enabled = options.enable || source.enabled
      const names = changes.map(({ kind, name }) => `${kind === 'headers' ? 'header' : kind}.${name}`)
      if (options.json) await console.print(JSON.stringify({ id, set: names, enabled }))
      else
        await console.print(
          `${id}: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} set; ` +
            (enabled ? 'it is read with that now.' : `it is off: npx monitor sources enable ${id}`),
        )
      return exitCode.ok
    }),
})

interface Assignment {
  kind: 'query' | 'headers' | 'setting'
  name: string
  /** Empty: taken away. */
  value: string
}

export function readAssignment(word: string, env: Readonly<Record<string, string | undefined>>): Assignment {
  const [, kind, name = '', told = ''] =
    /^(query|header|setting)\.([A-Za-z0-9_.~-]{1,64})=(.{0,1000})$/su.exec(word) ?? []
  // The word itself may hold a key: it is not printed.
  if (kind === undefined)
    throw usageFailure('What is to be set is written query.NAME=VALUE, header.NAME=VALUE or setting.NAME=VALUE.')
  const value = told.startsWith('$') ? env[told.slice(1)] : told
  if (value === undefined || (value === '' && told !== ''))
    throw usageFailure(`There is no environment variable ${told.slice(1)}.`)
  if (kind === 'setting') {
    if (['query', 'headers', 'needs', '__proto__'].includes(name))
      throw usageFailure(`${name} is set with query.NAME or header.NAME.`)
    return { kind, name, value }
  }
  if (!/^[\x20-\x7e]*$/u.test(value))
    throw usageFailure(`The value of ${name} holds signs that no address or header can bear.`)
  return { kind: kind === 'query' ? 'query' : 'headers', name, value }
}

/** JSON where it is some, else the word itself: `5` is a number, `li.card` a selector. */
function settingIn(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

function withValue(before: JsonValue | undefined, name: string, value: string): Record<string, string> {
  const known = typeof before === 'object' && before !== null ? Object.entries(before) : []
  const others = known.flatMap(([key, told]) =>
    key !== name && typeof told === 'string' ? [[key, told] as const] : [],
  )
  return Object.fromEntries(value === '' ? others : [...others, [name, value]])
}
