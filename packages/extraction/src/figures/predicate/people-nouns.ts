/** Tags of the nouns that name people. */
import type { Tag } from '../../languages/pack.ts'

export const peopleNouns: readonly Tag[] = [
  'person', 'household', 'idp', 'refugee', 'returnee', 'migrant', 'part', 'asylumSeeker', 'evacuee',
] // biome-ignore format: one list
