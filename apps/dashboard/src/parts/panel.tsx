/** A titled part of a page. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export function Panel({
  title,
  aside,
  class: name = '',
  children,
}: {
  title: string
  aside?: ComponentChildren
  class?: string
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class={`panel ${name}`} aria-labelledby={id}>
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** One of a few, as buttons; arrow keys are those of a radio group. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onChoose,
}: {
  label: string
  options: readonly { value: Value; words: string }[]
  value: Value
  onChoose: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset class="choice">
      <legend class="hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class={option.value === value ? 'is-chosen' : ''}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span>{option.words}</span>
        </label>
      ))}
    </fieldset>
  )
}
