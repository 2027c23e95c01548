/** What PostgreSQL, its driver or a stack trace would say. */
export const leaks =
  /postgres|syntax error|invalid (input|byte)|relation|column "|select |22P0|22021|42P0|SQLSTATE|at .*\.[jt]s:\d|node_modules|ZodError|FST_ERR/i
