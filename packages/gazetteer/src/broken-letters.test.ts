import { describe, expect, test } from 'vitest'
import { mendLetters } from './broken-letters.ts'
import { loadGazetteer } from './index.ts'

const gazetteer = loadGazetteer()
const found = (text: string): string[] =>
  gazetteer.findMentions(text).map((mention) => `${text.slice(mention.start, mention.end)}→${mention.candidateIds[0]}`)

describe('a letter lost to a wrong encoding', () => {
  test.each([
    ['Las familias huyeron de Popay\ufffdn el lunes.', ['Popay\ufffdn→gn:3671916']],
    ['civilians within Cote d\ufffdIvoire', ['Cote d\ufffdIvoire→CIV']],
    ['300 families in C\ufffdte d\ufffdIvoire', ['C\ufffdte d\ufffdIvoire→CIV']],
    ['in the Tillab\ufffdry region', ['Tillab\ufffdry→NE-6']],
    ['se desplazaron dirigi\ufffdndose a pie', []],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))

  test('a text of nothing but lost letters takes a bounded number of tries', () => {
    let tries = 0
    mendLetters('A\ufffd\ufffd B\ufffd '.repeat(10_000), () => {
      tries++
      return []
    })
    // Two hundred words, two windows each, eight letters in two places.
    expect(tries).toBeLessThanOrEqual(200 * 2 * 8 ** 2)
  })
})
