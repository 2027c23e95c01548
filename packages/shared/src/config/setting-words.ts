/** What each setting means, as the reference tells it. */
import type { SettingName } from './settings.ts'

export interface SettingWords {
  meaning: string
  /** Where the default does not tell it by itself. */
  unset?: string
  /** A page with more, from the root of the checkout. */
  see?: string
}

export const settingWords: Readonly<Record<SettingName, SettingWords>> = {
  DATABASE_URL: {
    meaning: 'PostgreSQL 15 to 18. Unset: `npm start` and the terminal use the embedded server of DATA_DIR.',
  },
  DATABASE_READ_URL: {
    meaning: 'A streaming replica that the API reads from for those who cannot write.',
    see: 'docs/operations.md#replicas',
  },
  REDIS_URL: {
    meaning:
      'Redis or Valkey for the queue (redis:// or rediss://); nodes of a cluster parted by commas. Unset: the queue lives in the database.',
  },
  HOST: {
    meaning: 'Address that the dashboard listens on.',
  },
  PORT: {
    meaning: 'Port of the dashboard. Set and taken: an error. Unset: 3000 or the next free one.',
    unset: '3000',
  },
  DATA_DIR: {
    meaning: 'Where the embedded server keeps its files.',
  },
  SEED: {
    meaning: 'full: the dated figures for north-west Syria; minimal: the first figure alone.',
  },
  CONTACT: {
    meaning: 'Mail address or page of who answers for what is published here; told under every page. Please set it.',
    see: 'docs/data-responsibility.md#when-something-went-wrong',
  },
  API_READ: {
    meaning: 'open: everybody may read; key: reading needs a key too.',
  },
  API_REQUESTS_PER_MINUTE: {
    meaning: 'Requests a minute from one address without a key; a key may ask ten times as often. 0: no limit.',
  },
  API_TRUST_PROXY: {
    meaning:
      "Proxies whose X-Forwarded-For is believed, addresses or ranges, parted by commas; else the limit is the proxy's.",
  },
  API_QUEUE_BOARD: {
    meaning:
      'true: the page `/queues` shows the work in flight; it asks for a key with the scope operate, as the password of any name.',
  },
  FETCH_ALLOW: {
    meaning: 'Hosts that may be fetched although their address is private: host or host:port, parted by commas.',
  },
  FETCH_CONTACT: {
    meaning: 'Mail or web address that publishers find in the User-Agent. Please set it.',
  },
  FETCH_DEADLINE_MS: {
    meaning: 'Total time of one request with its redirects and its body, in ms.',
  },
  FETCH_MAX_BYTES: {
    meaning: 'Most bytes of one body, on the wire and again decoded.',
  },
  HTTPS_PROXY: {
    meaning: 'Office proxy for all outgoing requests, http:// or https://.',
  },
  NODE_EXTRA_CA_CERTS: {
    meaning: 'File of extra certificate authorities (PEM) for a proxy or an intranet.',
  },
  ALERTS_DRY_RUN: {
    meaning: 'true: alerts are written down and shown, nothing leaves. Set false to send them.',
  },
  LOG_LEVEL: {
    meaning: 'trace, debug, info, warn, error, fatal, silent.',
  },
  WORKER_CONCURRENCY: {
    meaning: 'Reports read at once by one worker.',
  },
  RETENTION: {
    meaning: 'Days by class, as in `bytes=730,fetches=90`: `bytes`, `texts`, `fetches`, `audit`, `messages`.',
    unset: 'all is kept',
    see: 'docs/data-responsibility.md#retention',
  },
  SNAPSHOT_STORE: {
    meaning: 'Where the bytes of pages as received live: postgres, or s3.',
    see: 'docs/operations.md#bytes-in-s3-compatible-storage',
  },
  S3_ENDPOINT: {
    meaning: 'Address of the S3-compatible storage, without the bucket.',
  },
  S3_REGION: {
    meaning: 'Its region.',
  },
  S3_BUCKET: {
    meaning: "A bucket of this database's own.",
  },
  S3_ACCESS_KEY_ID: {
    meaning: 'A key that may read, write, list and delete there.',
  },
  S3_SECRET_ACCESS_KEY: {
    meaning: 'Its secret.',
  },
  PUBLIC_URL: {
    meaning: 'Where people reach the dashboard; links in messages begin with it.',
  },
  WORKER_METRICS_PORT: {
    meaning: 'Port on `HOST` where a worker answers `/metrics`, `/healthz` and `/readyz`. Unset: it does not listen.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    meaning: 'Collector of OpenTelemetry spans (OTLP over HTTP), such as `http://127.0.0.1:4318`. Unset: no spans.',
  },
  QUEUE_PREFIX: {
    meaning: 'Namespace of the queue in a shared Redis; braces make it a hash tag for a cluster.',
  },
  FAILPOINTS: {
    meaning: 'For tests alone: where a worker makes itself fail.',
    see: 'docs/chaos.md',
  },
}
