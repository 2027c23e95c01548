/** Errors as RFC 9457 problem details; thrown by routes, written by the error handler. */
import type { ProblemJson } from '@displacement-monitor/shared/contracts'

const titles: Record<number, string> = {
  400: 'The request cannot be understood',
  401: 'A key is needed',
  403: 'The key does not allow this',
  404: 'There is no such thing here',
  405: 'The method is not offered here',
  406: 'No such format',
  409: 'It changed meanwhile',
  410: 'It was withdrawn',
  413: 'The body is too large',
  415: 'The body is of another type',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Not available for the moment',
}

export class Problem extends Error {
  readonly status: number
  readonly parameter: string | undefined
  readonly nearest: readonly string[] | undefined
  readonly headers: Readonly<Record<string, string>>

  /** `detail` is shown to the caller: no words of the database, no secret. */
  constructor(
    status: number,
    detail: string,
    more: { parameter?: string; nearest?: readonly string[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'Problem'
    this.status = status
    this.parameter = more.parameter
    this.nearest = more.nearest
    this.headers = more.headers ?? {}
  }

  toJson(): ProblemJson {
    return {
      type: `/docs#problem-${this.status}`,
      title: titles[this.status] ?? 'The request failed',
      status: this.status,
      detail: this.message,
      ...(this.parameter === undefined ? {} : { parameter: this.parameter }),
      ...(this.nearest === undefined ? {} : { nearest: [...this.nearest] }),
    }
  }
}

/** Status → title, for the documents page. */
export const problemTitles: Readonly<Record<number, string>> = titles
