export { type FailureCode, type FailureKind, failureCodes, failureKinds } from './failure-codes.ts'
export { type FailureWords, failureAreas, failureWords } from './failure-words.ts'
export { asFailure, PipelineError } from './pipeline-error.ts'
