/** The part of an id that is made of a name. */
export const slugOf = (name) =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}'’‘`]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}0-9]+/gu, '-')
    .replace(/^-|-$/g, '')
