/** Messages on their way in a table: what waits for a person first. */
import type { DeliveryRowJson } from '@displacement-monitor/shared/contracts'
import type { Console } from '../output/console.ts'
import { fromNow } from '../output/days.ts'
import type { Paint } from '../output/paint.ts'
import { tableLines } from '../output/table.ts'

/** Told with its title: what a row alone does not say. */
export interface ListedMessage extends DeliveryRowJson {
  title: string
}

export function messageLines(messages: readonly ListedMessage[], console: Console, now: Date): string[] {
  return tableLines<ListedMessage>(
    [
      { heading: 'ID', cell: ({ id }) => id.slice(0, 8), colour: (_, paint) => paint.strong },
      { heading: 'STATE', cell: (message) => stateInWords(message, now), colour: stateColour, grows: true },
      { heading: 'CHANNEL', cell: ({ channel }) => channel.name, grows: true },
      { heading: 'ALERTS', cell: ({ alerts }) => String(alerts), align: 'right' },
      { heading: 'SAYS', cell: ({ title }) => title, grows: true },
    ],
    [...messages].sort((a, b) => rank(a) - rank(b)),
    console,
  )
}

const order: readonly DeliveryRowJson['state'][] = ['waiting', 'dead', 'due', 'gathering', 'delivered', 'dropped']
const rank = ({ state }: DeliveryRowJson): number => order.indexOf(state)

/** "waiting 2 hours", "due in 5 minutes: HTTP 503", "given up: …". */
function stateInWords(message: DeliveryRowJson, now: Date): string {
  const { state, failure } = message
  const why = failure === null ? '' : `: ${failure}`
  switch (state) {
    case 'waiting':
      return `waits, since ${fromNow(new Date(message.created_at), now)}`
    case 'gathering':
      return `gathers, leaves ${fromNow(new Date(message.closes_at), now)}`
    case 'due':
      return message.next_attempt_at === null
        ? `due${why}`
        : `due ${fromNow(new Date(message.next_attempt_at), now)}${why}`
    case 'dead':
      return `given up after ${message.attempts} tries${why}`
    case 'delivered':
      return `delivered ${fromNow(new Date(message.delivered_at ?? message.created_at), now)}`
    case 'dropped':
      return `dropped${message.decided_by === null ? '' : ` by ${message.decided_by}`}`
  }
}

const stateColour = ({ state }: DeliveryRowJson, paint: Paint) =>
  ({
    waiting: paint.warn,
    dead: paint.bad,
    due: paint.line,
    gathering: paint.faint,
    delivered: paint.good,
    dropped: paint.faint,
  })[state]
