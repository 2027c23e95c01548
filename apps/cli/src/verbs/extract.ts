/** `monitor extract`: the figures in a text. Pure reading: no database, no network. */
import { type Extraction, extractFigures } from '@displacement-monitor/extraction'
import { figureToJson } from '@displacement-monitor/shared/contracts/figure-json'
import type { TextDocument } from '@displacement-monitor/shared/domain'
import { exitCode } from '../command/exit-code.ts'
import { usageFailure } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { answerJsonLines, type JsonObject, LineError, optionalText, requiredText } from '../input/json-lines.ts'
import { readInput, textOf } from '../input/read-input.ts'
import { dayOption, languageOption } from '../input/read-option.ts'
import type { Console } from '../output/console.ts'
import { figureFields, figureHeadings, figureLines } from '../output/figure-lines.ts'
import { notice } from '../output/notice.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'

export default defineVerb({
  name: 'extract',
  summary: 'find the displacement figures in a text',
  about: [
    'Reads plain text from files, or from stdin without one. Give --published: "since December" means nothing without it.',
    'With --jsonl: a line {"id","text","title"?,"published"?,"lang"?} in, a line {"id","lang","figures"} out, in order, in constant memory. ' +
      'A line that cannot be used is answered with {"id","error"}, and the exit code is 1.',
  ],
  positionals: [{ name: 'FILE', description: 'text in UTF-8; - is stdin', required: false, many: true }],
  options: {
    published: { type: 'string', valueHint: 'DATE', description: 'The day of print, like 2020-02-17' },
    lang: { type: 'string', valueHint: 'CODE', description: 'The language, like en (else detected)' },
    title: { type: 'string', valueHint: 'TEXT', description: 'The title: it often names the country' },
    jsonl: { type: 'boolean', description: 'A JSON object a line, in and out' },
  },
  examples: [
    ['extract article.txt --published 2020-02-17', 'The figures, with the words behind each.'],
    ['parse https://example.org/report | npx monitor extract --json', 'From a page.'],
    ['extract --jsonl < passages.jsonl > figures.jsonl', 'Ten thousand texts through a pipe.'],
  ],
  run: async ({ options, positionals, console, signal }) => {
    const known = {
      title: options.title,
      language: languageOption('lang', options.lang),
      publishedOn: dayOption('published', options.published),
    }
    if (options.jsonl && positionals.length > 0)
      throw usageFailure('--jsonl reads stdin: npx monitor extract --jsonl < FILE')
    const files = positionals.length > 0 ? positionals : ['-']
    if (console.stdin.isTTY && files.includes('-')) console.note('Reading what you type; Ctrl-D ends it.')
    const gazetteer = await openGazetteer()
    if (options.jsonl) {
      return answerJsonLines(console, signal, (line) => {
        const { id, document } = lineDocument(line, known)
        return { id, ...extractionJson(extractFigures(document, gazetteer)) }
      })
    }
    const read: { file: string; extraction: Extraction }[] = []
    for (const file of files) {
      const text = textOf(await readInput(file, console))
      if (/^\s*<(?:!doctype html|html|\?xml)/iu.test(text))
        console.note(`${file} looks like a page: npx monitor parse ${file} takes its text out.`)
      read.push({ file, extraction: extractFigures({ text, ...known }, gazetteer) })
    }
    if (options.json) {
      const answers = read.map(({ file, extraction }) => ({ file, ...extractionJson(extraction) }))
      await console.print(JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2))
    } else await print(read, console)
    return read.some(({ extraction }) => extraction.unsupported) ? exitCode.failed : exitCode.ok
  },
})

type Known = Pick<TextDocument, 'title' | 'language' | 'publishedOn'>

/** What the line says goes before what the options say of all lines. @throws LineError */
function lineDocument(line: JsonObject, known: Known): { id: unknown; document: TextDocument } {
  const [published, language] = [optionalText(line, 'published'), optionalText(line, 'lang')]
  const read = <T>(option: () => T): T => {
    try {
      return option()
    } catch (error) {
      throw new LineError(error instanceof Error ? error.message.replace(/^--(\w+)/u, '"$1"') : String(error))
    }
  }
  return {
    id: line.id ?? null,
    document: {
      text: requiredText(line, 'text'),
      title: optionalText(line, 'title') ?? known.title,
      language: read(() => languageOption('lang', language)) ?? known.language,
      publishedOn: read(() => dayOption('published', published)) ?? known.publishedOn,
    },
  }
}

/** `outcome` only where nothing could be read: an empty list alone would say that there is no figure. */
const extractionJson = ({ language, unsupported, figures }: Extraction) => ({
  lang: language,
  ...(unsupported ? { outcome: 'language_not_supported' } : {}),
  figures: figures.map(figureToJson),
})

async function print(read: readonly { file: string; extraction: Extraction }[], console: Console): Promise<void> {
  if (!console.onTerminal) await console.print(figureHeadings)
  for (const { file, extraction } of read) {
    const { figures, unsupported, language } = extraction
    if (unsupported)
      console.note(
        `${file === '-' ? 'The text' : file} was not read: ${language === null ? 'its language is not recognised; say it with --lang' : `there are no words of the language '${language}' yet`}.`,
      )
    if (!console.onTerminal) {
      for (const figure of figures) await console.print(figureFields(figure))
      continue
    }
    if (read.length > 1) await console.print(console.paint.strong(file))
    for (const [index, figure] of figures.entries()) await console.print(...figureLines(figure, index + 1, console), '')
    if (figures.length === 0 && !unsupported) await console.print('No displacement figure in it.')
  }
  if (console.onTerminal && read.some(({ extraction }) => extraction.figures.length > 0))
    await console.print(console.paint.faint(notice))
}
