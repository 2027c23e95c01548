/** Why a body is not read; adapters say it through this, since they know pages and nothing of the pipeline. */
import { type FailureCode, PipelineError } from '@displacement-monitor/shared/errors'

/** `message` is written for a person and holds no text of the report. */
export const refusal = (code: FailureCode, message: string): Error => new PipelineError(code, message)
