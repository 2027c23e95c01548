/** All figures of a place and category, page by page: the words behind the claims of its lines. */
import type { FiguresJson, StoredFigureJson } from '@displacement-monitor/shared/contracts'
import { useEffect, useState } from 'preact/hooks'
import { ask } from './ask.ts'
import { useKey } from './session.ts'

/** Ten pages of 200; a place with more shows its newest. */
const mostPages = 10

export function useFigures(placeId: string | null, category: string | null): readonly StoredFigureJson[] | null {
  const key = useKey()
  const [figures, setFigures] = useState<{ of: string; list: readonly StoredFigureJson[] } | null>(null)
  const of = `${placeId} ${category} ${key}`
  useEffect(() => {
    if (placeId === null || category === null) return
    const calledOff = new AbortController()
    const base = `/v1/figures?place=${encodeURIComponent(placeId)}&category=${category}&limit=200`
    const load = async () => {
      const list: StoredFigureJson[] = []
      let cursor: string | null = null
      for (let page = 0; page < mostPages; page++) {
        const answer: FiguresJson = await ask<FiguresJson>(
          cursor === null ? base : `${base}&cursor=${cursor}`,
          calledOff.signal,
        )
        list.push(...answer.figures)
        cursor = answer.next_cursor
        if (cursor === null) break
      }
      if (!calledOff.signal.aborted) setFigures({ of, list })
    }
    // Without their words the points of the line are still shown.
    load().catch(() => calledOff.signal.aborted || setFigures({ of, list: [] }))
    return () => calledOff.abort()
  }, [placeId, category, of])
  return figures?.of === of ? figures.list : null
}
