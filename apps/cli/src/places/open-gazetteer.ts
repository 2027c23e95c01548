/** The gazetteer, loaded by the verbs that need places. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import type { Gazetteer } from '@displacement-monitor/shared/domain'

export const openGazetteer = async (): Promise<Gazetteer> => loadGazetteer()
