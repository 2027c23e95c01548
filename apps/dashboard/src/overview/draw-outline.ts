/**
 * The world's outline as paths. Drawn by the build: reading and projecting the finer one took a phone's or a busy machine's
 * browser 300 ms in one piece, and the page had to carry what reads it.
 */
import { geoPath } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { projection } from './projection.ts'

export type Countries = Topology<{ countries: GeometryCollection; land: GeometryCollection }>

export interface Outline {
  land: string
  borders: string
}

/** `digits` after the point: a tenth of a unit is below a pixel on the whole world, a hundredth where one looks closest. */
export function drawOutline(atlas: Countries, digits: number): Outline {
  const path = geoPath(projection).digits(digits)
  return {
    land: stepwise(path(feature(atlas, atlas.objects.land)) ?? '', digits),
    borders: stepwise(path(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) ?? '', digits),
  }
}

/** The same path told by its steps, which are shorter than its points; a step of nothing is left out. */
export function stepwise(path: string, digits: number): string {
  const unit = 10 ** digits
  let [x, y] = [0, 0]
  let told = ''
  let last = ''
  for (const [, command = '', rest = ''] of path.matchAll(/([MLZ])([^MLZ]*)/g)) {
    if (command === 'Z') {
      told += 'z'
      last = 'z'
      continue
    }
    const [toX = 0, toY = 0] = rest.split(',').map((part) => Math.round(Number(part) * unit))
    if (command === 'M') {
      told += `M${toX / unit} ${toY / unit}`
      last = 'M'
    } else if (toX !== x || toY !== y) {
      const steps = [toX - x, toY - y].map((step) => String(step / unit).replace(/^(-?)0\./, '$1.'))
      told += `${last === 'l' ? '' : 'l'}${separated(steps, last === 'l')}`
      last = 'l'
    }
    x = toX
    y = toY
  }
  return told
}

/** A sign separates numbers by itself. */
const separated = (numbers: readonly string[], isFollowing: boolean): string =>
  numbers
    .map((number, index) => (number.startsWith('-') || (index === 0 && !isFollowing) ? number : ` ${number}`))
    .join('')
