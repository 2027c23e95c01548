/** The code and data that read: a reading records them, so an operator can tell which one made a number. */
import { extractionVersion } from '@displacement-monitor/extraction'
import { broken, type Check, ok } from './check.ts'

export async function checkVersions(): Promise<Check[]> {
  const { version } = await import('../version.ts')
  return [ok('monitor', version), ok('extraction', extractionVersion), await checkGazetteer()]
}

async function checkGazetteer(): Promise<Check> {
  try {
    const { openGazetteer } = await import('../places/open-gazetteer.ts')
    const gazetteer = await openGazetteer()
    // A place that every build of the data holds.
    if (gazetteer.place('SYR') === null)
      return broken(
        'gazetteer',
        `${gazetteer.version}, without Syria`,
        'Its data are cut short: fetch the repository again.',
      )
    return ok('gazetteer', gazetteer.version)
  } catch (error) {
    return broken('gazetteer', error instanceof Error ? error.message : String(error), 'Build it: npm run build.')
  }
}
