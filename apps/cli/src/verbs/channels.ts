/** `monitor channels`: where alerts are told. */
import { channelLines } from '../alerts/channel-lines.ts'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { addChannelVerb, changeChannelVerb } from './channels/put.ts'
import { removeChannelVerb } from './channels/remove.ts'
import { rotateVerb } from './channels/rotate.ts'
import { testChannelVerb } from './channels/test.ts'

export default defineVerb({
  name: 'channels',
  summary: 'see and change where alerts are told',
  about: [
    'Secrets and passwords go in and are never shown again. Where approval is required, messages wait: npx monitor messages',
  ],
  options: {},
  actions: {
    list: defineVerb({
      name: 'channels list',
      summary: 'the list',
      options: {},
      examples: [['channels list', 'All channels.']],
      run: (invocation) => list(invocation),
    }),
    add: addChannelVerb,
    change: changeChannelVerb,
    remove: removeChannelVerb,
    test: testChannelVerb,
    rotate: rotateVerb,
  },
  examples: [
    ['channels', 'All channels.'],
    [
      'channels add desk --kind webhook --url https://desk.example.org/hook',
      'A signed webhook; its secret is shown once.',
    ],
    ['channels test desk', 'Send a message that only says that it works.'],
  ],
  run: (invocation) => list(invocation),
})

const list: Parameters<typeof defineVerb>[0]['run'] = (invocation) =>
  withDatabase(invocation, async ({ sql }) => {
    const { listChannels } = await import('@displacement-monitor/shared/db')
    const { channelJson } = await import('@displacement-monitor/alerts')
    const channels = (await listChannels(sql)).map(channelJson)
    const { console, options } = invocation
    if (options.json) await console.print(JSON.stringify(channels, null, 2))
    else await console.print(...channelLines(channels, console))
    return exitCode.ok
  })
