/** What sockets connect to: the addresses of a name that were checked, and no others. */
import type { LookupFunction } from 'node:net'
import { publicAddressesOf, type Resolver } from '@displacement-monitor/shared/addresses'
import { PipelineError } from '@displacement-monitor/shared/errors'

/** A `lookup` for sockets that answers public addresses alone: what was checked is what is connected to. */
export const guardedLookup =
  (resolve: Resolver): LookupFunction =>
  (host, options, callback) => {
    publicAddressesOf(host, resolve).then(
      (addresses) => {
        const found = addresses
          .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
          .filter(({ family }) => !options.family || options.family === family)
        const first = found[0]
        if (!first) callback(new PipelineError('host_not_found', `The name ${host} has no address.`), '', 4)
        else if (options.all) callback(null, found)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 4),
    )
  }
