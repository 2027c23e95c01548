/** A question about a trend that has no answer, in words for whoever asked. */
export class TrendRefusal extends Error {
  /** The part of the query at fault. */
  readonly parameter: string
  /** Values of it that would do; may be empty. */
  readonly nearest: readonly string[]

  constructor(message: string, parameter: string, nearest: readonly string[] = []) {
    super(message)
    this.name = 'TrendRefusal'
    this.parameter = parameter
    this.nearest = nearest
  }
}
