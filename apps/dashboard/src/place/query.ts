/** The view of a place as its address tells it. */
export interface PlaceView {
  /** Id of a series (from elsewhere) or key of a line (ours); null: the main line. */
  line: string | null
  methods: readonly string[]
  showsNaive: boolean
  knownOn: string | null
  from: string | null
  to: string | null
  claim: number | null
  isTable: boolean
}

const dayOrNull = (text: string | null) => (text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null)

export function viewOf(query: URLSearchParams): PlaceView {
  const also = (query.get('also') ?? '').split(',')
  const claim = Number(query.get('claim'))
  return {
    line: query.get('line') ?? query.get('series'),
    methods: ['latest', 'highest'].filter((method) => also.includes(method)),
    showsNaive: also.includes('naive'),
    knownOn: dayOrNull(query.get('known_on')),
    from: dayOrNull(query.get('from')),
    to: dayOrNull(query.get('to')),
    claim: Number.isInteger(claim) && claim > 0 ? claim : null,
    isTable: query.get('view') === 'table',
  }
}

export const alsoText = (view: PlaceView, name: string, isOn: boolean): string | null => {
  const names = [...view.methods, ...(view.showsNaive ? ['naive'] : [])].filter((one) => one !== name)
  return [...names, ...(isOn ? [name] : [])].join(',') || null
}
