/** `/v1/claims/{id}`: figures that say the same, as one claim with the reports that print it. */

import { sayClaim } from '@displacement-monitor/presentation'
import {
  attributionsJson,
  type ClaimJson,
  claimSchema,
  idParams,
  noQuery,
  notice,
  placeRefOf,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfSources, claimWithWitnesses, listFigures } from '@displacement-monitor/shared/db'
import { hidesSmallCounts, isOpenSeries, smallCount } from '@displacement-monitor/trends'
import type { ApiContext, App } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'
import { seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

/** A number printed by more reports than this is told by the newest ones; `/v1/figures?claim=` pages through all. */
const mostWitnesses = 200

export function claimRoutes(app: App, { sql, gazetteer }: ApiContext): void {
  app.get(
    '/v1/claims/:id',
    {
      schema: {
        tags: ['evidence'],
        summary: 'A claim and its witnesses',
        params: idParams,
        querystring: noQuery,
        response: { 200: claimSchema, ...problems(400, 404) },
      },
    },
    async (request): Promise<ClaimJson> => {
      const { id } = request.params
      const all = seesAll(request)
      const found = await claimWithWitnesses(sql, id)
      if (!found) throw new Problem(404, `There is no claim ${id}, or no report prints it any more.`)
      const { claim } = found
      const { items } = await listFigures(sql, { claimId: id }, null, mostWitnesses)
      const witnesses = figureViews(items, gazetteer, all)
      if (!all && (witnesses.length === 0 || !isOpenSeries(claim, gazetteer)))
        throw new Problem(404, `Claim ${id} is of a sensitivity that needs a key.`)
      const isSmall =
        !all && hidesSmallCounts(claim.placeId, gazetteer) && (claim.valueHigh ?? claim.value) < smallCount
      const told = isSmall ? { ...claim, value: smallCount, valueHigh: null, quantifier: 'less_than' as const } : claim
      return {
        id,
        says: sayClaim(told, placeRefOf(claim.placeId, gazetteer).name),
        place: claim.placeId,
        category: claim.category,
        scope: claim.scope,
        cause: claim.cause,
        value: told.value,
        value_high: told.valueHigh,
        quantifier: told.quantifier,
        unit: claim.unit,
        since: claim.since?.day ?? null,
        since_accuracy: claim.since?.accuracy ?? null,
        as_of: claim.asOf?.day ?? null,
        as_of_accuracy: claim.asOf?.accuracy ?? null,
        as_of_basis: claim.asOfBasis,
        counter: claim.counter,
        counter_family: claim.counterFamily,
        first_printed_on: claim.firstPrintedOn,
        review: claim.review,
        publishers: claim.publishers,
        reliability: all ? claim.reliability : null,
        witnesses,
        links: { self: `/v1/claims/${id}`, trend: trendHref(claim.placeId, { category: claim.category }) },
        notice,
        attributions: attributionsJson(
          await attributionsOfSources(sql, [...new Set(witnesses.map(({ report }) => report.source))]),
        ),
      }
    },
  )
}
