/** Messages as they are composed for an answer: with the links that they go out with. */
import { linkTo, type MessageStore } from '@displacement-monitor/alerts'
import type { ApiContext } from '../context.ts'

type Context = Pick<ApiContext, 'sql' | 'gazetteer' | 'config'>

export const messagesFrom = ({ sql, gazetteer, config }: Context): MessageStore => ({
  sql,
  gazetteer,
  publicUrl: config.PUBLIC_URL ?? null,
})

/** An address here as others know it; null where nobody said under which name. */
export const publicAddress = ({ config }: Pick<ApiContext, 'config'>, path: string): string | null =>
  config.PUBLIC_URL ? linkTo({ publicUrl: config.PUBLIC_URL }, path) : null
