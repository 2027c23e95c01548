/** Runs over a source's archive, by the real worker: each day and report once, paused, killed, cancelled, given up and retried. */

import { jobIds } from '@displacement-monitor/shared/contracts'
import {
  addSource, askForRun, type BackfillAsked, connect, type Database, discoverReports, failedChunks, getRun, orderRun, progressOf,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import { openQueues, type Queues } from '@displacement-monitor/shared/queue'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ArchiveSite, archiveSite, archiveSource, notePage } from '../../support/archive-site.ts'
import { type QueuePlace, withQueueBackends } from '../../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../../support/worker-process.ts'

const months = ['2020-01', '2020-02', '2020-03']
const aMonth = 4

withQueueBackends((open) => {
  let place: QueuePlace
  let sql: Database
  let site: ArchiveSite
  let worker: WorkerProcess | null = null
  let queues: Queues
  const asked: BackfillAsked = {
    kind: 'refetch', sourceId: 'notes', from: '2020-01-01', to: '2020-03-31', dryRun: false,
  } // biome-ignore format: a row

  beforeEach(async () => {
    place = await open()
    sql = connect(place.databaseUrl, { max: 2 })
    queues = openQueues(place)
    site = await archiveSite(months, aMonth)
    await addSource(sql, archiveSource(site))
  })
  afterEach(async () => {
    await worker?.kill()
    worker = null
    await queues.close()
    await sql.end()
    await Promise.all([site.close(), place.drop()])
  })

  const ask = async (what: BackfillAsked, actor: string) => {
    const told = await askForRun(sql, what, actor)
    await tell(told.run.id)
    return told
  }
  /** As whoever gives an order does: the worker need not wait for its sweep. */
  const tell = (runId: number) => queues.add('backfill', { runId }, { id: jobIds.backfillRun(runId) })
  const order = async (id: number, what: Parameters<typeof orderRun>[2]) => {
    const told = await orderRun(sql, id, what, 'ana')
    await tell(id)
    return told
  }
  const ended = async (id: number) => (await getRun(sql, id))?.finishedAt !== null
  const numbers = async () =>
    (await sql<{ value: number }[]>`select value from figure where superseded_at is null order by value`).map(
      ({ value }) => value,
    )

  describe('a refetch', () => {
    test('reads each report of the days once, asked twice is one run, and tells at its end what it changed', async () => {
      worker = await workerProcess(place)
      const { run, isNew } = await ask(asked, 'ana')
      expect([isNew, (await ask(asked, 'ben')).run.id]).toEqual([true, run.id])
      await until('the run has ended', () => ended(run.id), 90_000)
      expect(await numbers()).toEqual(site.numbers)
      expect(site.requests.filter(({ path }) => path === '/2019/1')).toEqual([])
      const read = site.requests.filter(({ path }) => /^\/2020-0\d\/\d$/.test(path)).map(({ path }) => path)
      expect([read.length, new Set(read).size]).toEqual([12, 12])
      const closed = await getRun(sql, run.id)
      expect(closed).toMatchObject({
        state: 'done',
        closing: { figuresNew: 12, figuresChanged: 0, figuresSuperseded: 0, reports: { read: 12, failed: 0, dead: 0 } },
      })
      expect(closed?.closing?.series[0]).toMatchObject({ placeId: 'SY-ID', before: null, after: { value: 30_004 } })
      expect(await progressOf(sql, run.id)).toMatchObject({
        chunks: { done: 3, waiting: 0 }, found: 12, settled: 12, requests: 3, share: 1, secondsLeft: null, lastError: null,
      }) // biome-ignore format: a row
      // Ended, it is found again and not begun anew; once more, it has nothing to do.
      expect((await ask(asked, 'ben')).isNew).toBe(false)
      const again = await ask({ ...asked, again: true }, 'ben')
      await until('the second run has ended', () => ended(again.run.id), 90_000)
      expect((await getRun(sql, again.run.id))?.closing).toMatchObject({
        figuresNew: 0,
        reports: { read: 0, known: 12 },
        seriesChanged: 0,
      })
      expect(await numbers()).toEqual(site.numbers)
    })

    test('killed at any moment goes on where it was, and is paused, resumed and cancelled by a word', async () => {
      worker = await workerProcess(place)
      const { run } = await ask(asked, 'ana')
      await until('something is read', async () => (await progressOf(sql, run.id)).settled > 1, 90_000)
      await worker.kill()
      await order(run.id, 'pause')
      worker = await workerProcess(place)
      const before = (await progressOf(sql, run.id)).settled
      await until(
        'the lease of the killed one has ended',
        async () => (await sql`select 1 from backfill_chunk where leased_until > now()`).length === 0,
        30_000,
      )
      expect((await progressOf(sql, run.id)).settled).toBe(before)
      expect((await order(run.id, 'resume'))?.done).toBe(true)
      await until('the run has ended', () => ended(run.id), 120_000)
      expect(await numbers()).toEqual(site.numbers)
      const { closing } = (await getRun(sql, run.id)) ?? {}
      expect(closing).toMatchObject({ figuresNew: 12, reports: { read: 12 } })
      expect((await order(run.id, 'cancel'))?.done).toBe(false)
    }, 180_000)

    test('a part whose list cannot be had is given up, shown and retried; a report that is refused costs the others nothing', async () => {
      site.set({ '/list/2020-02': { status: 404 }, '/2020-01/2': { status: 404 } })
      worker = await workerProcess(place)
      const { run } = await ask(asked, 'ana')
      await until('the run has ended', () => ended(run.id), 90_000)
      expect(await getRun(sql, run.id)).toMatchObject({
        state: 'failed',
        closing: { reports: { read: 7, skipped: 1 } },
      })
      expect(await failedChunks(sql, run.id)).toMatchObject([{ from: '2020-02-01', to: '2020-02-29' }])
      site.publish('2020-02')
      await order(run.id, 'retry')
      await until('the run has ended again', () => ended(run.id), 90_000)
      expect(await getRun(sql, run.id)).toMatchObject({ state: 'done', closing: { reports: { read: 11, skipped: 1 } } })
    })

    test('a live poll does not wait for a run to read what both know; what a cancelled run found is read when it is listed again', async () => {
      const { run } = await ask({ ...asked, to: '2020-01-31' }, 'ana')
      site.set({ '/2020-01/1': { body: notePage('2020-01', 1), delayMs: 60_000 } })
      worker = await workerProcess(place)
      await until('the list is known', async () => (await progressOf(sql, run.id)).found === aMonth, 60_000)
      await order(run.id, 'cancel')
      await worker.kill()
      worker = null
      const url = `${site.origin}/2020-01/3`
      expect(await sql`select state, next_attempt_at as due from report where url = ${url}`).toEqual([
        { state: 'discovered', due: null },
      ])
      const listed = { url, title: null, publishedAt: null, language: 'en' }
      expect(await discoverReports(sql, 'notes', 'poll', [listed])).toMatchObject([{ url, isNew: true }])
      expect(await discoverReports(sql, 'notes', 'poll', [listed])).toMatchObject([{ url, isNew: false }])
    })
  })
})
