/**
 * A P-code list to the units that it names. What makes a list unreadable as a whole is an error with row and column; a row
 * that has no code, as lists have for lakes and disputed ground, is counted and left out.
 */
import type { IsoDate, ListedUnit } from '@displacement-monitor/shared/domain'
import { type Column, columnsOf, isHxlRow, type Role } from './columns.ts'
import { isNoName, isNothing, readCode, readDay, readLevel } from './read-cells.ts'
import { readCsv } from './read-csv.ts'
import { isZip, readXlsx } from './read-xlsx.ts'
import { badList, placeIn, type Row, short, type Table } from './table.ts'

export interface PlaceList {
  units: ListedUnit[]
  /** Rows that name a unit and have no code for it. */
  withoutCode: { count: number; first: string | null }
}

export interface PlaceListBytes {
  bytes: Uint8Array
  mediaType: string | null
}

export async function readPlaceList({ bytes, mediaType }: PlaceListBytes): Promise<PlaceList> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length === 0) throw badList('The file is empty.')
  if (!isZip(buffer)) return unitsOf([readCsv(buffer, mediaType)])
  return unitsOf(await readXlsx(buffer))
}

interface Head {
  table: Table
  columns: readonly Column[]
  /** Index of the first row of data. */
  from: number
}

/** Above the headings a sheet may have a title. */
const headingsWithin = 25

export function unitsOf(tables: readonly Table[]): PlaceList {
  const heads = tables.flatMap((table) => headOf(table) ?? [])
  if (heads.length === 0) throw badList(noColumns(tables))
  const units = new Map<string, ListedUnit>()
  const withoutCode: PlaceList['withoutCode'] = { count: 0, first: null }
  for (const head of heads) {
    for (const row of head.table.rows.slice(head.from)) {
      if (row.cells.every((cell) => cell.trim() === '')) continue
      for (const found of readRow(head, row)) {
        if (found === 'no code') {
          withoutCode.count++
          withoutCode.first ??= placeIn(head.table, row.number)
        } else keep(units, found)
      }
    }
  }
  if (units.size === 0) throw badList('The list has its headings, but no unit with a P-code.')
  return { units: [...units.values()], withoutCode }
}

function headOf(table: Table): Head | null {
  const { rows } = table
  for (let at = 0; at < Math.min(rows.length, headingsWithin); at++) {
    const cells = rows[at]?.cells ?? []
    const next = rows[at + 1]?.cells ?? []
    const tags = isHxlRow(cells) ? cells : isHxlRow(next) ? next : null
    const columns = columnsOf(tags === cells ? cells.map(() => '') : cells, tags)
    const isShaped = columns.some(({ role }) => role === 'pcode') && columns.some(({ role }) => role === 'name')
    if (isShaped) return checked({ table, columns, from: tags === next ? at + 2 : at + 1 }, rows[at]?.number ?? 1)
  }
  return null
}

/** A row a unit needs its level; wide tables have it in the headings. */
function checked(head: Head, line: number): Head {
  const isWide = head.columns.some(({ role, level }) => role === 'pcode' && level !== null)
  const has = (role: Role): boolean => head.columns.some((column) => column.role === role)
  if (!isWide && !has('level'))
    throw badList(`${placeIn(head.table, line)}: no column tells the admin level (Admin Level, #geo+admin_level).`)
  if (!isWide && !has('country'))
    throw badList(`${placeIn(head.table, line)}: no column tells the country (Location, ISO3, #country+code).`)
  return head
}

