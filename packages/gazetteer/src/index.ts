/** Places of the world by every name: `loadGazetteer` reads the committed data once and answers from memory. */
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { FileGazetteer } from './gazetteer.ts'

let loaded: FileGazetteer | null = null

/** The gazetteer of this process; reads its data file at the first call and keeps it. */
export function loadGazetteer(): Gazetteer {
  loaded ??= new FileGazetteer()
  return loaded
}

export { attachPcodes } from './pcodes/attach-pcodes.ts'
export { PcodeGazetteer } from './pcodes/pcode-gazetteer.ts'
export { gazetteerVersion } from './version.generated.ts'
