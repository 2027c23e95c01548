/** A statement as the store holds it; what makes no sense, or a place that nobody knows, is told by its option. */
import type { ThresholdBody } from '@displacement-monitor/shared/contracts'
import type { NewThreshold } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { refusedField } from './statement-options.ts'

export async function acceptStatement(body: ThresholdBody, gazetteer: Gazetteer): Promise<NewThreshold> {
  const { refusalsInWords, statedThreshold } = await import('@displacement-monitor/alerts')
  const { threshold, refusals } = statedThreshold(body, gazetteer)
  if (threshold) return threshold
  const [first] = refusals
  throw refusedField(first?.field ?? '', refusalsInWords(refusals), first?.nearest ?? [])
}
