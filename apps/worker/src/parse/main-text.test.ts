import { expect, test } from 'vitest'
import { layOut } from './lay-out.ts'
import { mainBlocks } from './main-text.ts'
import { buildTree } from './tree.ts'

const textOf = (html: string) => layOut(mainBlocks(buildTree(html)))
const first =
  'Heavy rain drove more than 12,000 people from their homes in the northern districts, the ministry said on Monday.'
const second =
  'Most of them are staying with relatives, while some 3,400 found shelter in eleven schools of the provincial capital.'

test('menus, related stories, comments and footers are left out', () => {
  const html = `<body><nav><a href="/">Home of the news about everything that happens in the wide world today</a></nav>
    <aside><p>Storm leaves 300,000 homes without power in another country, thousands of kilometres away from here.</p></aside>
    <main><article><h1>Rain</h1><p>${first}</p><p>${second}</p></article>
    <div class="related-stories"><p>12,000 people were evacuated after a volcano erupted last week, said the rescuers there.</p></div>
    <section id="comments"><p>I think that this number of ninety thousand people is much too low, says a reader of the site.</p></section></main>
    <footer><p>Read by 1,250,000 visitors each month, and by many more on other days of the year as well.</p></footer></body>`
  expect(textOf(html)).toBe(`${first}\n\n${second}`)
})

test('paragraphs are parted by a blank line, lines of lists and tables by a line feed', () => {
  const html = `<article><p>${first}</p><ul><li>Aden: 1,200 families</li><li>Taiz: 800 families</li></ul>
    <table><tr><th>District</th><th>People</th></tr><tr><td>North</td><td>9,000</td></tr></table><p>${second}</p></article>`
  expect(textOf(html)).toBe(
    `${first}\n\nAden: 1,200 families\nTaiz: 800 families\n\nDistrict | People\nNorth | 9,000\n\n${second}`,
  )
})

test('cells stay apart, so that two numbers never become one', () => {
  expect(
    textOf(`<article><p>${first}</p><table><tr><td>12</td><td>500</td></tr></table><p>${second}</p></article>`),
  ).toContain('12 | 500')
})

test('entities are decoded and line feeds of the source are spaces', () => {
  expect(
    textOf(
      `<article><p>More than&nbsp;800\n  people&#8217;s homes &amp; farms were lost in the floods of this winter, it said.</p></article>`,
    ),
  ).toBe('More than\u00a0800 people’s homes & farms were lost in the floods of this winter, it said.')
})

test('two breaks part paragraphs', () => {
  expect(textOf(`<div>${first}<br><br>${second}</div>`)).toBe(`${first}\n\n${second}`)
})

test('a class that names the page as a whole does not remove its text', () => {
  expect(textOf(`<div class="page has-sidebar sidebar"><p>${first}</p><p>${second}</p></div>`)).toBe(
    `${first}\n\n${second}`,
  )
})

test('scripts, styles and hidden elements are no text, at any depth', () => {
  const deep = '<div>'.repeat(600)
  expect(
    textOf(
      `${deep}<script>var people = "900,000 displaced people in a script"</script><p>${first}</p><p>${first}</p><p hidden>${second}</p>`,
    ),
  ).toBe(`${first}\n\n${first}`)
})

test('a page without running text gives none', () => {
  expect(textOf('<nav><a href="/">Home</a></nav>')).toBe('')
})