function noColumns(tables: readonly Table[]): string {
  const first = tables.flatMap(({ rows }) => rows).find(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const found = (first?.cells ?? [])
    .filter((cell) => cell.trim() !== '')
    .slice(0, 8)
    .map(short)
  const has = found.length === 0 ? 'The file has no rows' : `The first row has: ${found.join(', ')}`
  return `No columns of P-codes and names were found (P-Code and Name, ADM1_PCODE and ADM1_EN, #adm1+code and #adm1+name). ${has}.`
}

type Read = ListedUnit | 'no code'

function readRow(head: Head, row: Row): Read[] {
  const cell = (column: Column | undefined): string =>
    column === undefined ? '' : (row.cells[column.index] ?? '').trim()
  const first = (role: Role, level: number | null = null): Column | undefined =>
    head.columns.filter((column) => column.role === role && column.level === level).sort((a, b) => a.rank - b.rank)[0]
  const common = { validFrom: day(head, row, first('from')), validTo: day(head, row, first('to')) }
  if (common.validFrom !== null && common.validTo !== null && common.validTo < common.validFrom)
    throw badList(
      `${placeIn(head.table, row.number, first('to'))}: its validity ends on ${common.validTo}, before it begins.`,
    )
  const named = (level: number | null): string[] =>
    head.columns
      .filter((column) => column.role === 'name' && column.level === level)
      .sort((a, b) => a.rank - b.rank)
      .map((column) => readName(head, row, column))
      .filter((name) => !isNoName(name))
  const country = [cell(first('country')), cell(first('pcode', 0)), ...named(0)].filter((word) => !isNothing(word))
  const unit = (level: number, column: Column, names: string[], parent: string | null): Read[] => {
    const code = isNothing(cell(column)) ? null : codeIn(head, row, column)
    const [name, ...otherNames] = [...new Set(names)]
    if (code === null) return name === undefined ? [] : ['no code']
    if (name === undefined) throw badList(`${placeIn(head.table, row.number, column)}: the P-code ${code} has no name.`)
    return [
      {
        pcode: code,
        country,
        level,
        name,
        otherNames,
        parentPcode: parent,
        ...common,
        at: placeIn(head.table, row.number),
      },
    ]
  }
  const levels = head.columns.filter(
    ({ role, level }) => role === 'pcode' && level !== null && first('name', level) !== undefined,
  )
  if (levels.length > 0)
    return levels.flatMap((column) => {
      const level = column.level ?? 0
      const above = first('pcode', level - 1)
      return unit(level, column, named(level), isNothing(cell(above)) ? null : readCode(cell(above)))
    })
  const column = first('pcode')
  const level = levelIn(head, row, first('level'))
  const parent = cell(first('parent'))
  return column === undefined ? [] : unit(level, column, named(null), isNothing(parent) ? null : readCode(parent))
}

function codeIn(head: Head, row: Row, column: Column): string {
  const cell = row.cells[column.index] ?? ''
  const code = readCode(cell)
  if (code === null) throw badList(`${placeIn(head.table, row.number, column)}: "${short(cell)}" can be no P-code.`)
  return code
}

function levelIn(head: Head, row: Row, column: Column | undefined): number {
  const cell = column === undefined ? '' : (row.cells[column.index] ?? '')
  const level = readLevel(cell)
  if (level === null)
    throw badList(`${placeIn(head.table, row.number, column)}: "${short(cell)}" is no admin level from 0 to 5.`)
  return level
}

function readName(head: Head, row: Row, column: Column): string {
  const name = (row.cells[column.index] ?? '').trim().replace(/\s+/gu, ' ')
  if (/\ufffd/u.test(name))
    throw badList(`${placeIn(head.table, row.number, column)}: letters that cannot be read. Save the list as UTF-8.`)
  if (name.length > 200) throw badList(`${placeIn(head.table, row.number, column)}: a name of ${name.length} letters.`)
  return name
}

function day(head: Head, row: Row, column: Column | undefined): IsoDate | null {
  const cell = column === undefined ? '' : (row.cells[column.index] ?? '')
  if (isNothing(cell)) return null
  const read = readDay(cell)
  if (read === null)
    throw badList(`${placeIn(head.table, row.number, column)}: "${short(cell)}" is no day; write it as 2024-05-31.`)
  return read === 'never' ? null : read
}

/** Sheets of one workbook repeat the units above; twice with another level or parent is a fault. */
function keep(units: Map<string, ListedUnit>, unit: ListedUnit): void {
  const before = units.get(unit.pcode)
  if (before === undefined) units.set(unit.pcode, unit)
  else if (
    before.level !== unit.level ||
    (before.parentPcode ?? unit.parentPcode) !== (unit.parentPcode ?? before.parentPcode)
  )
    throw badList(
      `${unit.at}: the P-code ${unit.pcode} (${short(unit.name)}) stands already in ${before.at}, as ${short(before.name)} of another place.`,
    )
  else if (before.name !== unit.name && sheetOf(before) === sheetOf(unit))
    throw badList(
      `${unit.at}: the P-code ${unit.pcode} (${short(unit.name)}) stands already in ${before.at}, as ${short(before.name)}.`,
    )
}

/** Null within a CSV file. */
const sheetOf = ({ at }: ListedUnit): string | null => /^sheet (.*), row \d+$/u.exec(at)?.[1] ?? null
