import { expect, test } from 'vitest'
import { escapeMarkup, html, safeHref } from './html.ts'

test('what is read is escaped, in text and in attributes', () => {
  const hostile = `"><script>alert('1')</script>`
  expect(html`<a title="${hostile}">${hostile}</a>`.html).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</a>',
  )
})

test('markup made here is kept, lists are joined, null vanishes', () => {
  expect(html`<ul>${[html`<li>${1}</li>`, null, html`<li>${'&'}</li>`]}</ul>`.html).toBe(
    '<ul><li>1</li><li>&amp;</li></ul>',
  )
})

test('characters that XML forbids are replaced', () => {
  expect(escapeMarkup('a\u0000b\ud800c\u000bd')).toBe('a\ufffdb\ufffdc\ufffdd')
})

test.each([
  ['https://a.example/x', 'https://a.example/x'],
  ['javascript:alert(1)', null],
  [' java\nscript:alert(1)', null],
  ['data:text/html,x', null],
  ['//a.example', null],
  ['', null],
])('%j leads to %j', (url, href) => {
  expect(safeHref(url)).toBe(href)
})
