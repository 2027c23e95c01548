/** Growth curves as one SVG, one panel a subject; an axis begins at 0 unless it is logarithmic. Pure. */

/** @typedef {{ title: string, x: string, y: string, logX?: boolean, lines: { name: string, points: [number, number][] }[] }} Panel */

const [width, height, columns] = [420, 250, 2]
const room = { left: 56, right: 16, top: 40, bottom: 44 }
/** Told apart without colour as well: the second line is dashed. */
const strokes = ['stroke="#0b6e99"', 'stroke="#b4540a" stroke-dasharray="6 4"']
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const plain = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Round steps that make three to six marks up to `most`. @param {number} most */
function marksUpTo(most) {
  const rough = most / 5
  const unit = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * unit).find((size) => size >= rough) ?? rough
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step)
}

/** @param {Panel} panel @param {number} at */
function draw({ title, x, y, logX = false, lines }, at) {
  const points = lines.flatMap((line) => line.points)
  const [least, most] = [Math.min(...points.map(([one]) => one)), Math.max(...points.map(([one]) => one))]
  const top = Math.max(...points.map(([, one]) => one)) * 1.1
  const share = (/** @type {number} */ one) => (logX ? Math.log(one / least) / Math.log(most / least) : one / most)
  const px = (/** @type {number} */ one) => (room.left + share(one) * (width - room.left - room.right)).toFixed(1)
  const py = (/** @type {number} */ one) =>
    (height - room.bottom - (one / top) * (height - room.top - room.bottom)).toFixed(1)
  const right = width - room.right
  const below = height - room.bottom
  const marksX = logX ? [...new Set(points.map(([one]) => one))] : marksUpTo(most)
  const parts = [
    `<text x="${room.left}" y="20" font-weight="600">${plain(title)}</text>`,
    ...marksUpTo(top).map(
      (mark) =>
        `<path d="M${room.left} ${py(mark)}H${right}" stroke="#d9d9d6"/><text x="${room.left - 6}" y="${Number(py(mark)) + 4}" text-anchor="end">${short.format(mark)}</text>`,
    ),
    ...marksX.map(
      (mark) => `<text x="${px(mark)}" y="${below + 16}" text-anchor="middle">${short.format(mark)}</text>`,
    ),
    `<text x="${(room.left + right) / 2}" y="${below + 34}" text-anchor="middle" fill="#5a5a57">${plain(x)}</text>`,
    `<text x="${room.left}" y="34" fill="#5a5a57">${plain(y)}</text>`,
    ...lines.map(
      ({ points: own }, n) =>
        `<polyline points="${own.map(([a, b]) => `${px(a)},${py(b)}`).join(' ')}" fill="none" stroke-width="2" ${strokes[n % 2]}/>` +
        own.map(([a, b]) => `<circle cx="${px(a)}" cy="${py(b)}" r="2.5" fill="#1b1b1a"/>`).join(''),
    ),
    ...(lines.length > 1
      ? lines.map(
          ({ name }, n) =>
            `<path d="M${right - 150} ${below - 12 - n * 16}h22" stroke-width="2" ${strokes[n % 2]}/><text x="${right - 122}" y="${below - 8 - n * 16}">${plain(name)}</text>`,
        )
      : []),
  ]
  return `<g transform="translate(${(at % columns) * width} ${Math.floor(at / columns) * height})">${parts.join('')}</g>`
}

/** @param {Panel[]} panels @returns {string} */
export function growthPicture(panels) {
  const rows = Math.ceil(panels.length / columns)
  const size = [columns * width, rows * height]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" width="${size[0]}" height="${size[1]}" font-family="system-ui, sans-serif" font-size="11" fill="#1b1b1a" role="img"><title>${plain(panels.map(({ title }) => title).join('; '))}</title><rect width="100%" height="100%" fill="#fff"/>${panels.map(draw).join('')}</svg>\n`
}
