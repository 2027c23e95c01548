/**
 * The picture's colours in light, dark and print. One text for the page's style sheet and for the picture that stands
 * alone, where its hash allows it under a policy without inline styles. Contrast of text at least 4.5 : 1, of marks 3 : 1.
 */
import { createHash } from 'node:crypto'

const light =
  '--dc-paper:#fff;--dc-ink:#17222d;--dc-soft:#55626f;--dc-rule:#dfe4e8;--dc-line:#0b63a5;--dc-band:#0b63a5;--dc-other:#8a6d1f'
const dark =
  '--dc-paper:#131b22;--dc-ink:#e9eef2;--dc-soft:#a3b1bd;--dc-rule:#2b3741;--dc-line:#6cb6f0;--dc-band:#6cb6f0;--dc-other:#d9b95c'

export const chartStyle = [
  `.dc{${light};font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}`,
  `@media (prefers-color-scheme:dark){.dc{${dark}}}`,
  `@media print{.dc{${light}}}`,
  '.dc-paper{fill:var(--dc-paper)}',
  '.dc-title{fill:var(--dc-ink);font-size:17px;font-weight:650}',
  '.dc-tick,.dc-note,.dc-key{fill:var(--dc-soft);font-size:12px}',
  '.dc-rule{stroke:var(--dc-rule);stroke-width:1}',
  '.dc-base{stroke:var(--dc-soft);stroke-width:1}',
  // The edge carries the contrast, on paper as on a screen; what it encloses stays pale under the line.
  '.dc-band{fill:var(--dc-band);fill-opacity:.16;stroke:var(--dc-band);stroke-opacity:.7;stroke-width:.75}',
  '.dc-line{fill:none;stroke:var(--dc-line);stroke-width:2.25;stroke-linejoin:round}',
  '.dc-carried{fill:none;stroke:var(--dc-line);stroke-width:1.75;stroke-dasharray:4 4;opacity:.8}',
  '.dc-bar{fill:var(--dc-line);opacity:.75}',
  '.dc-whisker{stroke:var(--dc-ink);stroke-width:1}',
  '.dc-dot{fill:var(--dc-line);stroke:var(--dc-paper);stroke-width:1.5}',
  '.dc-hollow{fill:var(--dc-paper);stroke:var(--dc-line);stroke-width:2}',
  '.dc-checked{fill:none;stroke:var(--dc-line);stroke-width:1.5}',
  '.dc-partly{fill:none;stroke:var(--dc-line);stroke-width:1.5;stroke-dasharray:3 2.5}',
  '.dc-off{fill:none;stroke:var(--dc-other);stroke-width:1.5}',
  '.dc-revised{stroke:var(--dc-other);stroke-width:1.5;stroke-dasharray:2 3}',
  '.dc-last{fill:var(--dc-ink);font-size:15px;font-weight:700}',
  '.dc-area{fill:transparent}',
  '.dc a:hover .dc-dot,.dc a:focus-visible .dc-dot{stroke:var(--dc-ink)}',
  '.dc a:focus-visible{outline:2px solid var(--dc-line);outline-offset:2px}',
].join('')

/** For `style-src` of the picture alone. */
export const chartStyleHash = `sha256-${createHash('sha256').update(chartStyle).digest('base64')}`
