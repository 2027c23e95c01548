/** CONTACT as a link: a mail address as `mailto:`, a page as it is. */
export const contactLink = (contact: string): string => (URL.canParse(contact) ? contact : `mailto:${contact}`)
