/** Whoever read our output has gone (`| head`): the command ends quietly, with its clean-up done. */
export class OutputClosed extends Error {
  constructor() {
    super('the reader of the output has gone')
    this.name = 'OutputClosed'
  }
}
