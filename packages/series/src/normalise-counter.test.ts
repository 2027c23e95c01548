import { describe, expect, test } from 'vitest'
import { counterFamilies } from './counter-tree.ts'
import { foldName, isSameOrAbove, normaliseCounter } from './normalise-counter.ts'

describe('an office has one name', () => {
  test.each([
    ['UN', 'UN', 'UN'],
    ['U.N.', 'UN', 'UN'],
    ['United Nations', 'UN', 'UN'],
    ['the United Nations', 'UN', 'UN'],
    ['Vereinte Nationen', 'UN', 'UN'],
    ['الأمم المتحدة', 'UN', 'UN'],
    ['ООН', 'UN', 'UN'],
    ['UN spokesman Stephane Dujarric', 'UN', 'UN'],
    ['UN Office for the Coordination of Humanitarian Affairs', 'OCHA', 'UN'],
    ['UN Office for the Coordination of Humanitarian Affairs (OCHA)', 'OCHA', 'UN'],
    ['OCHA spokesman David Swanson', 'OCHA', 'UN'],
    ['UN humanitarian chief Mark Lowcock', 'OCHA', 'UN'],
    ["the UN's refugee agency, UNHCR", 'UNHCR', 'UN'],
    ['IOM DTM', 'IOM', 'UN'],
    ['International Organisation for Migration', 'IOM', 'UN'],
    ['Unicef', 'UNICEF', 'UN'],
    ['UN human rights office', 'OHCHR', 'UN'],
    ['Syrian Observatory for Human Rights', 'SOHR', 'SOHR'],
    ['REACH', 'REACH', 'REACH'],
    ['Turkish Red Crescent', 'Turkish Red Crescent', 'Turkish Red Crescent'],
    ['Internal Displacement Monitoring Centre', 'IDMC', 'IDMC'],
  ])('%s is %s of %s', (text, name, family) => {
    expect(normaliseCounter(text)).toMatchObject({ name, family })
  })

  test('an unknown office is its own family, graded by its kind', () => {
    expect(normaliseCounter('the Ministry of Social Affairs')).toEqual({
      name: 'Ministry of Social Affairs', family: 'Ministry of Social Affairs', reliability: 0.6,
    }) // biome-ignore format: one answer
    expect(normaliseCounter('Kenya Red Cross')).toMatchObject({ name: 'Kenya Red Cross', reliability: 0.7 })
    expect(normaliseCounter('activists').reliability).toBe(0.4)
  })

  test('ordinary words are no acronyms', () => {
    expect(normaliseCounter('un responsable local').family).toBe('un responsable local')
    expect(normaliseCounter('people who fled').family).toBe('people who fled')
    expect(normaliseCounter('those within reach').family).toBe('those within reach')
  })

  test('no alias means two offices, and every parent exists', () => {
    const seen = new Map<string, string>()
    const names = new Set(counterFamilies.map(({ name }) => name))
    for (const { name, parent, aliases } of counterFamilies) {
      if (parent !== null) expect(names).toContain(parent)
      for (const alias of [name, ...aliases]) {
        expect(seen.get(foldName(alias)) ?? name).toBe(name)
        seen.set(foldName(alias), name)
        expect(normaliseCounter(alias).name).toBe(name)
      }
    }
  })

  test('an office is below its family, beside its sisters', () => {
    expect(isSameOrAbove('UN', 'OCHA')).toBe(true)
    expect(isSameOrAbove('OCHA', 'UN')).toBe(true)
    expect(isSameOrAbove('OCHA', 'UNICEF')).toBe(false)
    expect(isSameOrAbove('SOHR', 'SOHR')).toBe(true)
  })
})
