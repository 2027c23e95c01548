/** What a part of a page shows when it has nothing yet, nothing at all, or no way to know. Each keeps its room. */
import type { ComponentChildren } from 'preact'
import type { Refusal } from '../data/ask.ts'

/** `height`: the room that the answer will take, so that nothing jumps. */
export const Loading = ({ what, height = 120 }: { what: string; height?: number | string }) => (
  <div class="loading" style={{ minHeight: typeof height === 'number' ? `${height}px` : height }} role="status">
    <span class="hidden">Loading {what} …</span>
    <div class="shimmer" aria-hidden="true" />
  </div>
)

export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
  </div>
)

const titles: Record<number, string> = {
  0: 'No connection',
  401: 'This needs a key',
  403: 'Your key does not allow this',
  404: 'Nothing is known of this',
  429: 'Too many questions in one minute',
  503: 'Not available for the moment',
}

export function Trouble({ refusal, onRetry }: { refusal: Refusal; onRetry?: (() => void) | undefined }) {
  const needsKey = refusal.status === 401 || refusal.status === 403
  // What is not there now will not be there at once either.
  const canRetry = !needsKey && refusal.status !== 404 && refusal.status !== 400 && onRetry !== undefined
  return (
    <div class="trouble" role="alert">
      <p class="empty-title">{titles[refusal.status] ?? 'That did not work'}</p>
      <p>{needsKey ? 'Sign in with a key of this monitor to see it.' : refusal.message}</p>
      {refusal.nearest.length > 0 && (
        <p>
          Perhaps you mean{' '}
          {refusal.nearest.map((name, index) => (
            <>
              {index > 0 && ', '}
              <a href={`/places/${encodeURIComponent(name)}`}>{name}</a>
            </>
          ))}
          ?
        </p>
      )}
      <p class="actions">
        {needsKey && (
          <a class="button" href="/key">
            Sign in
          </a>
        )}
        {canRetry && (
          <button type="button" class="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </p>
    </div>
  )
}
