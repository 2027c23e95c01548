import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openLength, sentenceOf } from './sentence.ts'

const find = (text: string, words: string) => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, text: words }
}

test('the sentence around the words, no other', () => {
  const text = 'Talks went on. According to the UN, 800 people fled the town. Winter came.'
  expect(sentenceOf(text, find(text, '800 people fled'))).toEqual({
    before: 'According to the UN, ',
    words: '800 people fled',
    after: ' the town.',
  })
})

test('a stop after a title or a month ends no sentence', () => {
  const text = 'Rain fell. Mr. Smith said that by Jan. 5 some 800 people left St. Mary in a day. It stopped.'
  const { before, after } = sentenceOf(text, find(text, '800 people left'))
  expect([before, after]).toEqual(['Mr. Smith said that by Jan. 5 some ', ' St. Mary in a day.'])
})

test('a paragraph ends a sentence that has no stop', () => {
  const text = 'A heading without a stop\n\n800 people left\n\nNext paragraph.'
  expect(sentenceOf(text, find(text, '800 people left'))).toEqual({ before: '', words: '800 people left', after: '' })
})

test('a long sentence is cut at words and says so', () => {
  const text = `${'before '.repeat(60)}800 people left ${'after '.repeat(60)}`
  const { before, words, after } = sentenceOf(text, find(text, '800 people left'))
  expect([words, before.startsWith('…before '), after.endsWith(' after…')]).toEqual(['800 people left', true, true])
  expect((before + words + after).length).toBeLessThanOrEqual(openLength)
})

test('never more than allowed, never text that is not there', () => {
  const text = fc.string({ unit: 'binary', maxLength: 900 })
  fc.assert(
    fc.property(text, fc.nat(900), fc.nat(400), (body, from, length) => {
      const start = Math.min(from, body.length)
      const end = Math.min(start + length, body.length)
      const { before, words, after } = sentenceOf(body, { start, end, text: body.slice(start, end) })
      expect((before + words + after).length).toBeLessThanOrEqual(openLength)
      for (const part of [before, words, after]) expect(body).toContain(part.replace(/^…|…$/gu, ''))
    }),
  )
})

test('a line of 100,000 stops costs no more than a short one', () => {
  const text = `${'. A'.repeat(50_000)} 800 people left ${'. A'.repeat(50_000)}`
  const began = performance.now()
  sentenceOf(text, find(text, '800 people left'))
  expect(performance.now() - began).toBeLessThan(50)
})
