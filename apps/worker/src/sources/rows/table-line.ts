/** One row of a table of counts, asked by what its columns hold: country, unit, day, counts. */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import type { Columns, CountColumn, PlainColumn } from './hxl-columns.ts'
import type { PlaceHint } from './release.ts'
import { countOf } from './shape.ts'

/** A row of data as its columns tell it. */
export class TableLine {
  readonly #columns: Columns
  readonly cells: readonly string[]

  constructor(columns: Columns, cells: readonly string[]) {
    this.#columns = columns
    this.cells = cells
  }
  get(column: PlainColumn): string | null {
    const at = this.#columns.at.get(column)
    return (at === undefined ? undefined : this.cells[at]?.trim()) || null
  }
  count({ at }: CountColumn): number | null {
    return countOf({ told: this.cells[at]?.replace(/(?<=\d),(?=\d{3})/g, '') }, 'told')
  }
  get counts(): readonly CountColumn[] {
    return this.#columns.counts
  }
  get year(): string | null {
    const year = this.get('year')
    return year !== null && /^\d{4}$/.test(year) ? year : null
  }
  get day(): IsoDate | null {
    return parseIsoDate(this.get('day')?.slice(0, 10) ?? '') ?? (this.year && parseIsoDate(`${this.year}-12-31`))
  }
  get isTold(): boolean {
    return this.get('iso3') !== null && this.day !== null
  }
  get country(): PlaceHint {
    const iso3 = this.get('iso3') ?? ''
    const name = this.get('country') ?? iso3
    return {
      name,
      iso3,
      role: 'destination',
      accuracy: 'adm0',
      paths: [],
      pcode: null,
      latitude: null,
      longitude: null,
    }
  }
  get place(): PlaceHint {
    const names = [this.get('adm2'), this.get('adm1')].filter((name) => name !== null)
    if (names.length === 0) return this.country
    const pcode = this.get('adm2-code') ?? this.get('adm1-code')
    return {
      ...this.country,
      name: names.join(', '),
      accuracy: names.length === 2 ? 'adm2' : 'adm1',
      paths: [names],
      pcode,
    }
  }
  /** Place and day; a row of one year has no day of its own. */
  get key(): string {
    const place = this.get('adm2-code') ?? this.get('adm2') ?? this.get('adm1-code') ?? this.get('adm1')
    return [this.get('iso3'), place, this.get('day')?.slice(0, 10) ?? this.year].filter(Boolean).join('/')
  }
}
