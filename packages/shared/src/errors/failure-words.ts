/** What each failure means and what to do about it, as terminal and reference tell it. */
import type { FailureCode } from './failure-codes.ts'

export const failureAreas = ['fetching', 'reading', 'messages', 'our own'] as const

export interface FailureWords {
  /** Where it comes up. */
  area: (typeof failureAreas)[number]
  happened: string
  todo: string
}

export const failureWords: Readonly<Record<FailureCode, FailureWords>> = {
  address_refused: {
    area: 'fetching',
    happened:
      'The address, or one that it redirects to, is private, local, of another port than 80 and 443, of another scheme than http and https, or holds a user name.',
    todo: 'If it is an intranet on purpose, name it in `FETCH_ALLOW` (`host` or `host:port`). Else mend the address.',
  },
  host_not_found: {
    area: 'fetching',
    happened: 'The name in the address is not known to the name server.',
    todo: "Check the spelling, then the machine's DNS.",
  },
  connect_failed: {
    area: 'fetching',
    happened: 'The server refused or broke the connection, does not speak HTTP, or the proxy gave no way to it.',
    todo: 'Open the address in a browser; check `HTTPS_PROXY`.',
  },
  timeout: {
    area: 'fetching',
    happened: 'No complete answer within `FETCH_DEADLINE_MS`.',
    todo: 'Nothing, unless it lasts; then the server is down or too slow for us.',
  },
  tls_failed: {
    area: 'fetching',
    happened: 'The certificate is wrong or out of date, or signed by an authority unknown here.',
    todo: 'Behind an office proxy, set `NODE_EXTRA_CA_CERTS`. Else tell the publisher.',
  },
  too_large: {
    area: 'fetching',
    happened: 'The body, decompressed, is larger than `FETCH_MAX_BYTES`, or the text longer than a million characters.',
    todo: 'Look for a smaller edition of the report; raise the setting if it must be this one.',
  },
  truncated: {
    area: 'fetching',
    happened: 'The answer broke off in the middle, or its compression is damaged.',
    todo: 'Nothing, unless it lasts.',
  },
  redirect_loop: {
    area: 'fetching',
    happened: 'The address redirects in a circle or more than five times. Often a consent page.',
    todo: 'Open it in a browser and take the address where it ends.',
  },
  http_client_error: {
    area: 'fetching',
    happened: 'The server says that there is no such page (404), that we may not see it (401, 403), or another 4xx.',
    todo: 'Mend the address; some publishers want a registered key.',
  },
  http_gone: {
    area: 'fetching',
    happened: 'The server says that it is gone for good (410). A source is stopped.',
    todo: "Look for the publisher's new address.",
  },
  http_rate_limited: {
    area: 'fetching',
    happened: 'The server asks for fewer requests (429).',
    todo: 'Raise the pause of the source (`minDelayMs`) or its interval.',
  },
  http_server_error: {
    area: 'fetching',
    happened: 'The server has a fault of its own (5xx), perhaps for its robots.txt.',
    todo: 'Nothing, unless it lasts.',
  },
  robots_forbidden: {
    area: 'fetching',
    happened: "The publisher's robots.txt forbids this page to machines.",
    todo: 'Ask the publisher. The monitor does not go around it.',
  },
  unsupported_media_type: {
    area: 'reading',
    happened: 'A picture, an archive, a compression or a media type that is not read here.',
    todo: 'Look for the report as a web page.',
  },
  empty_body: {
    area: 'reading',
    happened: 'The answer holds nothing but white space.',
    todo: 'Open the address in a browser; it may need a script to show its text.',
  },
  not_text: {
    area: 'reading',
    happened: 'The bytes are no text in any encoding.',
    todo: 'Nothing; the page may be looked at in a browser.',
  },
  no_text: {
    area: 'reading',
    happened: 'A page, but without running text: a list of links, a player, a consent page.',
    todo: "Name the text's place in the source's settings (`text`, `remove`: CSS selectors).",
  },
  scanned: {
    area: 'reading',
    happened: 'A PDF whose pages are pictures: nothing in it is text.',
    todo: 'Run it through a text recogniser and hand in what comes out, or hand in the figures.',
  },
  unreadable_file: {
    area: 'reading',
    happened: 'A PDF or workbook that is damaged, cut off or locked with a password. The message says which.',
    todo: 'Open it; where that works, save it anew without the password and hand it in.',
  },
  too_deep: {
    area: 'reading',
    happened: 'More than 20,000 elements nested in one another.',
    todo: 'Such pages are broken or hostile.',
  },
  parse_timeout: {
    area: 'reading',
    happened: 'Reading took more than ten seconds; the reading process was ended.',
    todo: 'Send the page to the project: it becomes a test.',
  },
  parse_memory: {
    area: 'reading',
    happened: 'Reading needed more memory than its process may have.',
    todo: 'Nothing; the page may be looked at in a browser.',
  },
  bad_feed: {
    area: 'reading',
    happened: 'The address of a source answers with something that is no feed, most often a web page.',
    todo: "Look for the feed's address on the publisher's site.",
  },
  bad_place_list: {
    area: 'reading',
    happened:
      'A P-code list that cannot be read: no columns of codes and names, a quotation mark that is never closed, a level or a day that is none, one code for two units, a workbook that unpacks to more than 300 MB. The message names row and column; nothing of the list is kept.',
    todo: 'Mend that cell, or take the list as its provider publishes it.',
  },
  withdrawn: {
    area: 'reading',
    happened:
      'The report was withdrawn here, or its bytes are those of one that was. Nothing of it is stored or read again.',
    todo: 'Nothing: it is as somebody decided (`monitor reports show`). Who finds it wrong asks them.',
  },
  receiver_busy: {
    area: 'messages',
    happened: "The receiver asks to come again later: 429, 503, a mail server's 4xx (greylisting, a full queue).",
    todo: 'Nothing, unless it lasts; its `Retry-After` is kept to, up to 24 hours.',
  },
  receiver_failed: {
    area: 'messages',
    happened: 'The receiver has a fault of its own (5xx).',
    todo: 'Nothing, unless it lasts; then tell whoever runs it.',
  },
  receiver_refused: {
    area: 'messages',
    happened:
      "A webhook's receiver answered with something else than success, most often 400, 401, 403 or 404. It is tried again, since deployments do this in passing.",
    todo: 'Check the address, and that the receiver verifies with the secret of this channel.',
  },
  receiver_redirects: {
    area: 'messages',
    happened:
      'The receiver answered with a redirect, which is not followed: where it leads has not been checked, and a signed message belongs to one address.',
    todo: "Set the channel's address to where it leads.",
  },
  receiver_gone: {
    area: 'messages',
    happened: "A webhook's receiver answered 410: it wants no more. The channel is switched off.",
    todo: 'If that was a mistake, mend the receiver, switch the channel on and send the message again.',
  },
  message_refused: {
    area: 'messages',
    happened:
      'The mail server or the chat refuses this message for good: an unknown recipient or sender, a channel that no longer exists, a policy.',
    todo: "The message names the server's code. Mend recipients, sender or address, then send it again.",
  },
  login_refused: {
    area: 'messages',
    happened: 'The mail server does not take this user name and password, or wants one where none is set.',
    todo: 'Set them anew. A password is sent over TLS alone, except to a relay on the same machine; without TLS the code is `tls_failed`.',
  },
  bad_channel_settings: {
    area: 'messages',
    happened: 'What the channel is stored with does not fit its kind, for example after an update or a change by hand.',
    todo: 'Set the channel anew; the message names the field.',
  },
  database_unavailable: {
    area: 'our own',
    happened: 'PostgreSQL does not answer, is starting, full or locked, or a statement was cancelled.',
    todo: '`monitor doctor`. Work goes on by itself when it is back.',
  },
  queue_unavailable: {
    area: 'our own',
    happened: 'The queue (Redis, or its tables in PostgreSQL) does not answer.',
    todo: '`monitor doctor`. The sweep adds what is due once it is back.',
  },
  bucket_unavailable: {
    area: 'our own',
    happened:
      'The S3 storage of the pages as received does not answer, refuses, holds something else under that name, or no setting says where it is.',
    todo: 'Check the settings that begin with `S3_`, and the log of the worker. New pages wait in the database and are moved when it is back.',
  },
  unexpected: {
    area: 'our own',
    happened: 'A fault that nobody foresaw; the log has its trace.',
    todo: "Send the report's address to the project. `monitor` can revive the report after an update.",
  },
}
