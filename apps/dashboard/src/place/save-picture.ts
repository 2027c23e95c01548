/** The chart as it is seen, as a file: an SVG that carries its own look, or a PNG drawn from it. */
const styled = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'fill-opacity',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
  'color',
]

export interface Caption {
  title: string
  lines: readonly string[]
}

const spaceAbove = 34
const lineHeight = 16

export function pictureOf(
  chart: SVGSVGElement,
  { title, lines }: Caption,
): { svg: string; width: number; height: number } {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const [theirs, ours] = [chart.querySelectorAll('*'), copy.querySelectorAll('*')]
  theirs.forEach((element, index) => {
    const look = getComputedStyle(element)
    for (const name of styled) {
      const value = look.getPropertyValue(name)
      if (value !== '') ours[index]?.setAttribute(name, value)
    }
    ours[index]?.removeAttribute('class')
  })
  const body = getComputedStyle(document.body)
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper')
  const width = chart.clientWidth
  const inner = chart.clientHeight
  const height = inner + spaceAbove + 10 + lines.length * lineHeight
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const ground = document.createElementNS(svg.namespaceURI, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', paper)
  const write = (text: string, y: number, size: number, weight: string) => {
    const element = document.createElementNS(svg.namespaceURI, 'text')
    for (const [name, value] of Object.entries({
      x: '16',
      y: String(y),
      fill: body.color,
      'font-family': body.fontFamily,
      'font-size': String(size),
      'font-weight': weight,
    }))
      element.setAttribute(name, value)
    element.textContent = text
    svg.append(element)
  }
  svg.append(ground)
  write(title, 22, 15, '600')
  copy.setAttribute('y', String(spaceAbove))
  svg.append(copy)
  for (const [index, line] of lines.entries()) write(line, spaceAbove + inner + 14 + index * lineHeight, 11, '400')
  return { svg: new XMLSerializer().serializeToString(svg), width, height }
}

export async function pngOf({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * 2
    canvas.height = height * 2
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    if (!blob) throw new Error('the picture could not be drawn')
    return blob
  } finally {
    URL.revokeObjectURL(url)
  }
}

export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
