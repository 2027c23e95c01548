/** Messages as they are composed for an answer: their links are paths, for whoever asks knows where. */
import type { MessageStore } from '@displacement-monitor/alerts'
import type { ApiContext } from '../context.ts'

export const messagesFrom = ({ sql, gazetteer }: Pick<ApiContext, 'sql' | 'gazetteer'>): MessageStore => ({
  sql,
  gazetteer,
  publicUrl: null,
})
