/** The part of Helm's templates that our chart uses, so that a test can read what would be applied. Throws at anything else. */
type Values = Readonly<Record<string, unknown>>

/** `values`: with `.Values` and `.Release`; `toYaml` writes a value as YAML. */
export function renderTemplate(template: string, values: Values, toYaml: (value: unknown) => string): string {
  const lines: string[] = []
  const shown: boolean[] = []
  for (const line of template.split('\n')) {
    const block = /^\s*\{\{-? (if not|if|end)(?: (\S+))? -?\}\}$/.exec(line)
    if (block?.[1] === 'end') shown.pop()
    else if (block) shown.push(Boolean(valueAt(values, block[2] ?? '')) === (block[1] === 'if'))
    else if (shown.every(Boolean)) lines.push(filled(line, values, toYaml))
  }
  if (shown.length > 0) throw new Error('an if without its end')
  return lines.join('\n')
}

function filled(line: string, values: Values, toYaml: (value: unknown) => string): string {
  const whole = /^\s*\{\{- toYaml (\S+) \| nindent (\d+) \}\}$/.exec(line)
  if (whole) {
    const indent = ' '.repeat(Number(whole[2]))
    return toYaml(valueAt(values, whole[1] ?? ''))
      .trimEnd()
      .replace(/^/gm, indent)
  }
  const text = line.replace(/\{\{ (\.[\w.]+)( \| quote)? \}\}/g, (_, path: string, quote?: string) => {
    const value = String(valueAt(values, path))
    return quote ? JSON.stringify(value) : value
  })
  if (text.includes('{{')) throw new Error(`not understood: ${line}`)
  return text
}

function valueAt(values: Values, path: string): unknown {
  return path
    .slice(1)
    .split('.')
    .reduce<unknown>((at, name) => {
      if (typeof at !== 'object' || at === null || !(name in at)) throw new Error(`no value ${path}`)
      return (at as Values)[name]
    }, values)
}
