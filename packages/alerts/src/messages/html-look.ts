/**
 * Colours and sizes of mail. Each element carries its own, for many programs drop style sheets; the sheet only darkens them
 * where the reader's screen is dark and the program can say so. Contrast at least 4.5 : 1 in both.
 */
const looks = {
  card: 'background:#ffffff;border:1px solid #dfe4e8;border-radius:8px;padding:20px;margin:0 0 16px;',
  chip: 'display:inline-block;font-size:13px;font-weight:700;padding:2px 9px;border-radius:10px;',
  extreme: 'background:#8f1d2c;color:#ffffff;',
  severe: 'background:#fbe3d0;color:#7a3300;',
  calm: 'background:#e3ebf2;color:#1d3d57;',
  headline: 'margin:0 0 8px;font-size:19px;line-height:1.3;font-weight:700;color:#17222d;',
  text: 'margin:0 0 4px;font-size:15px;line-height:1.5;color:#17222d;',
  soft: 'color:#55626f;font-size:14px;',
  small: 'margin:14px 0 0;font-size:12px;line-height:1.5;color:#55626f;',
  label: 'margin:16px 0 6px;font-size:14px;font-weight:700;color:#17222d;',
  checked:
    'margin:14px 0 0;padding:8px 12px;background:#fff6da;color:#4f3c00;font-size:14px;line-height:1.5;border-radius:6px;',
  factLabel:
    'padding:8px 12px 6px 0;font-size:13px;color:#55626f;vertical-align:top;white-space:nowrap;border-top:1px solid #dfe4e8;',
  fact: 'padding:6px 0;font-size:15px;line-height:1.45;color:#17222d;border-top:1px solid #dfe4e8;width:100%;',
  barDay: 'padding:4px 10px 4px 0;font-size:13px;color:#55626f;white-space:nowrap;',
  bar: 'background:#0b63a5;height:12px;font-size:1px;line-height:12px;border-radius:2px;',
  barAmount: 'padding:4px 0;font-size:14px;color:#17222d;',
  quote: 'margin:6px 0 0;padding:4px 12px;font-size:15px;line-height:1.55;color:#2c3a46;',
} as const
export type Look = keyof typeof looks

export const style = (look: Look): string => looks[look]

export const mailSheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'body{margin:0;padding:0}',
  '@media (max-width:480px){.m-card{padding:14px!important;border-radius:0!important}.m-outer{padding:0!important}}',
  '@media (prefers-color-scheme:dark){',
  '.m-page{background:#0d1318!important}',
  '.m-card{background:#151e26!important;border-color:#2b3741!important}',
  '.m-ink{color:#e9eef2!important}.m-soft{color:#a3b1bd!important}.m-rule{border-color:#2b3741!important}',
  '.m-link{color:#6cb6f0!important}.m-bar{background:#6cb6f0!important}',
  '.m-quote{color:#d5dde3!important;border-color:#4a5a67!important}',
  '.m-strong{background:#3a3110!important;color:#f6e3a3!important}',
  '}',
].join('')
