/** A run over the past that gives way to live reports before and after each body it has parsed, not between two reports alone. */
import type { ReaderContext } from '../worker-context.ts'

/** A live report finds neither the parser nor this process taken for longer than one step of one report of a run. */
export const givingWay = <C extends Pick<ReaderContext, 'parser'>>(context: C, giveWay: () => Promise<void>): C => ({
  ...context,
  parser: {
    ...context.parser,
    parse: async (task) => {
      await giveWay()
      const parsed = await context.parser.parse(task)
      await giveWay()
      return parsed
    },
  },
})
