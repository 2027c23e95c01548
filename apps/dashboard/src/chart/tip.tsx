/** What the claim under the pointer says. */
import type { ChartModel } from './model.ts'
import type { Scale } from './scale.ts'
import { placeOf } from './shapes.ts'

export function Tip({ dot, scale }: { dot: ChartModel['dots'][number]; scale: Scale }) {
  const [x, y] = placeOf(dot, scale)
  const isRight = x > scale.frame.width / 2
  return (
    <p
      class="chart-tip"
      style={{
        left: isRight ? 'auto' : `${x + 14}px`,
        right: isRight ? `${scale.frame.width - x + 14}px` : 'auto',
        top: `${Math.max(4, y - 18)}px`,
      }}
    >
      {dot.says}
    </p>
  )
}
