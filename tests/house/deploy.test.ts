/** What is deployed is what exists: settings, files, ports and health checks that the image, compose and the chart name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments, stringify } from 'yaml'
import { settingNames } from '../../packages/shared/src/config/index.ts'
import { renderTemplate } from '../support/render-chart.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const known = new Set<string>(settingNames)
const unknown = (names: readonly string[]) => names.filter((name) => !known.has(name))

interface Service {
  image: string
  environment?: Record<string, string>
  read_only?: boolean
  cap_drop?: string[]
  command?: string[]
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: Record<string, unknown>
  volumes?: string[]
}
const compose = () =>
  parse(read('infra/compose.yaml'), { merge: true }) as {
    services: Record<string, Service>
    volumes: Record<string, null>
  }

/** Files that a command of ours runs. */
const scripts = (command: readonly string[] = []) => command.filter((word) => /\.m?js$/.test(word))
const isThere = (script: string) =>
  existsSync(new URL(script.replace('/dist/', '/src/').replace(/(src.*)\.js$/, '$1.ts'), root))

test('compose: the parts, each with a health check; ours without root rights or a writable disk', () => {
  const { services, volumes } = compose()
  expect(Object.keys(services)).toEqual(['postgres', 'valkey', 'prepare', 'api', 'worker', 'prometheus', 'grafana'])
  for (const [name, { image, environment = {}, command, healthcheck, ...rest }] of Object.entries(services)) {
    expect([name, healthcheck?.disable === true || (healthcheck?.test?.length ?? 0) > 1]).toEqual([name, true])
    for (const other of Object.keys(rest.depends_on ?? {})) expect(Object.keys(services)).toContain(other)
    for (const volume of rest.volumes ?? []) {
      const [from = ''] = volume.split(':')
      expect([
        volume,
        from.startsWith('./') ? existsSync(new URL(from, new URL('infra/', root))) : from in volumes,
      ]).toEqual([volume, true])
    }
    if (image !== 'displacement-monitor') continue
    expect([name, rest.read_only, rest.cap_drop, unknown(Object.keys(environment))]).toEqual([name, true, ['ALL'], []])
    expect([name, scripts(command).map(isThere)]).toEqual([name, [true]])
  }
})

test("compose: its Grafana starts with compose's Prometheus and the dashboard, where they are mounted", () => {
  const { prometheus, grafana } = compose().services
  const mounted = new Map(
    (grafana?.volumes ?? []).map((volume) => volume.split(':').slice(0, 2).reverse() as [string, string]),
  )
  const provisioned = (path: string) => parse(read(`infra/${mounted.get('/etc/grafana/provisioning')}/${path}`))
  const [source] = provisioned('datasources/prometheus.yaml').datasources
  expect([source.type, source.isDefault, new URL(source.url).hostname]).toEqual(['prometheus', true, 'prometheus'])
  expect(prometheus?.healthcheck?.test?.join(' ')).toContain(`:${new URL(source.url).port}/`)
  const folder = provisioned('dashboards/displacement.yaml').providers[0].options.path
  const dashboards = [...mounted].filter(([inside]) => inside.startsWith(`${folder}/`))
  expect(dashboards.map(([, from]) => JSON.parse(read(`infra/${from}`)).title)).toEqual(['Displacement monitor'])
})

test('the image: made of files that are there, not root at the end, with settings that exist', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .map((line) => line.trim())
  expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node'])
  expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('COPY ')))
  const given = lines
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => [...line.matchAll(/ ([A-Z_]+)=/g)].map(([, name]) => name ?? ''))
  expect(unknown(given)).toEqual(['NODE_ENV', 'MONITOR_BUILD'])
  const copied = lines.flatMap((line) => /^COPY --from=build \/app\/(\S+)/.exec(line)?.[1] ?? [])
  expect(copied.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
  for (const line of lines.filter((line) => /^(CMD|HEALTHCHECK)/.test(line))) {
    const command = JSON.parse(/\[.*\]$/.exec(line)?.[0] ?? '[]') as string[]
    expect([line, scripts(command).map(isThere)]).toEqual([line, [true]])
  }
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.data', '.git']))
})

