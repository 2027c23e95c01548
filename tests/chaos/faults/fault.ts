/** What a fault is: one way in which the world lets the product down, and how it is over again. */
import type { Chance } from '../../support/random.ts'
import type { World } from '../conductor/world.ts'

export interface Fault {
  /** What keeps it from doing harm: in docs/chaos.md with what happens without it. */
  guard: string
  /** Only where the queue lives in Redis. */
  needsRedis?: true
  /** Only where `--disk` names a folder on a disk of its own that may be filled up (a tmpfs of 420 MB). */
  needsSmallDisk?: true
  /** Takes longer than a lock; left out of the run within `npm test`. */
  slow?: true
  /** Ends when the world is whole again, but for what it did to the product. Throws where the product did what it must not. */
  strike(world: World, dice: Chance): Promise<void>
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
