/** Finding a place by any of its names: a combobox after the ARIA practices, suggestions by the API. */
import type { PlacesJson } from '@displacement-monitor/shared/contracts'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { ask } from '../data/ask.ts'
import { goTo, placeHref } from '../routing/address.ts'

type Found = PlacesJson['places'][number]

const kinds: Record<Found['kind'], string> = {
  country: 'country',
  adm1: 'first-level unit',
  adm2: 'second-level unit',
  city: 'town',
  area: 'named area',
}
const waitMs = 140

export function PlaceSearch() {
  const id = useId()
  const [text, setText] = useState('')
  const [found, setFound] = useState<readonly Found[] | null>(null)
  const [at, setAt] = useState(-1)
  const [isOpen, setOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const asked = text.trim()
    if (asked.length < 2) return setFound(null)
    const calledOff = new AbortController()
    const timer = setTimeout(() => {
      ask<PlacesJson>(`/v1/places?q=${encodeURIComponent(asked)}&limit=8`, calledOff.signal).then(
        ({ places }) => {
          setFound(places)
          setAt(places.length > 0 ? 0 : -1)
        },
        () => calledOff.signal.aborted || setFound([]),
      )
    }, waitMs)
    return () => {
      clearTimeout(timer)
      calledOff.abort()
    }
  }, [text])

  useEffect(() => {
    const focusSearch = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', focusSearch)
    return () => document.removeEventListener('keydown', focusSearch)
  }, [])

  const open = (place: Found | undefined) => {
    const asked = text.trim()
    if (!place && asked === '') return
    setOpen(false)
    setText('')
    input.current?.blur()
    goTo(placeHref(place?.id ?? asked))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const count = found?.length ?? 0
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (count > 0) setAt((at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      open(found?.[at])
    } else if (event.key === 'Escape') setOpen(false)
  }
  const shows = isOpen && found !== null

  return (
    <search class="place-search">
      <label class="hidden" for={`${id}-input`}>
        Find a place
      </label>
      <input
        ref={input}
        id={`${id}-input`}
        type="text"
        inputMode="search"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        placeholder="Find a place by any of its names"
        aria-expanded={shows}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shows && at >= 0 ? `${id}-${at}` : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      <div id={`${id}-list`} role="listbox" aria-label="Places" hidden={!shows}>
        {shows &&
          found.map((place, index) => (
            <div
              key={place.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => open(place)}
            >
              <bdi class="found-name">{place.name}</bdi>
              <span class="found-kind">
                {kinds[place.kind]}
                {place.country && (
                  <>
                    {' · '}
                    <bdi>{place.country}</bdi>
                  </>
                )}
                {place.matched_name !== place.name && (
                  <>
                    {' · '}
                    <bdi>{place.matched_name}</bdi>
                  </>
                )}
              </span>
            </div>
          ))}
        {shows && found.length === 0 && (
          <p class="found-none">No place of that name is known. Try another spelling or language.</p>
        )}
      </div>
    </search>
  )
}