interface Manifest {
  kind: string
  metadata: { name: string }
  data?: Record<string, string>
  spec?: Record<string, unknown>
}
const values = parse(read('infra/deploy/helm/values.yaml'))
const templates = readdirSync(new URL('infra/deploy/helm/templates/', root))

function chart(changes: object = {}): Manifest[] {
  const given = { Values: { ...values, ...changes }, Release: { Name: 'dm' } }
  return templates
    .flatMap((file) =>
      parseAllDocuments(renderTemplate(read(`infra/deploy/helm/templates/${file}`), given, stringify)).map(
        (document) => {
          if ('errors' in document && document.errors.length > 0) throw document.errors[0]
          return document.toJS() as Manifest
        },
      ),
    )
    .filter(Boolean)
}

test('the chart: all it makes, workers scaled by the depth of the queue where that is asked', () => {
  const names = (manifests: Manifest[]) => manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()
  const fixed = [
    'ConfigMap dm-settings',
    'Deployment dm-api',
    'Deployment dm-worker',
    'Job dm-prepare',
    'Service dm-api',
  ]
  expect(names(chart())).toEqual(fixed)
  const scaled = chart({ autoscaling: { ...values.autoscaling, enabled: true } })
  expect(names(scaled)).toEqual([...fixed, 'ScaledObject dm-worker'].sort())
  const replicas = (manifests: Manifest[]) =>
    manifests.find(({ metadata, kind }) => kind === 'Deployment' && metadata.name === 'dm-worker')?.spec?.replicas
  // Two hands on one wheel: the chart must not set what the autoscaler sets.
  expect([replicas(chart()), replicas(scaled)]).toEqual([2, undefined])
  const { triggers } = (scaled.find(({ kind }) => kind === 'ScaledObject')?.spec ?? {}) as {
    triggers: { metadata: { query: string } }[]
  }
  const metric = /displacement_\w+/.exec(triggers[0]?.metadata.query ?? '')?.[0] ?? ''
  expect([metric, read('apps/api/src/watch/table-gauges.ts').includes(`name: '${metric}'`)]).toEqual([
    'displacement_queue_jobs',
    true,
  ])
})

test('the chart: settings that exist, none of them secret; pods without root rights, with probes and limits', () => {
  const manifests = chart()
  const given = Object.keys(manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {})
  expect([unknown(given), given.filter((name) => /URL|KEY|SECRET|PASSWORD/.test(name))]).toEqual([[], []])
  for (const { kind, metadata, spec } of manifests.filter((one) => ['Deployment', 'Job'].includes(one.kind))) {
    const pod = (spec as { template: { spec: Pod } }).template.spec
    const [container] = pod.containers
    expect([
      metadata.name,
      pod.securityContext.runAsNonRoot,
      pod.automountServiceAccountToken,
      pod.containers.length,
    ]).toEqual([metadata.name, true, false, 1])
    expect([metadata.name, container?.securityContext]).toEqual([
      metadata.name,
      { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ])
    expect([metadata.name, scripts(container?.command).map(isThere)]).toEqual([metadata.name, [true]])
    if (kind === 'Job') continue
    expect([metadata.name, container?.readinessProbe?.httpGet.path, container?.livenessProbe?.httpGet.path]).toEqual([
      metadata.name,
      '/readyz',
      '/healthz',
    ])
    expect([metadata.name, Object.keys(container?.resources ?? {})]).toEqual([metadata.name, ['requests', 'limits']])
  }
})

interface Pod {
  securityContext: { runAsNonRoot: boolean }
  automountServiceAccountToken: boolean
  containers: {
    command: string[]
    securityContext: object
    resources?: object
    readinessProbe?: Probe
    livenessProbe?: Probe
  }[]
}
interface Probe {
  httpGet: { path: string }
}
