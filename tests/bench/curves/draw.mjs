#!/usr/bin/env node
/**
 * `npm run bench -- curves`: the pictures of docs/benchmarks.md, drawn from the points of `points.json`: what was measured, kept by hand
 * with the text that tells it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { growthPicture } from './growth-picture.mjs'

const panels = JSON.parse(readFileSync(new URL('points.json', import.meta.url), 'utf8'))
writeFileSync(new URL('../../../docs/images/growth.svg', import.meta.url), growthPicture(panels))
console.log(`docs/images/growth.svg: ${panels.map((/** @type {{ title: string }} */ { title }) => title).join(' · ')}`)
