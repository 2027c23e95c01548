/** What each kind finds; the terms are the same for all of a threshold. */
import type { Crossing } from '@displacement-monitor/shared/domain'

export type Found = Omit<Crossing, 'terms'>
