/** A way out that says when a request goes onto its connection: a pause is counted from there, not from when it was asked for. */
import type { Dispatcher } from 'undici'

export function tellingSent(dispatcher: Dispatcher, onSent: (() => void) | undefined): Dispatcher {
  if (!onSent) return dispatcher
  return dispatcher.compose(
    (dispatch) => (asked, handler) =>
      dispatch(asked, {
        onRequestStart(controller, context) {
          onSent()
          handler.onRequestStart?.(controller, context)
        },
        onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
        onResponseStart: (...told) => handler.onResponseStart?.(...told),
        onResponseData: (...told) => handler.onResponseData?.(...told),
        onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
        onResponseError: (...told) => handler.onResponseError?.(...told),
      }),
  )
}
