/** `monitor parse`: the text and the facts in a page or feed, read as the worker reads it. No database. */
import type { ParsedDocument } from '@displacement-monitor/shared/domain'
import { exitCode } from '../command/exit-code.ts'
import { usageFailure } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { answerJsonLines, optionalText, requiredText } from '../input/json-lines.ts'
import type { Console } from '../output/console.ts'
import { looksLikeFeed, openBytes } from '../parse/open-bytes.ts'

export default defineVerb({
  name: 'parse',
  summary: 'take the text and its facts out of a page',
  about: [
    'The text goes to stdout, what the page says of itself (title, publisher, day, language) to stderr, so that the text can be piped on. A feed gives its entries.',
    'With --jsonl: a line {"id","url","html"} in, a line {"id","title","published","lang","text"} out, in order. ' +
      'A page that has no text is answered with {"id","error"}, and the exit code is 1.',
  ],
  positionals: [{ name: 'FILE or URL', description: 'a page; - or nothing is stdin', required: false, many: false }],
  options: {
    jsonl: { type: 'boolean', description: 'A JSON object a line, in and out' },
    url: { type: 'string', valueHint: 'ADDRESS', description: 'Where a file came from, for its links' },
  },
  examples: [
    ['parse page.html', 'What the monitor reads of it: no menus, no related stories.'],
    ['parse https://example.org/report | npx monitor extract', 'The figures in a page.'],
    ['parse --jsonl < pages.jsonl', 'Many pages through a pipe.'],
  ],
  run: async ({ options, positionals, console, env, signal }) => {
    if (options.jsonl) {
      if (positionals.length > 0) throw usageFailure('--jsonl reads stdin: npx monitor parse --jsonl < FILE')
      return parseLines(console, signal)
    }
    const opened = await openBytes(positionals[0] ?? '-', options.url, console, env)
    const { parseBytes, parseFeedBytes } = await import('@displacement-monitor/worker')
    if (looksLikeFeed(opened.bytes)) {
      const { reports } = await parseFeedBytes(opened.bytes, opened)
      const entries = reports.map(({ url, title, publishedAt }) => ({
        url,
        title,
        published_at: publishedAt?.toISOString() ?? null,
      }))
      if (options.json) await console.print(JSON.stringify({ entries }, null, 2))
      else
        for (const { url, title, published_at } of entries)
          await console.print([published_at?.slice(0, 10) ?? '', url, title ?? ''].join('\t'))
      return exitCode.ok
    }
    const document = await parseBytes(opened.bytes, opened)
    if (options.json)
      await console.print(
        JSON.stringify(
          { ...documentJson(document), publisher: document.publisher, canonical_url: document.canonicalUrl },
          null,
          2,
        ),
      )
    else {
      for (const fact of factsOf(document)) console.note(fact)
      await console.print(document.text)
    }
    return exitCode.ok
  },
})

async function parseLines(console: Console, signal: AbortSignal) {
  const { parseBytes } = await import('@displacement-monitor/worker')
  return answerJsonLines(console, signal, async (line) => {
    const html = requiredText(line, 'html')
    const document = await parseBytes(Buffer.from(html, 'utf8'), {
      mediaType: 'text/html; charset=utf-8',
      url: optionalText(line, 'url'),
    })
    return { id: line.id ?? null, ...documentJson(document) }
  })
}

const documentJson = ({ title, publishedOn, language, text }: ParsedDocument) => ({
  title,
  published: publishedOn,
  lang: language,
  text,
})

const factsOf = ({ title, publisher, publishedOn, language }: ParsedDocument): string[] =>
  [
    title && `title: ${title}`,
    publisher && `publisher: ${publisher}`,
    publishedOn && `published: ${publishedOn}`,
    language && `language: ${language}`,
  ].filter((fact): fact is string => Boolean(fact))
