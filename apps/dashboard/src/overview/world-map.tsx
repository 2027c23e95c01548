/** The map: outlines from this server, one circle a place, its area as the number. Each circle is a link. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { placeHref } from '../routing/address.ts'
import { sayNumber, sayShort } from '../words/numbers.ts'
import type { Outline } from './draw-outline.ts'
import type { Mark } from './map-layers.ts'
import { project, world } from './projection.ts'
import { moved, outline, type View, viewOf, wholeWorld, zoomed } from './world.ts'

const largestRadius = 38
const smallestRadius = 4
/** More would lie over each other; the others say their names when pointed at. */
const mostNamed = 12
/** Narrower views want the finer outline. */
const fineBelow = 420

export function WorldMap({ marks, label }: { marks: readonly Mark[]; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 960, height: 440 })
  const ratio = size.height / size.width
  const points = useMemo(() => marks.map((mark) => project(mark.longitude, mark.latitude)), [marks])
  const fitted = useMemo(() => viewOf(points, ratio), [points, ratio])
  const [chosen, setChosen] = useState<View | null>(null)
  useEffect(() => setChosen(null), [marks])
  const view = chosen ?? fitted
  const drawn = useOutline(view.width < fineBelow)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const drag = useDrag(view, size, setChosen)

  /** Units of the map in one pixel. */
  const pixel = view.width / size.width
  const largest = Math.max(1, ...marks.map(({ value }) => value))
  const radius = (value: number) => Math.max(smallestRadius, Math.sqrt(value / largest) * largestRadius)
  const order = marks
    .map((mark, index) => ({ mark, at: points[index] ?? [0, 0] }))
    .toSorted((a, b) => b.mark.value - a.mark.value)
  const isWhole = view.width >= world.width

  return (
    <div class="map" ref={box}>
      <svg
        viewBox={`${view.x} ${view.y} ${view.width} ${view.width * ratio}`}
        preserveAspectRatio="xMidYMid slice"
        role="group"
        aria-label={label}
        {...drag}
      >
        <rect class="map-sea" x={-world.width} y={-world.height} width={world.width * 3} height={world.height * 3} />
        {drawn && (
          <>
            <path class="map-land" d={drawn.land} />
            <path class="map-borders" d={drawn.borders} />
          </>
        )}
        {order.map(({ mark, at: [x, y] }) => {
          const r = radius(mark.value) * pixel
          const words = `${mark.name}: ${mark.amount}, ${mark.says}${mark.isMachineRead ? ', read by machine' : ''}`
          return (
            <a
              key={mark.placeId}
              href={placeHref(mark.placeId)}
              class={`map-mark ${mark.isCurrent ? '' : 'is-history'} ${mark.isMachineRead ? 'is-machine' : ''}`}
              aria-label={words}
            >
              <title>{words}</title>
              <circle cx={x} cy={y} r={r} />
            </a>
          )
        })}
        {order.slice(0, mostNamed).map(({ mark, at: [x, y] }) => (
          <g
            key={mark.placeId}
            class="map-label"
            transform={`translate(${x} ${y - radius(mark.value) * pixel}) scale(${pixel})`}
            aria-hidden="true"
          >
            <text class="map-name" y={-22}>
              {mark.name}
            </text>
            <text class="map-amount" y={-6}>
              {sayShort(mark.value)}
            </text>
          </g>
        ))}
      </svg>
      <div class="map-tools">
        <button type="button" onClick={() => setChosen(zoomed(view, 0.6, ratio))} aria-label="Nearer">
          +
        </button>
        <button
          type="button"
          onClick={() => setChosen(zoomed(view, 1 / 0.6, ratio))}
          aria-label="Farther"
          disabled={isWhole}
        >
          −
        </button>
        <button type="button" class="map-fit" onClick={() => setChosen(isWhole ? fitted : wholeWorld)}>
          {isWhole ? 'To the figures' : 'Whole world'}
        </button>
      </div>
      {marks.length > 0 && <SizeLegend largest={largest} radius={radius} />}
    </div>
  )
}

function SizeLegend({ largest, radius }: { largest: number; radius: (value: number) => number }) {
  const round = 10 ** Math.floor(Math.log10(largest))
  const full = Math.floor(largest / round) * round
  const sizes = [full, full / 4]
  const big = radius(full)
  return (
    <svg
      class="map-sizes"
      width={big * 2 + 74}
      height={big * 2 + 14}
      viewBox={`0 -6 ${big * 2 + 74} ${big * 2 + 14}`}
      aria-hidden="true"
    >
      {sizes.map((value) => {
        const r = radius(value)
        return (
          <g key={value}>
            <circle cx={big + 2} cy={big * 2 + 4 - r} r={r} />
            <path d={`M${big + 2} ${big * 2 + 4 - 2 * r}H${big * 2 + 8}`} />
            <text x={big * 2 + 12} y={big * 2 + 8 - 2 * r}>
              {value < 10_000 ? sayNumber(value) : sayShort(value)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** The outline asked for, or the other one while it is on its way. */
function useOutline(isFine: boolean): Outline | null {
  const [drawn, setDrawn] = useState<Outline | null>(null)
  useEffect(() => {
    let isWanted = true
    outline(isFine).then(
      (made) => isWanted && setDrawn(made),
      () => isWanted && setDrawn((before) => before),
    )
    return () => {
      isWanted = false
    }
  }, [isFine])
  return drawn
}

/** Moving by mouse or finger; a press that did not move stays a click on what is under it. */
function useDrag(view: View, size: { width: number; height: number }, move: (view: View) => void) {
  const start = useRef<{ x: number; y: number; view: View; moved: boolean } | null>(null)
  const scale = view.width / size.width
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'touch' || event.button !== 0) return
      start.current = { x: event.clientX, y: event.clientY, view, moved: false }
    },
    onPointerMove: (event: PointerEvent) => {
      const from = start.current
      if (!from || event.buttons === 0) return
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
      if (Math.hypot(dx, dy) < 4) return
      from.moved = true
      move(moved(from.view, -dx * scale, -dy * scale, size.height / size.width))
    },
    onClickCapture: (event: MouseEvent) => {
      if (start.current?.moved) {
        event.preventDefault()
        event.stopPropagation()
      }
      start.current = null
    },
    onDragStart: (event: DragEvent) => event.preventDefault(),
  }
}
