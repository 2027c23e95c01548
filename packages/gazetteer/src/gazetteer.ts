/** Puts the parts together behind the `Gazetteer` interface of the domain. */
import type {
  Gazetteer,
  Place,
  PlaceContext,
  PlaceId,
  PlaceMention,
  PlaceResolution,
} from '@displacement-monitor/shared/domain'
import { mendLetters } from './broken-letters.ts'
import { weighCountries } from './country-weights.ts'
import { readDataFile } from './data-file.ts'
import { MentionFinder } from './find-mentions.ts'
import { Hierarchy } from './hierarchy.ts'
import { NameLookUp } from './look-up.ts'
import { NameIndex } from './name-index.ts'
import { PlaceStore } from './place-store.ts'
import { Resolver } from './resolve.ts'
import { PlaceSearch } from './search.ts'

export class FileGazetteer implements Gazetteer {
  readonly version: string
  private readonly places: PlaceStore
  private readonly hierarchy: Hierarchy
  private readonly names: NameLookUp
  private readonly mentions: MentionFinder
  private readonly resolver: Resolver
  private readonly searcher: PlaceSearch

  constructor(path?: URL | string) {
    const file = readDataFile(path)
    this.version = file.header.version
    const index = new NameIndex(file)
    this.places = new PlaceStore(file)
    this.hierarchy = new Hierarchy(this.places)
    this.names = new NameLookUp(index, this.places)
    this.mentions = new MentionFinder(index, this.places)
    this.resolver = new Resolver(this.places, this.hierarchy)
    this.searcher = new PlaceSearch(this.places, this.names)
  }

  place(id: PlaceId): Place | null {
    const index = this.places.indexOf(id)
    return index < 0 ? null : this.places.place(index)
  }

  findMentions(text: string, _language?: string): PlaceMention[] {
    if (!text.includes('\ufffd')) return this.mentions.find(text)
    const mended = mendLetters(text, (part) => this.mentions.find(part))
    return this.mentions.find(mended).map((mention) => ({ ...mention, text: text.slice(mention.start, mention.end) }))
  }

  lookUp(name: string): readonly PlaceId[] {
    return this.names.find(name).map((index) => this.places.id(index))
  }

  resolve(candidateIds: readonly PlaceId[], context: PlaceContext): PlaceResolution | null {
    return this.resolver.resolve(candidateIds, context)
  }

  contextOf(title: string | null, mentions: readonly PlaceMention[]): PlaceContext {
    return weighCountries(mentions, title === null ? [] : this.mentions.find(title), this.places, this.hierarchy)
  }

  search(query: string, limit: number): { place: Place; matchedName: string }[] {
    return this.searcher
      .search(query, limit)
      .map(({ index, matchedName }) => ({ place: this.places.place(index), matchedName }))
  }

  containersOf(id: PlaceId): PlaceId[] {
    const index = this.places.indexOf(id)
    return index < 0 ? [] : this.hierarchy.containers(index).map((container) => this.places.id(container))
  }

  childrenOf(id: PlaceId): PlaceId[] {
    const index = this.places.indexOf(id)
    return index < 0 ? [] : this.hierarchy.childrenOf(index).map((child) => this.places.id(child))
  }
}
