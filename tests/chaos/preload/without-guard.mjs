// @ts-check
/**
 * Loaded before the product: one of its guards is taken out of the build as it is read, so that a test can see what the guard
 * keeps away. The build itself stays as it is. CHAOS_WITHOUT names the guard.
 */
import { register } from 'node:module'

register('./without-guard-hooks.mjs', import.meta.url, { data: process.env.CHAOS_WITHOUT ?? '' })
