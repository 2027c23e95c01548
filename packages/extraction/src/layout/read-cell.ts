/** The statements of a cell: those of its item as printed, else those that its words make with their label. */
import type { TextCalendar } from '../dates/text-calendar.ts'
import { readStatements } from '../figures/read-statements.ts'
import type { Statement } from '../figures/statement.ts'
import { type Cell, cellOrders, retold, type Span } from '../reading/cell.ts'
import { copyOf, type Lexeme } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { Token } from '../reading/token.ts'
import { readWords, type SentenceReading, sentenceWords } from '../sentence-reading.ts'

export interface CellReading {
  reading: SentenceReading
  statements: Statement[]
}

/** `index`: the sentence's place in the document. Null where no order of the words states anything. */
export function readCell(
  tokens: readonly Token[],
  sentence: Sentence,
  cell: Cell,
  index: number,
  lexicon: Lexicon,
  calendar: TextCalendar,
): CellReading | null {
  const read = (words: Lexeme[], as: Sentence): CellReading | null => {
    const reading = readWords(words, as, index, lexicon, calendar)
    const statements = readStatements(reading.lexemes, lexicon.pack, null)
    return statements.length > 0 ? { reading, statements } : null
  }
  if (cell.item) {
    const item = { ...sentence, ...cell.item, cell: null }
    const plain = read(sentenceWords(tokens, item, lexicon), item)
    if (plain) return plain
  }
  const told = cell.opening && readOpening(tokens, sentence, cell.opening, index, lexicon, calendar)
  const again = told && read(retold(tokens, sentence, cell, told, lexicon), sentence)
  if (again) return again
  for (const words of cellOrders(tokens, sentence, cell, lexicon)) {
    const found = read(words, sentence)
    if (found) return found
  }
  return null
}

/** The words before a list and where in them the number of their one statement stands; null where they state none or several. */
function readOpening(
  tokens: readonly Token[],
  sentence: Sentence,
  opening: Span,
  index: number,
  lexicon: Lexicon,
  calendar: TextCalendar,
) {
  const as = { ...sentence, ...opening, omitted: [], cell: null }
  const words = sentenceWords(tokens, as, lexicon)
  const { lexemes } = readWords(words.map(copyOf), as, index, lexicon, calendar)
  const [statement, more] = readStatements(lexemes, lexicon.pack, null)
  if (!statement || more) return null
  const { from, to, index: number } = statement.phrase
  const [first, digits, last] = [lexemes[from], lexemes[number], lexemes[to - 1]]
  return first && digits && last ? { words, start: first.start, numberEnd: digits.end, end: last.end } : null
}
