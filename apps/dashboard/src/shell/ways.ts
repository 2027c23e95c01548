/** The pages that stand in the head of every page. */
export const ways: readonly { href: string; words: string }[] = [
  { href: '/', words: 'Overview' },
  { href: '/desk', words: 'Reading desk' },
  { href: '/alerts', words: 'Alerts' },
  { href: '/sources', words: 'Sources' },
  { href: '/backfills', words: 'Past' },
]
