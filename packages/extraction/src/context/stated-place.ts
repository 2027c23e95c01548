/** A name in a sentence and the place it means, as a figure states it. */
import type {
  Gazetteer,
  Place,
  PlaceAccuracy,
  PlaceContext,
  PlaceId,
  PlaceMention,
  PlaceRole,
  StatedPlace,
} from '@displacement-monitor/shared/domain'
import type { Lexeme } from '../reading/lexeme.ts'

export interface LocatedMention extends PlaceMention {
  /** Index of its first lexeme in the sentence, and one after its last. */
  from: number
  to: number
}

/** The lexeme index at a character offset. */
function lexemeAt(lexemes: readonly Lexeme[], offset: number): number {
  let [low, high] = [0, lexemes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lexemes[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Mentions with their lexemes. The words of a table's cell are not in the order of the text, and some are left out. */
export function locate(
  mentions: readonly PlaceMention[],
  lexemes: readonly Lexeme[],
  inCell: boolean,
): LocatedMention[] {
  if (inCell)
    return mentions.flatMap((mention) => {
      const from = lexemes.findIndex(({ start, end }) => start <= mention.start && mention.start < end)
      const to = lexemes.findIndex(({ start, end }) => start < mention.end && mention.end <= end) + 1
      return from >= 0 && to > from ? [{ ...mention, from, to }] : []
    })
  return mentions.map((mention) => ({
    ...mention,
    from: lexemeAt(lexemes, mention.start),
    to: lexemeAt(lexemes, mention.end - 1) + 1,
  }))
}

export interface PlaceFinder {
  gazetteer: Gazetteer
  context: PlaceContext
}

/** The place a mention means, in the context of the document and of the names beside it. */
export function resolveMention(
  { gazetteer, context }: PlaceFinder,
  mention: PlaceMention,
  nearby: readonly PlaceId[],
): Place | null {
  const resolution = gazetteer.resolve(mention.candidateIds, { ...context, nearbyIds: nearby })
  return resolution ? gazetteer.place(resolution.placeId) : null
}

const accuracies: Record<Place['kind'], PlaceAccuracy> = {
  country: 'adm0',
  adm1: 'adm1',
  adm2: 'adm2',
  city: 'point',
  area: 'area',
}

export function statedPlace(
  name: string,
  place: Place | null,
  countryIso3: string | null,
  role: PlaceRole = 'origin',
): StatedPlace {
  return {
    name,
    placeId: place?.id ?? null,
    countryIso3: place?.countryIso3 ?? countryIso3,
    role,
    accuracy: accuracies[place?.kind ?? 'city'],
  }
}
