/** Under every number that a machine read (design: no false authority). */
export const notice = 'Read by machine; not an official figure. Confirm with the counter.'
