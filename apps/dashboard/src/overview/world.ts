/** What is seen of the world: its outline, the finer one fetched only where the reader looks closely, and the part in view. */
import coarseAddress from 'virtual:outline-coarse'
import fineAddress from 'virtual:outline-fine'
import type { Outline } from './draw-outline.ts'
import { world } from './projection.ts'

const made = new Map<boolean, Promise<Outline>>()

export function outline(isFine: boolean): Promise<Outline> {
  const known = made.get(isFine)
  if (known) return known
  const making = load(isFine ? fineAddress : coarseAddress)
  made.set(isFine, making)
  making.catch(() => made.delete(isFine))
  return making
}

async function load(address: string): Promise<Outline> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`the map's outline answered ${response.status}`)
  return (await response.json()) as Outline
}

export interface View {
  x: number
  y: number
  width: number
}
export const wholeWorld: View = { x: 0, y: 0, width: world.width }
/** About forty degrees: a region in its neighbourhood, never a town in a void. */
const narrowest = 120

/** The view that holds these points with room around them. */
export function viewOf(points: readonly (readonly [number, number])[], ratio = world.height / world.width): View {
  if (points.length === 0) return wholeWorld
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const width = Math.min(world.width, Math.max(narrowest, (right - left) * 1.5, ((bottom - top) * 2) / ratio))
  return within({ x: (left + right) / 2 - width / 2, y: (top + bottom) / 2 - (width * ratio) / 2, width }, ratio)
}

export function zoomed(view: View, factor: number, ratio: number): View {
  const width = Math.min(world.width, Math.max(40, view.width * factor))
  const [cx, cy] = [view.x + view.width / 2, view.y + (view.width * ratio) / 2]
  return within({ x: cx - width / 2, y: cy - (width * ratio) / 2, width }, ratio)
}

export function moved(view: View, dx: number, dy: number, ratio: number): View {
  return within({ ...view, x: view.x + dx, y: view.y + dy }, ratio)
}

function within(view: View, ratio: number): View {
  const height = view.width * ratio
  const clamp = (at: number, size: number, all: number) =>
    size >= all ? (all - size) / 2 : Math.min(all - size, Math.max(0, at))
  return { width: view.width, x: clamp(view.x, view.width, world.width), y: clamp(view.y, height, world.height) }
}
